/** Sentences for what the knowledge has no words for: undecided, unknown and guessed events. */
import type { Entry } from '../knowledge/knowledge.ts';
import type { Lang, Localized } from '../lang.ts';
import type { Judgement } from './judgement.ts';
import { labelOf } from './evidence.ts';
import { cutText, quote } from './quote.ts';

/** Messages are quoted nearly whole: a person compares them with what they see. */
const MESSAGE_LENGTH = 240;

/**
 * The question `same-text`: is the text of the event the one we know? Where Windows' text is not known here, the person compares what
 * the message means.
 */
export function sameTextQuestion(entry: Entry, lang: Lang): string {
  const known = quotedMessage(entry, lang);
  if (known === undefined) {
    const meaning = quote(entry.title[lang], lang, MESSAGE_LENGTH);
    return lang === 'ja'
      ? `このイベントの正確な文面はナレッジにありません。お手元のメッセージは次の内容ですか。${meaning} (${entry.symptom.ja})`
      : `The exact text of this event is not known here. Does the message that you see mean this: ${meaning}? (${entry.symptom.en})`;
  }
  return lang === 'ja'
    ? `メッセージは次のような文面ですか (… は環境によって変わる部分)。 ${known}`
    : `Does the message read like this (… = varying values)? ${known}`;
}

/** The known text, in the other language where `lang` has none; undefined where there is no text at all. */
function quotedMessage(entry: Entry, lang: Lang): string | undefined {
  const message = entry.messages.find((one) => one.lang === lang) ?? entry.messages[0];
  return message && quote(withoutInserts(message.text), lang, MESSAGE_LENGTH);
}

/** `{vm}` as `…`; `{{` and `}}` are literal braces. */
function withoutInserts(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if ((c === '{' || c === '}') && text.charAt(i + 1) === c) {
      out += c;
      i++;
    } else if (c === '{') {
      const end = text.indexOf('}', i);
      if (end < 0) return out + text.slice(i);
      out += '…';
      i = end;
    } else out += c;
  }
  return out;
}

/** What to do while it cannot be told. */
export function adviceWhileOpen({ verdict, questions, missing }: Judgement): Localized {
  if (verdict !== 'conditional') return questions.length > 0 && missing.length === 0 ? SAME_VERDICT_ASK : SAME_VERDICT;
  // An answer does not help while a value is missing, so the text comes first.
  if (missing.length > 0) {
    return {
      en: 'Paste the whole event with its text: the verdict depends on values that were not in it or could not be read.',
      ja: 'イベントの本文をすべて貼り付けてください。判定に必要な値が含まれていないか、読み取れませんでした。',
    };
  }
  if (questions.length > 0) {
    return {
      en: `Answer the question${questions.length > 1 ? 's' : ''} first; until then do not treat the event as harmless.`,
      ja: 'まず質問にお答えください。確認できるまでは、無視してよいものとして扱わないでください。',
    };
  }
  return {
    en: 'Check by hand which of the situations applies; until then do not treat the event as harmless.',
    ja: 'どの状況にあたるかを確認してください。確認できるまでは、無視してよいものとして扱わないでください。',
  };
}

/** All situations that are still possible lead to one verdict; only the steps differ. */
const SAME_VERDICT: Localized = {
  en: 'The verdict is the same in every documented situation, the steps differ. Paste the whole event with its text to see those that fit.',
  ja: 'どの状況でも判定は同じですが、対処の手順が異なります。イベントの本文をすべて貼り付けると、あてはまる手順を表示します。',
};

const SAME_VERDICT_ASK: Localized = {
  en: 'The verdict is the same in every documented situation, the steps differ. Answer the question to see those that fit.',
  ja: 'どの状況でも判定は同じですが、対処の手順が異なります。質問にお答えいただくと、あてはまる手順を表示します。',
};

/** The steps of the case that holds unless a special one does; never to be read without its condition. */
export function otherwiseSteps(text: string, lang: Lang): string {
  return lang === 'ja'
    ? `特定の状況にあてはまらない場合：${text}`
    : `If none of the special situations applies: ${text}`;
}

/** What the only open case says; never to be read without its condition. */
export function ifConditionHolds(text: string, lang: Lang): string {
  return lang === 'ja' ? `条件にあてはまる場合：${text}` : `If the condition is met: ${text}`;
}

/** Put before what holds only for the known text, when the header alone was given. */
export function onlyIfText(entry: Entry, lang: Lang): string {
  const known = quotedMessage(entry, lang);
  if (known !== undefined) return lang === 'ja' ? `本文が${known}の場合の説明です。` : `If the text is ${known}:`;
  const meaning = quote(entry.title[lang], lang, MESSAGE_LENGTH);
  return lang === 'ja' ? `メッセージの内容が${meaning}の場合の説明です。` : `If the message means ${meaning}:`;
}

