/** `hvevent ask`: read the question, answer it, print the card. */
import { buildCard } from '../../src/card/build-card.ts';
import { renderMarkdown } from '../../src/card/markdown.ts';
import type { Answer } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { answerExit } from './exit.ts';
import { readQuestion } from './input.ts';
import { CliError, type CliIo, EXIT } from './io.ts';
import { answerLines } from './ndjson.ts';
import { runPrompt } from './prompt.ts';
import { terminalOptions } from './screen.ts';
import { renderTerminal } from './terminal.ts';

export const FORMATS = ['text', 'json', 'markdown', 'html', 'slack', 'teams'] as const;
type Format = (typeof FORMATS)[number];

export interface AskOptions {
  lang?: Lang;
  /** `text` when absent. */
  format?: Format;
  ndjson?: boolean;
  answer?: ReadonlyMap<string, boolean>;
}

/** Returns the exit code. */
export async function ask(args: readonly string[], options: AskOptions, io: CliIo): Promise<number> {
  const { lang, format = 'text', answer: answers = new Map<string, boolean>() } = options;
  refuseMixtures(args, options);
  if (format === 'slack' || format === 'teams') {
    const message = `The format "${format}" is not available in this version yet: use text, json, markdown or html.`;
    throw new CliError(message, EXIT.usage);
  }
  if (options.ndjson === true) return answerLines(io, { answerer: await io.answerer(), lang });
  if (args.length === 0 && io.stdin.isTTY) return runPrompt(io, { lang });

  const text = await readQuestion(args, io);
  const answerer = await io.answerer();
  const answer = answerer.answer(text, { lang, answers });
  await io.stdout.write(rendered(answer, format, io));
  return answerExit(answer);
}

function refuseMixtures(args: readonly string[], { ndjson, format, answer }: AskOptions): void {
  if (ndjson !== true) return;
  if (args.length > 0 && args.join() !== '-') {
    throw new CliError('--ndjson reads standard input: leave the text out.', EXIT.usage);
  }
  if (format !== undefined && format !== 'json') {
    throw new CliError(`--ndjson prints JSON lines: leave --format ${format} out.`, EXIT.usage);
  }
  if (answer !== undefined) {
    throw new CliError('--answer does not go with --ndjson: write "answers": {"ID": true} into the lines.', EXIT.usage);
  }
}

function rendered(answer: Answer, format: Exclude<Format, 'slack' | 'teams'>, io: CliIo): string {
  switch (format) {
    case 'text':
      return renderTerminal(buildCard(answer), terminalOptions(io));
    case 'json':
      return `${JSON.stringify(answer, undefined, 2)}\n`;
    case 'markdown':
      return renderMarkdown(buildCard(answer));
    case 'html':
      return io.renderHtml(buildCard(answer));
    default:
      return format satisfies never;
  }
}
