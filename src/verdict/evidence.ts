/** Why this match and why this verdict, as sentences in both languages. */
import type { Level } from '../event/event.ts';
import type { Entry } from '../knowledge/knowledge.ts';
import type { Condition, Protocol } from '../knowledge/schema.ts';
import type { Lang, Localized } from '../lang.ts';
import type { Match, TableText } from '../match/match.ts';
import { findCodes, formatCode, type Codes } from './codes.ts';
import { isSilenced, type Judgement } from './judgement.ts';
import { cutText, quote } from './quote.ts';
import { formatVersion, readVersion } from './versions.ts';

const LEVEL_NAMES: Record<Level, Localized> = {
  critical: { en: 'critical', ja: '重大' },
  error: { en: 'error', ja: 'エラー' },
  warning: { en: 'warning', ja: '警告' },
  information: { en: 'information', ja: '情報' },
  verbose: { en: 'verbose', ja: '詳細' },
};

/** Quotes of our own knowledge may be longer than those of a paste. */
const KNOWN_TEXT = 200;
const MOST_TABLE_TEXTS = 3;

/** `VMSMP 26`, as far as it is known; event text, so cut and on one line. Undefined when neither is known. */
export function labelOf({ provider, eventId }: Pick<Match, 'provider' | 'eventId'>, lang: Lang): string | undefined {
  const name = provider === undefined ? '' : cutText(provider);
  if (name === '')
    return eventId === undefined ? undefined : `${lang === 'ja' ? 'イベント ID' : 'event ID'} ${eventId}`;
  return eventId === undefined ? name : `${name} ${eventId}`;
}

/** All reasons of a judgement in `lang`: the match first, then the verdict. */
export function evidenceOf(judgement: Judgement, lang: Lang): string[] {
  const { match } = judgement;
  const sentences = [
    whyThisMatch(match),
    ...wording(match),
    ...levelAgrees(match),
    ...relatedFirst(match),
    ...match.tableTexts.slice(0, MOST_TABLE_TEXTS).map(fromTable),
    ...whyThisVerdict(judgement),
  ];
  return sentences.map((sentence) => sentence[lang]);
}

function whyThisMatch(match: Match): Localized {
  const en = labelOf(match, 'en') ?? 'this event';
  const ja = labelOf(match, 'ja') ?? 'このイベント';
  switch (match.tier) {
    case 'header-and-text':
      return confirmedHeader(match, { en, ja });
    case 'text':
      return {
        en: `The text is the message of ${en}; the text alone identifies it.`,
        ja: `本文が ${ja} のメッセージと一致しています。本文だけで特定しました。`,
      };
    case 'header-similar-text':
      return {
        en: `Source and ID are ${en}; the wording differs from the known text, but nothing contradicts it.`,
        ja: `ソースと ID は ${ja} です。既知の文面とは表現が異なりますが、矛盾する点はありません。`,
      };
    case 'header':
      return onlyHeader(match, { en, ja });
    case 'header-other-text':
      return {
        en: `Source and ID are ${en}, but the text, the level or the identifier is that of another event.`,
        ja: `ソースと ID は ${ja} ですが、本文、レベル、識別子のいずれかが既知のイベントと一致しません。`,
      };
    case 'id':
      return {
        en: 'Only an ID was given; it does not name the source.',
        ja: 'ID だけが入力されており、ソースがわかりません。',
      };
    case 'similar-text':
      return {
        en: 'The text resembles a known message, or only quotes one.',
        ja: '本文が既知のメッセージに似ているか、その引用です。',
      };
    case 'corrected-name':
      return { en: 'The source looks like a misspelt known name.', ja: 'ソース名が、既知の名前の入力誤りのようです。' };
    case 'phrase':
      return {
        en: 'The words resemble the description of known events.',
        ja: '入力された語句が、既知のイベントの説明に似ています。',
      };
    case 'unknown':
      if (match.identity) {
        return {
          en: `Source and ID are ${en}; the knowledge base has the name of this event and nothing else.`,
          ja: `ソースと ID は ${ja} です。ナレッジにはこのイベントの名前だけがあります。`,
        };
      }
      return {
        en: `There is no entry for ${en} in the knowledge base.`,
        ja: `${ja} の項目はナレッジにありません。`,
      };
    default:
      return match.tier satisfies never;
  }
}

