/** What the command line needs of the world; `adapters/main.ts` brings the real one, tests bring their own. */
import type { Command } from 'commander';
import type { Card } from '../../src/card/card.ts';
import type { FileSummary } from '../../src/chat/answer-context.ts';
import type { Answer } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import type { KbIo } from './kb.ts';

export interface AnswerPort {
  answer(
    text: string,
    options?: { lang?: Lang | undefined; answers?: ReadonlyMap<string, boolean> | undefined },
  ): Answer;
}

/** An answer to be drawn as a chat would; `file`: it is that of a file. */
export interface Told {
  answer: Answer;
  file?: FileSummary;
}

export interface Input extends AsyncIterable<Uint8Array> {
  readonly isTTY: boolean;
}

export interface Output {
  /** Resolves when more may be written; rejects with `OutputClosed` when nobody reads any more. */
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
  readonly columns?: number | undefined;
}

/** Takes what a command prints; it is passed on when the command is done. */
export type CommandSink = Pick<KbIo, 'out' | 'err' | 'exit'>;

export interface CliIo {
  stdin: Input;
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
  /** Bytes of a regular file, `undefined` when there is none of that name. */
  fileSize(path: string): Promise<number | undefined>;
  readFile(path: string): Promise<Uint8Array>;
  /** Loads the knowledge when the first question is asked. Throws with a sentence when it cannot. */
  answerer(): AnswerPort | Promise<AnswerPort>;
  /** Adapters do not import each other, so the HTML renderer is handed in. */
  renderHtml(card: Card): string;
  /** The message of a chat, as JSON; without buttons, because nothing stands behind them here. */
  renderChat(platform: 'slack' | 'teams', told: Told): Promise<object>;
  pause(milliseconds: number): Promise<void>;
  /** `hvevent kb`, talking through the sink. */
  kb(sink: CommandSink): Command;
  /** Further commands, talking through the sink. */
  commands?(sink: CommandSink): Command[];
  version: string;
}

/** Exit codes of sysexits.h where it has one. */
export const EXIT = { answered: 0, action: 1, nothing: 2, usage: 64, failure: 70, configuration: 78 } as const;

/** The reader of our output went away (`| head`): no reason to complain. */
export class OutputClosed extends Error {
  override name = 'OutputClosed';
}

/** A sentence for the person, and the exit code. */
export class CliError extends Error {
  override name = 'CliError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
