/** `hvevent ask --ndjson`: a question a line in, an answer a line out, one at a time. */
import { z } from 'zod';
import { LANGS, type Lang } from '../../src/lang.ts';
import { answerExit, worseExit } from './exit.ts';
import { joined } from './input.ts';
import { type AnswerPort, EXIT, type Input, type Output } from './io.ts';

const MOST_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

const Id = z.union([z.string(), z.number(), z.null()]);

const Question = z.object({
  id: Id.default(null),
  text: z.string(),
  lang: z.enum(LANGS).optional(),
  answers: z.record(z.string(), z.boolean()).default({}),
});

/** The text of a line, or that it was too long to be kept. */
type Line = { text: string } | { tooLong: true };

/** Answers until the input ends. Bad lines are answered with `error` and make the exit code 70; blank ones are skipped. */
export async function answerLines(
  { stdin, stdout }: { stdin: Input; stdout: Output },
  { answerer, lang }: { answerer: AnswerPort; lang: Lang | undefined },
): Promise<number> {
  let exit: number = EXIT.nothing;
  let number = 0;
  for await (const line of linesOf(stdin)) {
    number++;
    if ('text' in line && line.text.trim() === '') continue;
    const { reply, code } = answerLine(line, { number, answerer, lang });
    exit = worseExit(exit, code);
    await stdout.write(`${JSON.stringify(reply)}\n`);
  }
  return exit;
}

interface LineContext {
  number: number;
  answerer: AnswerPort;
  lang: Lang | undefined;
}

function answerLine(line: Line, { number, answerer, lang }: LineContext): { reply: object; code: number } {
  const bad = (error: string, id: z.infer<typeof Id> = null): { reply: object; code: number } => ({
    reply: { id, error, line: number },
    code: EXIT.failure,
  });
  if ('tooLong' in line) return bad('The line is longer than 1 MiB.');

  const value = parseJson(line.text);
  if (value === undefined) return bad('The line is not JSON. Expected is {"id": "1", "text": "VMSMP 26"}.');
  const question = Question.safeParse(value);
  if (!question.success) return bad(whatIsWrong(question.error), idOf(value));

  const { id, text, answers } = question.data;
  try {
    const options = { lang: question.data.lang ?? lang, answers: new Map(Object.entries(answers)) };
    const answer = answerer.answer(text, options);
    return { reply: { id, ...answer }, code: answerExit(answer) };
  } catch (error) {
    return bad(`This text could not be answered: ${error instanceof Error ? error.message : String(error)}`, id);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idOf(value: unknown): z.infer<typeof Id> {
  const withId = z.object({ id: Id }).safeParse(value);
  return withId.success ? withId.data.id : null;
}

function whatIsWrong({ issues }: z.ZodError): string {
  const what = issues.map(({ path, message }) => (path.length === 0 ? message : `"${path.join('.')}": ${message}`));
  return `${what.join('; ')}. Expected is {"id": "1", "text": "VMSMP 26", "lang": "en"}.`;
}

/** Lines of UTF-8 bytes. Never keeps more than one line, nor more than 1 MiB of it. */
async function* linesOf(stdin: Input): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  let size = 0;

  function take(bytes: Uint8Array): void {
    size += bytes.length;
    if (size <= MOST_BYTES) parts.push(bytes);
    else parts = [];
  }

  function finish(): Line {
    const line = size > MOST_BYTES ? { tooLong: true as const } : { text: decoder.decode(joined(parts, size)) };
    parts = [];
    size = 0;
    return line;
  }

  for await (const chunk of stdin) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, end));
      yield finish();
      from = end + 1;
    }
    take(chunk.subarray(from));
  }
  if (size > 0) yield finish();
}