function onlyHeader({ read: { event }, entry }: Match, label: Localized): Localized {
  if (entry?.messages.length === 0) {
    return {
      en: `Source and ID are ${label.en}; the text of the event could not be compared, because Windows' text is not known here.`,
      ja: `ソースと ID は ${label.ja} です。このイベントの正確な文面がナレッジにないため、本文は照合できませんでした。`,
    };
  }
  if (event.message) {
    return {
      en: `Source and ID are ${label.en}; the text that was given could not be compared with the known one.`,
      ja: `ソースと ID は ${label.ja} です。入力された本文を既知の文面と照合できませんでした。`,
    };
  }
  return {
    en: `Source and ID are ${label.en}; the text of the event was not found in what was given.`,
    ja: `ソースと ID は ${label.ja} です。イベントの本文は確認できませんでした。`,
  };
}

/** A header that its text, or without a text its identifier or parameters, confirms. */
function confirmedHeader({ read: { event }, message }: Match, label: Localized): Localized {
  if (message !== undefined || event.message) {
    return {
      en: `Source and ID are ${label.en}, and the text is the known message of that event.`,
      ja: `ソースと ID は ${label.ja} で、本文もそのイベントの既知のメッセージと一致しています。`,
    };
  }
  return {
    en: `Source and ID are ${label.en}, and the event's identifier or parameters fit it.`,
    ja: `ソースと ID は ${label.ja} で、識別子またはパラメーターもこのイベントに合っています。`,
  };
}

function wording({ message }: Match): Localized[] {
  if (message?.wording === undefined) return [];
  const { en, ja } =
    typeof message.wording === 'string' ? { en: message.wording, ja: message.wording } : message.wording;
  return [{ en: `The wording is that of ${en}.`, ja: `文面は ${ja} のものです。` }];
}

function levelAgrees({ read: { event }, entry }: Match): Localized[] {
  if (entry?.level === undefined || event.level === undefined) return [];
  const printed = LEVEL_NAMES[event.level];
  const known = LEVEL_NAMES[entry.level];
  if (event.level === entry.level) {
    return [{ en: `The level agrees: ${printed.en}.`, ja: `レベルも一致しています (${printed.ja})。` }];
  }
  return [
    {
      en: `The level printed is ${printed.en}; the documents give ${known.en}.`,
      ja: `イベントのレベルは「${printed.ja}」ですが、文書では「${known.ja}」です。`,
    },
  ];
}

function relatedFirst({ candidates, relatedTo }: Match): Localized[] {
  const first = candidates[0]?.entry;
  if (first === undefined || relatedTo === undefined) return [];
  return [
    {
      en: `${labelOf(first, 'en')} comes first because it belongs together with ${labelOf(relatedTo, 'en')}, which is in the same paste.`,
      ja: `同じ入力に含まれる ${labelOf(relatedTo, 'ja')} と関連があるため、${labelOf(first, 'ja')} を先頭に示しています。`,
    },
  ];
}

function fromTable({ file, builds, text }: TableText): Localized {
  const plain = withoutLineEnds(text);
  return {
    en: `Known from the message table of ${file} (${builds.join(', ')}): ${quote(plain, 'en', KNOWN_TEXT)}`,
    ja: `${file} のメッセージ テーブル (${builds.join('、')}) にある文面です: ${quote(plain, 'ja', KNOWN_TEXT)}`,
  };
}