/** A known event that got no verdict. */
export function adviceWithoutVerdict(judgement: Judgement): { explanation: Localized; action: Localized } {
  const { match, withheld } = judgement;
  if (withheld === 'truncated') return TOO_INTRICATE;
  if (withheld === 'no-case')
    return match.entry?.otherwise ?? (match.entry?.cases.length === 0 ? NOTHING_PUBLISHED : NO_CASE_FITS);
  return otherEvent(match.entry, labelOf(match, 'en'), labelOf(match, 'ja'));
}

const READ_IT: Localized = {
  en: 'Read the message itself, and search for source, ID and text together.',
  ja: 'メッセージの内容を確認し、ソース、ID、本文を組み合わせて調べてください。',
};
const PASTE_WHOLE: Localized = {
  en: 'Paste the whole event: source, ID and text.',
  ja: 'ソース、ID、本文を含むイベント全体を貼り付けてください。',
};
const TOO_INTRICATE = {
  explanation: {
    en: 'The event is known, but the text is too long or too intricate to be read surely, so there is no verdict.',
    ja: '既知のイベントですが、本文が長すぎるか複雑で確実に読み取れないため、判定を行いません。',
  },
  action: { en: 'Paste this event alone.', ja: 'このイベントだけを貼り付けてください。' },
};
const NO_CASE_FITS = {
  explanation: {
    en: 'The event is known, but none of the documented situations fits its values, so there is no verdict.',
    ja: '既知のイベントですが、値が文書に記載されたどの状況にもあてはまらないため、判定できません。',
  },
  action: READ_IT,
};
const NOTHING_PUBLISHED = {
  explanation: {
    en: 'The event is known, but no published source says whether it is harmless.',
    ja: '既知のイベントですが、影響の有無を示す公開情報がありません。',
  },
  action: READ_IT,
};

/** Same ID, another event. */
export function otherEvent(
  known: Entry | undefined,
  labelEn: string | undefined,
  labelJa: string | undefined,
): { explanation: Localized; action: Localized } {
  const en = known ? ` (“${known.title.en}”)` : '';
  const ja = known ? ` (${known.title.ja})` : '';
  return {
    explanation: {
      en: `The ID is that of ${labelEn ?? 'a known event'}${en}, but the event is a different one. What is known of that ID does not apply here.`,
      ja: `ID は${labelJa === undefined ? '既知のイベント' : ` ${labelJa}`}${ja} と同じですが、別のイベントです。この ID について知られている内容はあてはまりません。`,
    },
    action: READ_IT,
  };
}

/** An event without an entry. `tables`: message files that print it; `isNamed`: its name is known. */
export function unknownEvent(
  tables: readonly string[],
  isNamed: boolean,
): { explanation: Localized; action: Localized } {
  if (isNamed) return NAME_ONLY;
  if (tables.length === 0) {
    return {
      explanation: {
        en: 'This event is not in the knowledge base, so there is no verdict. That does not mean that it is harmless.',
        ja: 'このイベントはナレッジに登録されていないため、判定できません。問題がないという意味ではありません。',
      },
      action: READ_IT,
    };
  }
  const files = tables.map((file) => cutText(file));
  return {
    explanation: {
      en: `The event is identified by the message table of ${files.join(', ')}, but no published source says what it means for operation.`,
      ja: `${files.join('、')} のメッセージ テーブルにあるイベントですが、運用への影響を示す公開情報がありません。`,
    },
    action: READ_IT,
  };
}

const NAME_ONLY = {
  explanation: {
    en: 'This event is known by name only: no published advice on it is in the knowledge base, so there is no verdict. That does not mean that it is harmless.',
    ja: 'このイベントは名前だけが登録されています。ナレッジには公開された対処方法がないため、判定できません。問題がないという意味ではありません。',
  },
  action: READ_IT,
};

/** A bare ID. */
export const CHOOSE_SOURCE: { explanation: Localized; action: Localized } = {
  explanation: {
    en: 'An ID alone does not identify an event: every source has its own numbers.',
    ja: 'ID はソースごとに割り当てられているため、ID だけではイベントを特定できません。',
  },
  action: {
    en: 'Choose the source, or paste the whole event: source, ID and text.',
    ja: 'ソースを選ぶか、ソース、ID、本文を含むイベント全体を貼り付けてください。',
  },
};

/** A guess. */
export const ONLY_SIMILAR: { explanation: Localized; action: Localized } = {
  explanation: {
    en: 'This is a guess from similar words, so there is no verdict.',
    ja: '似た語句からの推測のため、判定は行いません。',
  },
  action: PASTE_WHOLE,
};
