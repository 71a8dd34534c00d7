/** Files -> answers. A sample of each finding is kept, so that its buttons work without the file. */
import type { WebClient } from '@slack/web-api';
import { describeFault, FileError } from '../../src/files/file-notes.ts';
import { readEventFile } from '../../src/files/read-file.ts';
import { triage, type TextAnswerer, type Triage } from '../../src/files/triage.ts';
import { identityOf } from '../../src/tell.ts';
import type { AskedPart } from './answer-context.ts';
import type { Parts } from './app-parts.ts';
import { answerOf, type Asked, type Asking, newContext, remember } from './asking.ts';
import { mrkdwnText } from './escape.ts';
import { fetchFile, type Fetched, filesOf, MOST_FILES } from './files.ts';
import { tell } from './listener-words.ts';

/** design.md section 11, and what a context may hold. */
const MOST_SAMPLES = 64;
const MOST_SAMPLE_CHARACTERS = 256 * 1024;
/** While a file is read; more findings than this have no button. */
const MOST_KEPT_CHARACTERS = 4 * 1024 * 1024;

export type FileAnswer = { asked: Asked } | { problem: string };

/** One answer a file, in order; what could not be read is said in a sentence. Never rejects. */
export async function askFiles(
  message: unknown,
  asking: Asking,
  { client, token, parts }: { client: WebClient; token: string | undefined; parts: Parts },
): Promise<FileAnswer[]> {
  const files = filesOf(message);
  const answers: FileAnswer[] = [];
  for (const file of files.slice(0, MOST_FILES)) {
    const fetched = await fetchFile(file, { ...parts, client, token });
    answers.push(
      'problem' in fetched ? { problem: sentenceOf(fetched, asking) } : await askFile(fetched, asking, parts),
    );
  }
  if (files.length > MOST_FILES) answers.push({ problem: tell('file.many', asking.lang, { n: String(MOST_FILES) }) });
  return answers;
}

function sentenceOf({ name, problem }: Extract<Fetched, { problem: string }>, { lang }: Asking): string {
  return tell(problem, lang, { name: mrkdwnText(name, 160) });
}

async function askFile(
  { name, bytes }: { name: string; bytes: Uint8Array },
  asking: Asking,
  parts: Parts,
): Promise<FileAnswer> {
  const { lang } = asking;
  const many = parts.assistant.askMany();
  const samples = new Samples(many);
  let found: Triage;
  try {
    const { chunks, notes } = readEventFile(bytes, name);
    found = await triage(chunks, samples, { lang, notes });
    many.record();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { problem: `${mrkdwnText(name, 160)}: ${describeFault(error.fault, lang)}` };
  }
  const { events, verdicts, unknown, notes } = found;
  const file = {
    name: name.slice(0, 200).toWellFormed(),
    events,
    verdicts,
    unknown: unknown.slice(0, 20),
    notes: notes.slice(0, 10),
  };
  const context = parts.contexts.create({ ...newContext(asking, samples.of(found)), file });
  const asked = { context, answer: answerOf(context, parts) };
  remember(asked, parts);
  return { asked };
}

/** Answers, and keeps of each kind of finding the first text it was found in. */
class Samples implements TextAnswerer {
  readonly #answerer: TextAnswerer;
  readonly #kept = new Map<string, AskedPart>();
  #left = MOST_KEPT_CHARACTERS;

  constructor(answerer: TextAnswerer) {
    this.#answerer = answerer;
  }

  answer(text: string, options?: Parameters<TextAnswerer['answer']>[1]): ReturnType<TextAnswerer['answer']> {
    const answer = this.#answerer.answer(text, options);
    for (const [pick, finding] of answer.findings.entries()) {
      const id = identityOf(finding);
      if (this.#kept.has(id) || text.length > this.#left) continue;
      this.#left -= text.length;
      this.#kept.set(id, { text, pick });
    }
    return answer;
  }

  /** The most urgent ones, as far as there is room. */
  of({ findings }: Triage): AskedPart[] {
    let left = MOST_SAMPLE_CHARACTERS;
    return findings.slice(0, MOST_SAMPLES).flatMap((finding) => {
      const sample = this.#kept.get(identityOf(finding));
      if (sample === undefined || sample.text.length > left) return [];
      left -= sample.text.length;
      return [{ ...sample, count: finding.count }];
    });
  }
}
