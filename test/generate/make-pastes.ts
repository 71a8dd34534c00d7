/** One generated paste of each kind; tests ask for many of them. */
import { LANGS, type Lang } from '../../src/lang.ts';
import { FOREIGN_EN, FOREIGN_JA } from './foreign-messages.ts';
import { NOISES, type Noise } from './noise.ts';
import { OWN_MESSAGES, VOIDED_MESSAGES, type Judged, type OwnMessage } from './own-messages.ts';
import { eventViewerEn, eventViewerJa, PASTE_FORMS, vendorForm, type PasteParts } from './pastes.ts';
import type { Random } from './random.ts';
import { FOREIGN_MADE_UP, FOREIGN_REAL, isEntry, OWN, UNKNOWN_IDS } from './sources.ts';
import { fill, hostName } from './values.ts';

export interface Made {
  paste: string;
}

/** A paste of one of our messages: which entry it is of, and what may be said about the whole text. */
export interface MadeOfOurs extends Made {
  key: string;
  verdicts: readonly Judged[];
}

/** Our header over a text in `lang` that is not its own. */
export interface MadeOfBoth extends Made {
  key: string;
  lang: Lang;
}

export const FOREIGN = [...FOREIGN_EN, ...FOREIGN_JA];

export const foreignText = (r: Random): Made => ({ paste: fill(r.pick(FOREIGN), r) });

export function ourHeaderForeignText(r: Random): MadeOfBoth {
  const own = ownNumber(r);
  const { text, lang } = foreignTextWithLang(r);
  return { key: own.key, lang, paste: written({ ...own, text }, r) };
}

/** Level and log agree with the entry, only the text does not. */
export function ourWholeHeaderForeignText(r: Random): MadeOfBoth {
  const message = r.pick(OWN_MESSAGES);
  const { text, lang } = foreignTextWithLang(r);
  return { key: message.key, lang, paste: written({ ...message, text }, r) };
}

/** The source and ID of one of our events, the text of an event of another of our sources. */
export function ourHeadersMixedUp(r: Random): Made {
  const message = r.pick(OWN_MESSAGES);
  const own = r.pick(OWN.filter(({ slug }) => !message.key.startsWith(`${slug}/`)));
  const parts = { source: r.pick(own.names), id: r.pick(own.ids), text: fill(message.text, r) };
  return { paste: written({ ...parts, level: message.level }, r) };
}

export function foreignSourceOurNumber(r: Random): Made {
  const { source, id } = ourNumberOf(r.chance(0.6) ? FOREIGN_REAL : FOREIGN_MADE_UP, r);
  return { paste: written({ source, id, text: foreignText(r).paste }, r) };
}

/** The header of another source above one of our messages. */
export function foreignHeaderOurText(r: Random): Made {
  const message = r.pick(OWN_MESSAGES);
  const { source, id } = ourNumberOf([...FOREIGN_REAL, ...FOREIGN_MADE_UP], r, r.chance(0.5) ? message.id : undefined);
  return { paste: written({ ...message, source, id, text: fill(message.text, r) }, r) };
}

export function foreignLabelsOurNumber(r: Random): Made {
  const { source, id } = ourNumberOf([...FOREIGN_REAL, ...FOREIGN_MADE_UP], r);
  const short = [
    `Source: ${source}\nEvent ID: ${id}`,
    `ソース: ${source}\nイベント ID: ${id}`,
    `ソース：${source}\nイベントID：${id}\nレベル：エラー`,
    `Event Source: ${source}\nEvent ID: ${id}\nEvent Type: Error`,
    `<Event><System><Provider Name="${source}"/><EventID>${id}</EventID></System></Event>`,
  ];
  return { paste: r.pick(short) };
}

export function foreignSentenceOurNumber(r: Random): Made {
  const { source, id } = ourNumberOf(FOREIGN_REAL, r);
  const said = [
    `${source} ${id}`,
    `Event ID ${id} from ${source}`,
    `what does ${source} event ${id} mean?`,
    `${id} ${source}`,
    `${source} の ${id} が出ています`,
    `イベント ID ${id} (${source}) について教えてください`,
    `ソース ${source}、ID ${id}`,
  ];
  return { paste: r.pick(said) };
}

