import { ownEntryRule } from './rule.ts';
import { isTodo } from './todo.ts';

const SAYS_SO = {
  en: /\b(?:publish|published|documented|documents?|documentation|source|sources)\b/i,
  ja: /公開|資料|文書|情報源|ドキュメント/,
} as const;

/** "info" without a source is not "harmless"; who reads it must be told that nobody has published a verdict. */
export const unsourcedInfo = ownEntryRule(
  'unsourced-info',
  'A case without a source says in its explanation that no verdict has been published.',
  function* ({ content }) {
    for (const [index, { id, verdict, references, explanation }] of content.cases.entries()) {
      if (verdict !== 'info' || references.length > 0) continue;
      for (const lang of ['en', 'ja'] as const) {
        if (isTodo(explanation[lang]) || SAYS_SO[lang].test(explanation[lang])) continue;
        const message = `Case "${id}" cites no source: say in the explanation that no published source gives a verdict, or cite one.`;
        yield { path: ['cases', index, 'explanation', lang], message };
      }
    }
  },
);
