import { commandsIn, type CommandAt } from './commands.ts';
import { entryRule } from './rule.ts';
import { adviceOf } from './sentences.ts';

/** What must stand before a step that changes or may lose something. */
const MARKER = { en: 'Changes the system:', ja: '(変更を伴う操作)' } as const;
/** "Do not run chkdsk /f", 「… は実行しないでください」: a warning is no step. */
const FORBIDS = {
  en: /\b(?:do not|don't|never|without|instead of)\b/i,
  ja: /ない(?:で|よう)|せずに|代わりに/,
} as const;

/** Whoever copies a command at three in the morning must know before what it does. */
export const changingSteps = entryRule(
  'changing-steps',
  `Commands that change the system stand behind "${MARKER.en}" or ${MARKER.ja}, and every cmdlet is a known one.`,
  function* ({ content }) {
    for (const { lang, text, path } of adviceOf(content)) {
      for (const command of commandsIn(text)) {
        if (command.kind === 'unknown') yield { path, message: unknown(command) };
        else if (!isMarked(text, command, lang)) yield { path, message: unmarked(command, MARKER[lang]) };
      }
    }
  },
);

function isMarked(text: string, { at }: CommandAt, lang: 'en' | 'ja'): boolean {
  const marker = text.indexOf(MARKER[lang]);
  if (marker >= 0 && marker < at) return true;
  const end = lang === 'ja' ? '。' : '. ';
  const to = text.indexOf(end, at);
  const sentence = text.slice(text.lastIndexOf(end, at) + 1, to < 0 ? undefined : to + 1);
  return FORBIDS[lang].test(sentence);
}

function unknown({ name }: CommandAt): string {
  return `"${name}" is not among the known commands: check its name. If it exists and only reads, add it to src/knowledge/rules/commands.ts.`;
}

function unmarked({ name }: CommandAt, marker: string): string {
  return `"${name}" changes the system: write "${marker}" before that step, with what it changes or loses, or leave the step out.`;
}