export function ourSourceUnknownNumber(r: Random): Made {
  const source = r.pick(r.pick(OWN).names);
  const id = r.pick(UNKNOWN_IDS.filter((one) => !isEntry(source, one)));
  if (r.chance(0.3)) return { paste: `${source} ${id}` };
  return { paste: written({ source, id, text: r.chance(0.7) ? foreignText(r).paste : '' }, r) };
}

/** A true message under its true header, or alone where it is long enough to speak for itself. */
export function trueMessage(r: Random, message: OwnMessage = r.pick(OWN_MESSAGES)): MadeOfOurs {
  const text = fill(message.text, r);
  const form = r.pick([eventViewerEn, eventViewerJa, vendorForm]);
  const alone = letters(text) >= 60 && r.chance(0.5);
  return { ...message, paste: alone ? text : form({ ...message, text, computer: hostName(r) }) };
}

export function noisyMessage(noise: Noise, r: Random): MadeOfOurs {
  const some = noise.only === 'ja' ? OWN_MESSAGES.filter(({ text }) => /[ぁ-ヶ]/.test(text)) : OWN_MESSAGES;
  const made = trueMessage(r, r.pick(some));
  return { ...made, paste: noise.apply(made.paste, r) };
}

/** Any of our messages, cut at 40 to 95 %. */
export function cutMessage(r: Random): MadeOfOurs {
  const message = r.pick([...OWN_MESSAGES, ...VOIDED_MESSAGES.map((voided) => ({ ...voided, verdicts: [] }))]);
  const text = fill(message.text, r);
  const cut = text.slice(0, Math.round((text.length * r.int(40, 95)) / 100)) + r.pick(['', '...', '…']);
  return { ...message, paste: r.chance(0.4) ? cut : eventViewerEn({ ...message, text: cut, computer: hostName(r) }) };
}

/** A true message with one to three letters changed. */
export function misspelledMessage(r: Random): MadeOfOurs {
  const message = r.pick(OWN_MESSAGES);
  const text = misspelled(fill(message.text, r), r);
  return { ...message, paste: r.chance(0.5) ? text : eventViewerJa({ ...message, text, computer: hostName(r) }) };
}

/** A message of ours whose inserts no document covers; one after the other. */
export function voidedMessage(r: Random, index: number): Made {
  const message = VOIDED_MESSAGES[index % VOIDED_MESSAGES.length];
  if (!message) throw new Error('no messages');
  const text = fill(message.text, r);
  return { paste: r.chance(0.25) ? text : written({ ...message, text }, r) };
}

export function noisyVoidedMessage(r: Random, index: number): Made {
  return { paste: r.pick(NOISES).apply(voidedMessage(r, index).paste, r) };
}

/** One of these sources with a number of `OWN` that it does not have itself. */
function ourNumberOf(sources: readonly string[], r: Random, id?: number): { source: string; id: number } {
  const source = r.pick(sources);
  const one = { source, id: id ?? ownNumber(r).id };
  return isEntry(one.source, one.id) ? ourNumberOf(sources, r) : one;
}

function ownNumber(r: Random): { source: string; id: number; key: string } {
  const own = r.pick(OWN);
  const id = r.pick(own.ids);
  return { source: r.pick(own.names), id, key: `${own.slug}/${id}` };
}

function foreignTextWithLang(r: Random): { text: string; lang: Lang } {
  const lang = r.pick(LANGS);
  return { text: fill(r.pick(lang === 'en' ? FOREIGN_EN : FOREIGN_JA), r), lang };
}

function written(parts: Pick<PasteParts, 'source' | 'id' | 'text'> & Partial<PasteParts>, r: Random): string {
  const level = parts.level ?? r.pick(['Error', 'Warning', 'Information'] as const);
  const channel = parts.channel ?? r.pick(['System', 'Application']);
  return r.pick(PASTE_FORMS)({ computer: hostName(r), ...parts, level, channel });
}

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** Letters doubled, dropped or replaced; digits stay, because another version is another fact. */
function misspelled(text: string, r: Random): string {
  const chars = Array.from(text);
  for (let left = r.int(1, 3); left > 0; left--) {
    const at = r.int(0, chars.length - 1);
    const c = chars[at] ?? '';
    if (/\p{L}/u.test(c)) chars[at] = r.pick(['', c + c, 'e', 'x', 'の', 'ン']);
  }
  return chars.join('');
}
