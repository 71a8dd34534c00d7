/** The interactive prompt: paste, empty line, card; then Yes / No questions, then the next paste. */
import { buildCard } from '../../src/card/build-card.ts';
import { visible } from '../../src/card/plain-text.ts';
import type { Answer, Question } from '../../src/finding.ts';
import { type Lang, LANGS } from '../../src/lang.ts';
import { type AnswerPort, type CliIo, EXIT } from './io.ts';
import { PROMPT_WORDS } from './prompt-words.ts';
import { terminalOptions } from './screen.ts';
import { renderTerminal } from './terminal.ts';
import { Typed } from './typed.ts';

/** Event Viewer's text has blank lines inside; the lines of one paste arrive closer together than this. */
const QUIET_MS = 150;
const MOST_QUESTIONS = 50;
const YES = new Set(['y', 'yes', 'はい']);
const NO = new Set(['n', 'no', 'いいえ']);

type Command = { do: 'quit' | 'help' } | { do: 'lang'; lang: Lang };
type Entered = { do: 'ask'; text: string } | Command;

interface Session {
  io: CliIo;
  typed: Typed;
  answerer: AnswerPort;
  /** As chosen; absent: guessed from each paste. */
  lang: Lang | undefined;
}

/** Runs until `quit` or the end of the input. Returns the exit code. */
export async function runPrompt(io: CliIo, { lang }: { lang?: Lang | undefined } = {}): Promise<number> {
  const session: Session = { io, typed: new Typed(io.stdin), answerer: await io.answerer(), lang };
  await say(session, 'welcome');
  for (;;) {
    const entered = await nextEntry(session);
    switch (entered.do) {
      case 'quit':
        return EXIT.answered;
      case 'help':
        await say(session, 'help');
        break;
      case 'lang':
        session.lang = entered.lang;
        await say(session, 'switched');
        break;
      case 'ask':
        await reply(session, entered.text);
        break;
      default:
        return entered satisfies never;
    }
  }
}

/** A paste ends with an empty line after which nothing comes for a moment, or with the input. */
async function nextEntry({ io, typed }: Session): Promise<Entered> {
  const lines: string[] = [];
  for (let line = await typed.line(); line !== undefined; line = await typed.line()) {
    const command = lines.length === 0 ? commandOf(line) : undefined;
    if (command !== undefined) return command;
    if (line.trim() !== '') lines.push(line);
    else if (lines.length > 0) {
      if (!(await typed.more(io.pause(QUIET_MS)))) break;
      lines.push(line);
    }
  }
  return lines.length === 0 ? { do: 'quit' } : { do: 'ask', text: lines.join('\n') };
}

function commandOf(line: string): Command | undefined {
  const words = line.normalize('NFKC').trim().toLowerCase();
  if (words === 'quit' || words === 'exit') return { do: 'quit' };
  if (words === 'help' || words === '?') return { do: 'help' };
  const lang = LANGS.find((known) => words === `lang ${known}`);
  return lang === undefined ? undefined : { do: 'lang', lang };
}

/** Shows the card, asks its questions, and shows the card again when an answer has changed it. */
async function reply(session: Session, text: string): Promise<void> {
  const answers = new Map<string, boolean>();
  let answer = session.answerer.answer(text, { lang: session.lang });
  await show(session, answer);
  const seen = new Set<string>();
  for (let question = openQuestion(answer, seen); question !== undefined; question = openQuestion(answer, seen)) {
    seen.add(question.id);
    const yes = await askPerson(session, question, answer.lang);
    if (yes === 'stop') break;
    if (yes === 'skip') continue;
    answers.set(question.id, yes);
    answer = session.answerer.answer(text, { lang: answer.lang, answers });
  }
  if (answers.size > 0) await show(session, answer);
}

function openQuestion({ findings }: Answer, seen: ReadonlySet<string>): Question | undefined {
  if (seen.size >= MOST_QUESTIONS) return undefined;
  return findings.flatMap(({ questions = [] }) => questions).find(({ id }) => !seen.has(id));
}

/** Enter skips. Anything but yes and no is taken for the next paste. */
async function askPerson({ io, typed }: Session, { text }: Question, lang: Lang): Promise<boolean | 'skip' | 'stop'> {
  await io.stdout.write(`${visible(text)} ${PROMPT_WORDS.yesOrNo[lang]}\n`);
  const line = await typed.line();
  if (line === undefined) return 'stop';
  const word = line.normalize('NFKC').trim().toLowerCase();
  if (word === '') return 'skip';
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  typed.unread(line);
  return 'stop';
}

async function show({ io }: Session, answer: Answer): Promise<void> {
  await io.stdout.write(`${renderTerminal(buildCard(answer), terminalOptions(io))}\n`);
}

async function say({ io, lang }: Session, word: keyof typeof PROMPT_WORDS): Promise<void> {
  await io.stdout.write(`${PROMPT_WORDS[word][lang ?? systemLang(io)]}\n\n`);
}

function systemLang({ env }: CliIo): Lang {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale.startsWith('ja') ? 'ja' : 'en';
}