/** Tables print the line break at the end of a text as `\r\n`, four characters. */
export function withoutLineEnds(text: string): string {
  return text.replaceAll('\\r\\n', ' ').trim();
}

function whyThisVerdict(judgement: Judgement): Localized[] {
  const { decided, because, textUnconfirmed, verdict, match } = judgement;
  const reasons: Localized[] = [];
  if (because.length > 0) {
    const en = because.map((condition) => condition.en).join('; ');
    reasons.push({ en: `Decided by: ${en}.`, ja: `判断の根拠: ${because.map(({ ja }) => ja).join('、')}。` });
  }
  if (decided && decided.when.length === 0 && !decided.local) reasons.push(ALWAYS);
  if (verdict === 'conditional' && match.entry) reasons.push(OPEN);
  if (judgement.missing.some((name) => match.disputed?.has(name))) reasons.push(DISPUTED);
  if (judgement.withheld === 'truncated') reasons.push(TRUNCATED);
  if (judgement.withheld === 'other-text') reasons.push(ANSWERED_OTHER);
  if (judgement.withheld === 'no-case' && judgement.match.entry) reasons.push(NO_CASE);
  if (textUnconfirmed && decided) reasons.push(match.entry?.messages.length === 0 ? IF_MEANING : IF_TEXT);
  reasons.push(...localReasons(judgement));
  return reasons;
}

/** Who reads a verdict must see whether the product says it or the organisation. */
function localReasons(judgement: Judgement): Localized[] {
  const { decided, open } = judgement;
  const local = (decided ? [decided] : open).flatMap((one) => (one.local ? [one.local.reason ?? OWN_ENTRY] : []));
  const reasons = [...new Set(local)].map(({ en, ja }) =>
    decided
      ? { en: `Local knowledge of your organisation: ${en}`, ja: `組織のローカル ナレッジ: ${ja}` }
      : {
          en: `A case that may apply is local knowledge of your organisation: ${en}`,
          ja: `該当する可能性のある状況に、組織のローカル ナレッジが含まれます: ${ja}`,
        },
  );
  const silenced = isSilenced(judgement) ? decided?.silenced : undefined;
  if (silenced === undefined) return reasons;
  return [
    ...reasons,
    {
      en: `Alerts do not report this event: your organisation silenced it. ${silenced.en}`,
      ja: `組織のローカル ナレッジにより、このイベントはアラートで通知されません。${silenced.ja}`,
    },
  ];
}

const OWN_ENTRY: Localized = {
  en: 'the organisation added this event itself.',
  ja: 'このイベントは組織が追加したものです。',
};
const ALWAYS: Localized = {
  en: 'The documents say the same of this event whatever values it carries.',
  ja: 'このイベントは、含まれる値にかかわらず、文書上の扱いは同じです。',
};
const OPEN: Localized = {
  en: 'What was given does not settle which of the documented situations applies.',
  ja: '入力された内容だけでは、文書に記載されたどの状況にあたるのか確定できません。',
};
const DISPUTED: Localized = {
  en: 'The text of the event and its parameters say different things, so neither is relied on.',
  ja: 'イベントの本文とパラメーターの内容が食い違っているため、どちらも判定に使いません。',
};
const TRUNCATED: Localized = {
  en: 'The text reached a limit of the search, so no verdict is based on it.',
  ja: '本文が検索の上限に達したため、判定は行いません。',
};
const ANSWERED_OTHER: Localized = {
  en: 'You answered that the text is a different one: the same ID, another event.',
  ja: '本文が異なるという回答のため、ID が同じ別のイベントとして扱います。',
};
const NO_CASE: Localized = {
  en: 'None of the documented situations fits the values of this event.',
  ja: 'このイベントの値は、文書に記載されたどの状況にもあてはまりません。',
};
const IF_MEANING: Localized = {
  en: 'It rests on source and ID alone, and holds only if the message means what is described here.',
  ja: 'ソースと ID だけに基づく判定です。メッセージの内容がここでの説明と同じ場合に限ります。',
};
const IF_TEXT: Localized = {
  en: 'It holds only if the text of the event is the known one.',
  ja: 'イベントの本文が既知の文面である場合に限ります。',
};

