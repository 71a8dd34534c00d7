import { cut, ownEntryRule } from './rule.ts';
import { adviceOf, sentencesOf } from './sentences.ts';
import { isTodo } from './todo.ts';

const MOST_WORDS = 22;
const MOST_CHARACTERS = 90;

/** At three in the morning nobody reads the second half of a long sentence. */
export const firstSentence = ownEntryRule(
  'first-sentence',
  `The first sentence of an explanation is short: at most ${MOST_WORDS} words, in Japanese ${MOST_CHARACTERS} characters.`,
  function* ({ content }) {
    for (const { kind, lang, text, path } of adviceOf(content)) {
      const [first = ''] = kind === 'explanation' && !isTodo(text) ? sentencesOf(text, lang) : [];
      const length = lang === 'ja' ? first.length : first.split(/\s+/).length;
      const most = lang === 'ja' ? MOST_CHARACTERS : MOST_WORDS;
      if (length <= most) continue;
      const unit = lang === 'ja' ? 'characters' : 'words';
      const message = `The first sentence has ${length} ${unit}, more than ${most}: say in a short one what matters, and the rest behind it. (${cut(first)})`;
      yield { path, message };
    }
  },
);
