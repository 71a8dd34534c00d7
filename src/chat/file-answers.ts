/** A file -> its answer. A sample of each finding is kept, so that its buttons work without the file. */
import { describeFault, FileError } from '../files/file-notes.ts';
import { readEventFile } from '../files/read-file.ts';
import { type TextAnswerer, triage, type Triage } from '../files/triage.ts';
import { identityOf } from '../tell.ts';
import type { AskedPart } from './answer-context.ts';
import { answerOf, type Asked, type Asking, newContext, remember } from './asking.ts';
import type { ChatParts } from './chat-parts.ts';

/** More files of one message are not read. */
export const MOST_FILES = 5;
/** design.md section 11, and what a context may hold. */
const MOST_SAMPLES = 64;
const MOST_SAMPLE_CHARACTERS = 256 * 1024;
/** While a file is read; more findings than this have no button. */
const MOST_KEPT_CHARACTERS = 4 * 1024 * 1024;

export interface GivenFile {
  name: string;
  bytes: Uint8Array;
}

/** The answer, or a sentence of our own that says why the file cannot be read. */
export async function askFile(
  { name, bytes }: GivenFile,
  asking: Asking,
  parts: ChatParts,
): Promise<{ asked: Asked } | { fault: string }> {
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
    return { fault: describeFault(error.fault, lang) };
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
  remember(asked, asking, parts);
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
