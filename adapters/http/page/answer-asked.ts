/** A question of the page -> what stands below the paste box. */
import { cutTo } from '../../../src/card/plain-text.ts';
import { READ_LIMITS } from '../../../src/event/event.ts';
import { describeFault, FileError } from '../../../src/files/file-notes.ts';
import { MOST_FILE_BYTES, readEventFile } from '../../../src/files/read-file.ts';
import type { Answer } from '../../../src/finding.ts';
import type { Lang } from '../../../src/lang.ts';
import { decodeText } from '../../../src/text/decode.ts';
import type { HttpParts } from '../parts.ts';
import type { Asked } from './ask-form.ts';
import { trouble } from './home.ts';
import type { Html } from './markup.ts';
import { resultContent, resultTitle } from './result.ts';
import { triageContent, triageTitle } from './triage-result.ts';
import { type PageWord, word } from './words.ts';

/** UTF-16 has two bytes, UTF-8 up to three a unit; a byte order mark and CP932 change nothing. */
const MOST_BYTES_PER_CHARACTER = 4;
/** Windows allows 255. */
const LONGEST_NAME = 260;

interface AskedParts extends HttpParts {
  /** The person has gone: nothing more has to be read. */
  signal?: AbortSignal;
}

interface Told {
  title: string;
  result: Html;
  status?: 413 | 422;
  /** Whether the question can be sent again in another language. */
  keeps?: boolean;
  /** Whether examples to try are of use. */
  tries?: boolean;
}

/** Text and small files as cards with questions, large files and event logs as a summary. */
export async function answerAsked(asked: Asked, parts: AskedParts, lang: Lang): Promise<Told> {
  const { file } = asked;
  if (file === undefined) return answerText(asked, parts, lang);
  if (file.size > MOST_FILE_BYTES) return refusal('error.tooLarge', 413, lang);
  try {
    return await answerFile(new Uint8Array(await file.arrayBuffer()), { ...asked, file }, parts, lang);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return refusal('error.noFile', 422, lang, describeFault(error.fault, lang));
  }
}

/** @throws FileError when the bytes are neither an event log nor text */
async function answerFile(
  bytes: Uint8Array,
  asked: Asked & { file: File },
  parts: AskedParts,
  lang: Lang,
): Promise<Told> {
  const { name } = asked.file;
  const text = readEventFile(bytes, name).kind === 'evtx' ? undefined : asPaste(bytes);
  if (text !== undefined) {
    return answerText({ ...asked, text, answers: new Map() }, parts, lang, shown(name));
  }
  if (parts.readUpload === undefined) return refusal('error.noFile', 422, lang);

  const many = parts.assistant.askMany();
  const { signal } = parts;
  const triage = await parts.readUpload(bytes, name, { lang, answerer: many, ...(signal && { signal }) });
  many.record();
  const { catalog } = many;
  const version = catalog.knowledge.version;
  return { title: triageTitle(triage), result: triageContent({ triage, catalog, version, fileName: shown(name) }) };
}

function answerText(asked: Asked, { assistant, answerer, metrics }: HttpParts, lang: Lang, fileName?: string): Told {
  const { answers, cut } = asked;
  const asking = assistant.ask(asked.text, { lang, answers });
  const answer = withCut(asking.answer, cut);
  metrics.answered(answer);
  const { catalog } = answerer();
  // What is beyond the limit was not read, and need not travel again.
  const again = {
    text: asked.text.slice(0, READ_LIMITS.characters),
    answers,
    cut: answer.leftOut?.characters ?? 0,
  };
  const result = resultContent({ answer, version: asking.knowledgeVersion, catalog, asked: again, fileName });
  return { title: resultTitle(answer), result, keeps: true, tries: answer.findings.length === 0 };
}

function shown(name: string): string {
  const start = cutTo(name, LONGEST_NAME);
  return start === undefined ? name : `${start}…`;
}

function withCut(answer: Answer, cut: number): Answer {
  if (cut === 0) return answer;
  const { characters = 0, events = 0, findings = 0 } = answer.leftOut ?? {};
  return { ...answer, leftOut: { characters: characters + cut, events, findings } };
}

/** The text of a file that is as short as a paste. */
function asPaste(bytes: Uint8Array): string | undefined {
  if (bytes.length > READ_LIMITS.characters * MOST_BYTES_PER_CHARACTER) return undefined;
  const text = decodeText(bytes);
  return text.length <= READ_LIMITS.characters ? text : undefined;
}

type Refusal = Extract<PageWord, 'error.tooLarge' | 'error.noFile'>;

function refusal(name: Refusal, status: 413 | 422, lang: Lang, why = ''): Told {
  const title = word(name, lang);
  const hint = [why, word(`${name}.hint`, lang)].filter((part) => part !== '').join(' ');
  return { title, status, result: trouble(title, hint) };
}
