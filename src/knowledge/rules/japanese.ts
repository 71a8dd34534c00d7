import { guessLang } from '../../lang.ts';
import { localizedTexts } from '../localized-texts.ts';
import { filesOfKind } from '../knowledge-files.ts';
import type { Path } from '../read-yaml.ts';
import { startsLikeCommand } from './commands.ts';
import { cut, type Rule } from './rule.ts';
import { sentencesOf, withoutAsides, withoutQuoted } from './sentences.ts';
import { isTodo } from './todo.ts';

/** Titles and triggers may be a few nouns (「起動時。」), sentences hardly ever. */
const NEEDS_KANA = new Set(['explanation', 'action', 'symptom', 'meaning']);
const KANA = /[\u3041-\u3096\u30a1-\u30fa]/;
/** Full-width letters, digits and the marks that are written half-width here. */
const FULL_WIDTH = /[\uff21-\uff3a\uff41-\uff5a\uff10-\uff19\uff08\uff09\uff1f\uff01]/;
const ASCII_END = /[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff][.,;](?:\s|$)/;
/** Two or more English words in a row: letters only, so no command, version or path. */
const WORDS = /(?<![A-Za-z0-9<>/\\.:_-])[A-Za-z]+(?: [A-Za-z]+)+(?![A-Za-z0-9<>/\\:_-])/g;
/** A name hardly ever holds one of these; a sentence hardly ever none. */
const SMALL_WORDS =
  /\b(?:the|a|an|is|are|was|were|be|been|has|have|had|of|to|for|in|on|at|by|from|with|without|and|or|not|no|this|that|it|its|when|if|while|as|may|can|could|cannot|will|should|failed|because)\b/;
/** Names that hold one all the same. */
const NAMES = ['Plug and Play', 'Out of Band', 'Best Practices Analyzer', 'System Center', 'Common Language Runtime'];
const MOST_SMALL_LETTER_WORDS = 3;
/** Ends of sentences in plain form: polite ones end in ます, です, ました, でした, ません, ましょう, でしょう and ください. */
const PLAIN_END = /(?:る|ない|だ|(?<!まし|でし)た|(?<!ま|で)す|(?<!ましょ|でしょ)う|く|つ|む|ぶ|ぬ|ぐ)。$/;

/** What an author sees at once in his own language, and nobody who reads only English does. */
export const japanese: Rule = {
  name: 'japanese',
  description:
    'Japanese texts are Japanese throughout: kana, polite form, Japanese full stops, half-width letters, no English left.',
  *check({ files }) {
    const own = [...filesOfKind(files, 'entry'), ...filesOfKind(files, 'codes'), ...filesOfKind(files, 'identities')];
    for (const file of own) {
      if (file.layer > 0) continue;
      for (const { lang, text, path } of localizedTexts(file.content)) {
        if (isTodo(text) || path[0] === 'phrases' || path[0] === 'messages') continue;
        for (const message of lang === 'ja' ? faultsOfJapanese(text, path) : faultsOfEnglish(text))
          yield { in: file, path, message };
      }
    }
  },
};

function* faultsOfJapanese(text: string, path: Path): Generator<string> {
  // Whatever holds nothing Japanese at all is the matter of `languages`.
  if (guessLang(text) !== 'ja') return;
  const plain = withoutQuoted(text);
  const field = path.at(-2);
  if (NEEDS_KANA.has(String(field)) && !KANA.test(text))
    yield `This Japanese text has no kana: write whole sentences. (${cut(text)})`;
  const wide = FULL_WIDTH.exec(plain)?.[0];
  if (wide !== undefined)
    yield `"${wide}" is full-width: write Latin letters, digits, parentheses and question marks half-width. (${cut(text)})`;
  const end = ASCII_END.exec(plain)?.[0].trim();
  if (end !== undefined) yield `"${end}" ends with an English mark: write 。 or 、 there. (${cut(text)})`;
  const english = englishLeft(plain);
  if (english !== undefined)
    yield `"${english}" is English in a Japanese text: translate it, or put it in 「」 if it is the name of a button or quoted text.`;
  if (field !== 'explanation' && field !== 'action') return;
  const last = plain.trimEnd().at(-1) ?? '';
  if (!'。)」'.includes(last))
    yield `This Japanese text does not end with 。: complete the last sentence. (…${text.slice(-30)})`;
  const impolite = sentencesOf(withoutAsides(text), 'ja').find((sentence) => PLAIN_END.test(sentence));
  if (impolite !== undefined) yield `"…${impolite.slice(-20)}" is in plain form: write です・ます.`;
}

function* faultsOfEnglish(text: string): Generator<string> {
  const mark = /[\u3001\u3002\uff08\uff09\uff1a]/.exec(withoutAsides(text))?.[0];
  if (mark !== undefined)
    yield `"${mark}" is a Japanese mark in an English text: write the English one. (${cut(text)})`;
}

/** The first run of English words that is no name and no command. */
function englishLeft(text: string): string | undefined {
  for (const [run] of text.matchAll(WORDS)) {
    if (startsLikeCommand(run) || NAMES.some((name) => run.includes(name))) continue;
    const small = run.split(' ').filter((word) => word === word.toLowerCase());
    if (SMALL_WORDS.test(run) || small.length > MOST_SMALL_LETTER_WORDS) return run;
  }
  return undefined;
}
