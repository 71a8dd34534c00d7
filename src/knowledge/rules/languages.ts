import { guessLang, LANGS, type Lang } from '../../lang.ts';
import { localizedTexts } from '../localized-texts.ts';
import type { Path } from '../read-yaml.ts';
import { filesOfKind } from '../knowledge-files.ts';
import { without } from './sentences.ts';
import { isTodo } from './todo.ts';
import type { Rule, RuleFault } from './rule.ts';

/** Quoted words and words in brackets are names, also when they are Japanese. */
const NAMES: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
  '`': '`',
  '(': ')',
};

/** The schema sees to it that no language is missing; this rule, that each text is in its language. */
export const languages: Rule = {
  name: 'languages',
  description: 'Japanese texts are Japanese, English texts are English (Japanese words only in quotes or brackets).',
  *check({ files }) {
    for (const file of filesOfKind(files, 'entry')) {
      const { content } = file;
      const texts = [...localizedTexts(content), ...phrases(content.phrases), ...messages(content.messages)];
      for (const text of texts) for (const fault of check(text)) yield { in: file, ...fault };
    }
    for (const file of [...filesOfKind(files, 'codes'), ...filesOfKind(files, 'identities')]) {
      for (const text of localizedTexts(file.content)) for (const fault of check(text)) yield { in: file, ...fault };
    }
  },
};

interface TextAt {
  lang: Lang;
  text: string;
  path: Path;
}

function* check({ lang, text, path }: TextAt): Generator<Omit<RuleFault, 'in'>> {
  if (isTodo(text)) return;
  // A phrase may be names only, the same in both languages.
  if (lang === 'ja' && path[0] !== 'phrases' && guessLang(text) !== 'ja') {
    yield {
      path,
      message: `This text stands under "ja" but holds no Japanese character: write it in Japanese. (${cut(text)})`,
    };
  }
  if (lang === 'en' && guessLang(without(text, NAMES)) === 'ja') {
    yield {
      path,
      message: `This text stands under "en" but holds Japanese outside quotes: write it in English. (${cut(text)})`,
    };
  }
}

function* phrases(lists: Record<Lang, readonly string[]>): Generator<TextAt> {
  for (const lang of LANGS) {
    for (const [index, text] of lists[lang].entries()) yield { lang, text, path: ['phrases', lang, index] };
  }
}

function* messages(all: readonly { lang: Lang; text: string }[]): Generator<TextAt> {
  for (const [index, { lang, text }] of all.entries()) yield { lang, text, path: ['messages', index, 'text'] };
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
