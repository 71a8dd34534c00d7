/** `hvevent ask`: read the question, answer it, print the card. */
import { buildCard } from '../../src/card/build-card.ts';
import type { Card } from '../../src/card/card.ts';
import { renderMarkdown } from '../../src/card/markdown.ts';
import { buildTriageCard, withTimes } from '../../src/card/triage-card.ts';
import type { Lang } from '../../src/lang.ts';
import { answerExit, triageExit } from './exit.ts';
import { type Answered, answerParts } from './files.ts';
import { readQuestion } from './input.ts';
import { CliError, type CliIo, EXIT, type Told } from './io.ts';
import { answerLines } from './ndjson.ts';
import { runPrompt } from './prompt.ts';
import { terminalOptions } from './screen.ts';
import { renderTerminal } from './terminal.ts';

export const FORMATS = ['text', 'json', 'markdown', 'html', 'slack', 'teams'] as const;
type Format = (typeof FORMATS)[number];
/** Of a file; the JSON answer has all of it. */
const MOST_FINDINGS = 64;
const MOST_UNKNOWN = 20;

export interface AskOptions {
  lang?: Lang;
  /** `text` when absent. */
  format?: Format;
  ndjson?: boolean;
  answer?: ReadonlyMap<string, boolean>;
  /** True and false: `--triage`, `--no-triage`. */
  triage?: boolean;
}

/** Returns the exit code. */
export async function ask(args: readonly string[], options: AskOptions, io: CliIo): Promise<number> {
  const { lang, format = 'text', answer: answers = new Map<string, boolean>() } = options;
  refuseMixtures(args, options);
  if (options.ndjson === true) return answerLines(io, { answerer: await io.answerer(), lang });
  if (args.length === 0 && io.stdin.isTTY) return runPrompt(io, { lang });

  const answered = await answerParts(await readQuestion(args, io), { lang, answers, triage: options.triage }, io);
  await io.stdout.write(await rendered(answered, format, io));
  return 'answer' in answered ? answerExit(answered.answer) : triageExit(answered.triage);
}

function refuseMixtures(args: readonly string[], { ndjson, format, answer, triage }: AskOptions): void {
  if (ndjson !== true) return;
  if (args.length > 0 && args.join() !== '-') {
    throw new CliError('--ndjson reads standard input: leave the text out.', EXIT.usage);
  }
  if (format !== undefined && format !== 'json') {
    throw new CliError(`--ndjson prints JSON lines: leave --format ${format} out.`, EXIT.usage);
  }
  if (triage !== undefined) throw new CliError('--ndjson answers line by line: leave --triage out.', EXIT.usage);
  if (answer !== undefined) {
    throw new CliError('--answer does not go with --ndjson: write "answers": {"ID": true} into the lines.', EXIT.usage);
  }
}

async function rendered(answered: Answered, format: Format, io: CliIo): Promise<string> {
  switch (format) {
    case 'text':
      return renderTerminal(cardOf(answered), terminalOptions(io));
    case 'json':
      return json('answer' in answered ? answered.answer : answered.triage);
    case 'markdown':
      return renderMarkdown(cardOf(answered));
    case 'html':
      return io.renderHtml(cardOf(answered));
    case 'slack':
    case 'teams':
      return json(await io.renderChat(format, toldOf(answered)));
    default:
      return format satisfies never;
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** As much of a file as a chat shows. */
function toldOf(answered: Answered): Told {
  if ('answer' in answered) return answered;
  const { triage, source } = answered;
  const { lang, findings, events, verdicts, unknown, notes } = triage;
  return {
    answer: { lang, findings: findings.slice(0, MOST_FINDINGS).map(withTimes) },
    file: { name: source, events, verdicts, unknown: unknown.slice(0, MOST_UNKNOWN), notes },
  };
}

function cardOf(answered: Answered): Card {
  return 'answer' in answered ? buildCard(answered.answer) : buildTriageCard(answered.triage, answered.source);
}
