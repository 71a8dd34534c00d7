/** Which of our languages a message can be compared in. */
import { guessLang, type Lang } from '../lang.ts';
import { fold } from '../text/fold.ts';
import { letterWeight } from './weight.ts';

/** Small words that nearly every message has, of the languages that share the Latin script with ours. */
const ENGLISH = wordSet(
  'the of is was has have been because with this that are were and cannot could not by to on for',
);
const OTHERS = [
  wordSet('der die das und ist nicht kann konnte wurde werden mit von ein eine einer einem auf zu den dem im des für'),
  wordSet('le la les des est une un pas été avec dans du de et ne sur peut être pour que qui par au'),
  wordSet('el la los las una un no se ha con para de del en y que es por su está puede'),
];
const LOOK_AT = 2048;
const ENOUGH = 2;
/** One Japanese character in this many letters. */
const MOSTLY = 8;

/** Undefined: another language, in which neither agreement nor contradiction can be seen. */
export function comparableLang(message: string): Lang | undefined {
  const start = message.slice(0, LOOK_AT);
  if (isMostlyJapanese(start)) return 'ja';
  if (/\p{Script=Hangul}|\p{Script=Cyrillic}/u.test(start)) return undefined;
  const words = start.toLowerCase().split(/[^\p{L}]/u);
  const english = count(words, ENGLISH);
  const other = Math.max(...OTHERS.map((language) => count(words, language)));
  return other >= ENOUGH && other > english ? undefined : 'en';
}

/** A Japanese name inside an English message does not make it Japanese. */
function isMostlyJapanese(text: string): boolean {
  if (guessLang(text) !== 'ja') return false;
  const folded = fold(text);
  // Each wide character weighs one more than its unit.
  const wide = letterWeight(folded) - folded.length;
  return wide * MOSTLY >= folded.length;
}

function count(words: readonly string[], language: ReadonlySet<string>): number {
  let found = 0;
  for (const word of words) if (language.has(word)) found++;
  return found;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
