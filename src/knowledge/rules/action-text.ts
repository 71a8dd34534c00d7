import { ownEntryRule } from './rule.ts';

const NOTHING = {
  en: /^(?:none|nothing|no action|not needed|n\/a)[^.]{0,40}\.?$/i,
  ja: /^(?:なし|ありません|特になし|不要|対処は不要|対応は不要|必要ありません)[^。]{0,10}。?$/,
} as const;

export const actionText = ownEntryRule(
  'action-text',
  'A case that says "action" tells something to do.',
  function* ({ content }) {
    for (const [index, { id, verdict, action }] of content.cases.entries()) {
      if (verdict !== 'action') continue;
      for (const lang of ['en', 'ja'] as const) {
        if (!NOTHING[lang].test(action[lang].trim())) continue;
        const message = `Case "${id}" says "action", but its action is "${action[lang]}": say where to look and what to do, or make the verdict "info".`;
        yield { path: ['cases', index, 'action', lang], message };
      }
    }
  },
);
