/** The few words of a conversation that are no event: commands, and short answers to a question. */
import { fold } from '../text/fold.ts';
import type { LangChoice } from './person-lang.ts';

const HELP = /^(?:help|\?|？|ヘルプ|使い方)$/i;
const ALERTS = /^(?:alerts?|incidents?|アラート|インシデント)$/i;
const LANG = /^(?:lang|language|言語)(?:[ \u3000]{1,5}(\S{1,20}))?$/i;
const LANG_NAMES: Readonly<Record<string, LangChoice>> = {
  ja: 'ja',
  japanese: 'ja',
  日本語: 'ja',
  en: 'en',
  english: 'en',
  英語: 'en',
  auto: 'auto',
};
const YES: ReadonlySet<string> = new Set(
  ['yes', 'y', 'yep', 'yeah', 'はい', 'ええ', 'うん', 'そうです', 'yes please'].map(fold),
);
const NO: ReadonlySet<string> = new Set(
  ['no', 'n', 'nope', 'いいえ', 'いえ', 'ちがう', '違う', '違います', 'ちがいます'].map(fold),
);
const LONGEST_SHORT_ANSWER = 40;

export function isHelp(text: string): boolean {
  return HELP.test(text);
}

/** The list of open incidents is wanted. */
export function isAlerts(text: string): boolean {
  return ALERTS.test(text);
}

/** `lang ja`: the choice, or undefined for a language that we do not speak. Undefined as a whole: it is no such command. */
export function langCommand(text: string): { choice: LangChoice | undefined } | undefined {
  const found = LANG.exec(text);
  if (found === null) return undefined;
  const name = (found[1] ?? '').toLowerCase();
  return { choice: Object.hasOwn(LANG_NAMES, name) ? LANG_NAMES[name] : undefined };
}

/** Yes or no, where the text is nothing else. */
export function shortAnswer(text: string): boolean | undefined {
  if (text.length > LONGEST_SHORT_ANSWER) return undefined;
  const word = fold(text.replace(/[.!。！、,]{1,3}$/, '').trim());
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
