import { cut, ownEntryRule } from './rule.ts';
import { adviceOf, sentencesOf, withoutQuoted } from './sentences.ts';

const LETS_OFF = {
  en: /\b(?:safe(?:ly)? (?:to )?ignored?|(?:can|may) (?:safely )?(?:be ignored|ignore)|(?:is|are) harmless|no harm)\b/i,
  ja: /無視してかまいません|無視して(?:も)?問題|無視できます|無害です|害はありません/,
} as const;
/** "That does not mean that it is harmless", "ignore it only if …" */
const LIMITED = {
  en: /\b(?:not|never|no|only|unless|until|whether|if|when|cannot|nobody|neither|without)\b/i,
  ja: /ではありません|とは限|とはいえ|場合|かどうか|ません(?:か|。$)?.*(?:ません|ない)|まで|だけ|限り/,
} as const;

/** The verdict is what counts, but people read the text. */
export const hiddenIgnore = ownEntryRule(
  'hidden-ignore',
  'Only a case with the verdict "ignore" says that the event may be ignored.',
  function* ({ content }) {
    for (const { kind, lang, text, path, verdict = 'unknown' } of adviceOf(content)) {
      if (verdict === 'ignore' || kind === 'trigger') continue;
      for (const sentence of sentencesOf(withoutQuoted(text), lang)) {
        if (!LETS_OFF[lang].test(sentence) || LIMITED[lang].test(sentence)) continue;
        const message = `The verdict is "${verdict}", but the text lets people off: "${cut(sentence)}". Say it under an "ignore" case with its source and condition, or leave it out.`;
        yield { path, message };
      }
    }
  },
);
