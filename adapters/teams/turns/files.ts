/** Files of a message: fetched within the limit and read by what they hold. Teams hands them to us in personal chats. */
import type { Asked, Asking } from '../../../src/chat/asking.ts';
import { askFile, MOST_FILES } from '../../../src/chat/file-answers.ts';
import { harmless } from '../../../src/chat/harmless.ts';
import { failureFields } from '../../../src/chat/log.ts';
import { FILE_ENDINGS, MOST_FILE_BYTES } from '../../../src/files/read-file.ts';
import type { Parts } from '../app-parts.ts';
import { type TeamsFile, TeamsSendError, type TeamsTurn } from '../port.ts';
import { answerWith } from '../reply.ts';
import { tell } from '../said-words.ts';
import type { Who } from '../who.ts';

const LONGEST_NAME = 160;

/** A picture beside words is part of them; without words, it is what was sent. */
export function filesOf({ files = [], text }: TeamsTurn): TeamsFile[] {
  const sent = files.filter(({ kind }) => kind === 'download');
  return sent.length > 0 || text.trim() !== '' ? sent : files;
}

interface Answering {
  who: Who;
  asking: Asking;
  post: (asked: Asked) => Promise<void>;
}

/** One answer a file, in order; what could not be read is said in a sentence. */
export async function answerFiles(
  files: readonly TeamsFile[],
  { who, asking, post }: Answering,
  parts: Parts,
): Promise<void> {
  const { lang } = asking;
  for (const file of files.slice(0, MOST_FILES)) {
    const shown = harmless(file.name).slice(0, LONGEST_NAME).toWellFormed() || '?';
    const bytes = await fetchFile(file, parts);
    if (typeof bytes === 'string') {
      await answerWith(who, { text: tell(bytes, lang, { name: shown }) }, parts);
      continue;
    }
    const answer = await askFile({ name: file.name, bytes }, asking, parts);
    if ('asked' in answer) await post(answer.asked);
    else await answerWith(who, { text: `${shown}: ${answer.fault}` }, parts);
  }
  if (files.length > MOST_FILES)
    await answerWith(who, { text: tell('file.many', lang, { n: String(MOST_FILES) }) }, parts);
}

type FileProblem = 'file.tooLarge' | 'file.kind' | 'file.away' | 'file.refused';

async function fetchFile(
  { name, url, size = 0, kind }: TeamsFile,
  { port, log }: Parts,
): Promise<Uint8Array | FileProblem> {
  const isRead = FILE_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
  if (kind === 'inline' || !isRead) return 'file.kind';
  if (size > MOST_FILE_BYTES) return 'file.tooLarge';
  try {
    return await port.download(url, MOST_FILE_BYTES);
  } catch (error) {
    const code = error instanceof TeamsSendError ? error.code : undefined;
    log.warn('teams: a file was not fetched', { ...failureFields(error), code });
    if (code === 'TOO_LARGE') return 'file.tooLarge';
    return code === 'REFUSED' ? 'file.refused' : 'file.away';
  }
}
