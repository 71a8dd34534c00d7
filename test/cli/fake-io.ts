/** A world for `runCli`: what goes in is written down here, what comes out is kept. */
import { Command } from 'commander';
import type { AnswerPort, CliIo, Output } from '../../adapters/cli/io.ts';
import type { Answer } from '../../src/finding.ts';
import { guessLang } from '../../src/lang.ts';
import { finding } from '../card/answers.ts';

const encoder = new TextEncoder();

/** A question put to the answerer. */
interface Asked {
  text: string;
  lang: string | undefined;
  answers: Record<string, boolean>;
}

export interface World {
  io: CliIo;
  out: () => string;
  err: () => string;
  asked: Asked[];
}

export interface WorldOptions {
  /** Chunks of standard input. */
  stdin?: Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>;
  /** A terminal: each part comes later than any pause after the part before. */
  typed?: readonly string[];
  files?: Readonly<Record<string, string | Uint8Array>>;
  env?: Record<string, string>;
  answerer?: AnswerPort;
  stdout?: Partial<Output>;
}

export function world(options: WorldOptions = {}): World {
  let out = '';
  let err = '';
  const asked: Asked[] = [];
  const files = new Map(Object.entries(options.files ?? {}).map(([name, content]) => [name, bytes(content)]));
  const answering = options.answerer ?? { answer: answerByWord };
  const io: CliIo = {
    stdin: {
      isTTY: options.typed !== undefined,
      [Symbol.asyncIterator]: () => chunks(options)[Symbol.asyncIterator](),
    },
    stdout: {
      isTTY: false,
      write: async (text) => {
        out += text;
      },
      ...options.stdout,
    },
    stderr: {
      isTTY: false,
      write: async (text) => {
        err += text;
      },
    },
    env: options.env ?? {},
    fileSize: async (path) => files.get(path)?.length,
    readFile: async (path) => files.get(path) ?? new Uint8Array(),
    answerer: () => ({
      answer(text, given = {}) {
        asked.push({ text, lang: given.lang, answers: Object.fromEntries(given.answers ?? []) });
        return answering.answer(text, given);
      },
    }),
    renderHtml: ({ lang }) => `<html-of ${lang}>\n`,
    renderChat: async (platform, told) => ({ platform, told }),
    pause: () => ticks(1),
    kb: (sink) => {
      const kb = new Command('kb').description('knowledge');
      kb.command('stats').action(() => {
        sink.out('figures\n');
        sink.err('remark\n');
        sink.exit(1);
      });
      return kb;
    },
    version: '1.2.3',
  };
  return { io, out: () => out, err: () => err, asked };
}

/** The words of the text decide: `nothing`, `action`, `ask` (a question), `crash`; else an event that may be ignored. */
function answerByWord(
  text: string,
  { lang = guessLang(text), answers }: Parameters<AnswerPort['answer']>[1] = {},
): Answer {
  if (text.includes('crash')) throw new Error('broken');
  if (text.includes('nothing') || text === '') return { lang, findings: [] };
  if (text.includes('action')) return { lang, findings: [finding({ verdict: 'action' })] };
  if (!text.includes('ask')) return { lang, findings: [finding()] };
  const told = answers?.get('vmsmp/26/q');
  if (told === undefined) {
    const questions = [{ id: 'vmsmp/26/q', text: 'Did it start?' }];
    return { lang, findings: [finding({ verdict: 'conditional', questions })] };
  }
  return { lang, findings: [finding({ verdict: told ? 'ignore' : 'action' })] };
}

export function bytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? encoder.encode(content) : content;
}

async function* chunks({ stdin = [], typed }: WorldOptions): AsyncGenerator<Uint8Array> {
  if (typed === undefined) {
    for await (const chunk of stdin) yield bytes(chunk);
    return;
  }
  for (const part of typed) {
    await ticks(3);
    // A terminal hands over line by line.
    for (const line of part.split(/(?<=\n)/)) yield bytes(line);
  }
  await ticks(3);
}

/** Turns of the event loop instead of time. */
async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