export interface ConditionWords {
  entry: Entry;
  inserts: ReadonlyMap<string, string>;
  protocols: ReadonlyMap<string, Protocol>;
  codes: Codes;
}

/** A condition that holds, with the values that make it hold; without a full stop. */
export function conditionInWords(condition: Condition, words: ConditionWords): Localized {
  if ('ask' in condition) return answerInWords(condition, words.entry);
  if ('level' in condition) return { en: 'the level of the event', ja: 'イベントのレベル' };
  if ('channel' in condition) return { en: 'the log of the event', ja: 'イベントが記録されたログ' };
  if ('message' in condition) return { en: 'the wording of the message', ja: 'メッセージの文面' };

  const { insert } = condition;
  const value = words.inserts.get(insert) ?? '';
  if ('protocol' in condition) return comparisonInWords(condition, words);
  if ('code' in condition) {
    const code = namedCode(value, words.codes);
    return { en: `“${insert}” is ${code}`, ja: `「${insert}」が ${code}` };
  }
  if ('equals' in condition)
    return { en: `“${insert}” is ${quote(value, 'en')}`, ja: `「${insert}」が${quote(value, 'ja')}` };
  if (condition.is === 'empty') return { en: `“${insert}” is empty`, ja: `「${insert}」が空` };
  return {
    en: `“${insert}” is ${quote(value, 'en')}, not empty`,
    ja: `「${insert}」が空ではなく${quote(value, 'ja')}`,
  };
}

function answerInWords({ ask, answer }: Extract<Condition, { ask: string }>, entry: Entry): Localized {
  const question = entry.questions[ask];
  const yes = answer === 'yes';
  return {
    en: `you answered ${yes ? 'yes' : 'no'} to ${quote(question?.en ?? ask, 'en', KNOWN_TEXT)}`,
    ja: `${quote(question?.ja ?? ask, 'ja', KNOWN_TEXT)}に「${yes ? 'はい' : 'いいえ'}」と回答`,
  };
}

function comparisonInWords(
  { insert, protocol: name, is, than }: Extract<Condition, { protocol: string }>,
  { inserts, protocols }: ConditionWords,
): Localized {
  const protocol = protocols.get(name);
  const left = plainVersion(inserts.get(insert) ?? '', protocol);
  const right = plainVersion('version' in than ? than.version : (inserts.get(than.insert) ?? ''), protocol);
  if (is === 'same' && 'version' in than) return { en: `“${insert}” is ${left}`, ja: `「${insert}」が ${left}` };

  const other =
    'version' in than
      ? { en: right, ja: ` ${right} ` }
      : { en: `“${than.insert}” (${right})`, ja: `「${than.insert}」(${right}) ` };
  const en = { newer: 'is newer than', older: 'is older than', same: 'is the same as' }[is];
  const ja = { newer: 'より新しい', older: 'より古い', same: 'と同じ' }[is];
  return { en: `“${insert}” (${left}) ${en} ${other.en}`, ja: `「${insert}」(${left}) が${other.ja}${ja}` };
}

/** `3.2` for `196610`. */
function plainVersion(value: string, protocol: Protocol | undefined): string {
  const version = protocol && readVersion(value, protocol);
  return version ? formatVersion(version) : cutText(value);
}

/** `0xC000003A (STATUS_OBJECT_PATH_NOT_FOUND)` */
function namedCode(value: string, codes: Codes): string {
  const [code] = findCodes(value);
  if (code === undefined) return cutText(value);
  const symbols = codes.lookup(code).map(({ symbol }) => symbol);
  return symbols.length === 0 ? formatCode(code) : `${formatCode(code)} (${symbols.join(', ')})`;
}
