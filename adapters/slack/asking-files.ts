/** Files of a message or form -> answers. */
import type { WebClient } from '@slack/web-api';
import type { Asked, Asking } from '../../src/chat/asking.ts';
import { askFile, MOST_FILES } from '../../src/chat/file-answers.ts';
import type { Parts } from './app-parts.ts';
import { mrkdwnText } from './escape.ts';
import { fetchFile, filesOf } from './files.ts';
import { tell } from './listener-words.ts';

export type FileAnswer = { asked: Asked } | { problem: string };

/** One answer a file, in order; what could not be read is said in a sentence. */
export async function askFiles(
  message: unknown,
  asking: Asking,
  { client, token, parts }: { client: WebClient; token: string | undefined; parts: Parts },
): Promise<FileAnswer[]> {
  const { lang } = asking;
  const files = filesOf(message);
  const answers: FileAnswer[] = [];
  for (const file of files.slice(0, MOST_FILES)) {
    const fetched = await fetchFile(file, { ...parts, client, token });
    const name = mrkdwnText(fetched.name, 160);
    if ('problem' in fetched) {
      answers.push({ problem: tell(fetched.problem, lang, { name }) });
      continue;
    }
    const answer = await askFile(fetched, asking, parts);
    answers.push('fault' in answer ? { problem: `${name}: ${answer.fault}` } : answer);
  }
  if (files.length > MOST_FILES) answers.push({ problem: tell('file.many', lang, { n: String(MOST_FILES) }) });
  return answers;
}
