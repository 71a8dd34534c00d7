/** Titles for events that have no entry of their own. */
import type { Lang } from '../lang.ts';
import type { Match } from '../match/match.ts';
import { labelOf, withoutLineEnds } from './evidence.ts';
import { cutText } from './quote.ts';

/** How many code points of a message table's text make a title. */
const TITLE_LENGTH = 100;

/** `Unknown event: disk 26`; for an event known by name, or of a message table, `storvsp 3: ` and its name or text. */
export function titleOfUnknown(match: Match, isOther: boolean, lang: Lang): string {
  const label = labelOf(match, lang);
  if (match.identity && label !== undefined && !isOther) return `${label}: ${match.identity.title[lang]}`;
  const text = isOther ? undefined : match.tableTexts[0]?.text;
  if (text !== undefined && label !== undefined) return `${label}: ${cutText(withoutLineEnds(text), TITLE_LENGTH)}`;
  const unknown = lang === 'ja' ? '未登録のイベント' : 'Unknown event';
  return label === undefined ? unknown : `${unknown}: ${label}`;
}

/** A number without a source. */
export function titleOfBareId({ eventId }: Match, lang: Lang): string {
  if (lang === 'ja')
    return eventId === undefined ? 'どのイベントですか' : `イベント ID ${eventId}: どのソースのイベントですか`;
  return eventId === undefined ? 'Which event is it?' : `Event ID ${eventId}: which source?`;
}

/** `Did you mean storvsp 5?` */
export function titleOfGuess(match: Match, lang: Lang): string {
  const guesses = match.entry ? [match.entry] : match.candidates.map(({ entry }) => entry);
  const [first] = guesses;
  if (!first || guesses.length > 1) return lang === 'ja' ? '似ている既知のイベント' : 'Similar known events';
  const label = labelOf(first, lang) ?? first.key;
  return lang === 'ja' ? `もしかして: ${label}` : `Did you mean ${label}?`;
}
