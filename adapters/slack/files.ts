/** Files that people drop: fetched from Slack's own hosts only, within the limit, and read by what they hold. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Parts } from './app-parts.ts';
import { FILE_ENDINGS, MOST_FILE_BYTES } from '../../src/files/read-file.ts';
import { failureFields } from '../../src/chat/log.ts';

const DOWNLOAD_MS = 60_000;
const MOST_REDIRECTS = 3;
/** Hosts that get the token. */
const FILE_HOSTS: ReadonlySet<string> = new Set(['files.slack.com', 'files-edge.slack.com', 'files.slack-gov.com']);

const SlackFile = z.looseObject({
  id: z.string().regex(/^[A-Z0-9]{1,40}$/),
  name: z.string().nullish(),
  title: z.string().nullish(),
  size: z.number().nullish(),
  is_external: z.boolean().nullish(),
  file_access: z.string().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
});
type SlackFile = z.infer<typeof SlackFile>;

export type FileProblem = 'file.tooLarge' | 'file.kind' | 'file.away' | 'file.noAccess' | 'file.refused';

export type Fetched = { name: string; bytes: Uint8Array } | { name: string; problem: FileProblem };

/** Slack's file objects of a message or form. */
export function filesOf(message: unknown): SlackFile[] {
  const found = z.looseObject({ files: z.array(z.unknown()).optional() }).safeParse(message).data?.files ?? [];
  return found.flatMap((file) => SlackFile.safeParse(file).data ?? []);
}

export interface FetchingParts extends Pick<Parts, 'fetch' | 'log' | 'settings'> {
  client: WebClient;
  /** Of the bot; given to Slack's file hosts and nobody else. */
  token: string | undefined;
}

/** The bytes of a file, or why there are none. Never rejects. */
export async function fetchFile(given: SlackFile, parts: FetchingParts): Promise<Fetched> {
  const file = await complete(given, parts);
  const name = file?.name ?? file?.title ?? given.name ?? 'file';
  if (file === undefined) return { name, problem: 'file.noAccess' };
  if (file.is_external === true) return { name, problem: 'file.refused' };
  if (!FILE_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending))) return { name, problem: 'file.kind' };
  if ((file.size ?? 0) > MOST_FILE_BYTES) return { name, problem: 'file.tooLarge' };
  const url = file.url_private_download ?? file.url_private ?? '';
  if (!isFileHost(url, parts.settings.fakeSlack)) return { name, problem: 'file.refused' };
  try {
    const got = await download(url, parts);
    return typeof got === 'string' ? { name, problem: got } : { name, bytes: got };
  } catch (error) {
    parts.log.warn('slack: a file was not fetched', failureFields(error));
    return { name, problem: 'file.away' };
  }
}

/** Files of other organisations come as stubs. */
async function complete(file: SlackFile, { client, log }: FetchingParts): Promise<SlackFile | undefined> {
  if (file.file_access !== 'check_file_info' && (file.url_private_download ?? file.url_private)) return file;
  try {
    const { file: found } = await client.files.info({ file: file.id });
    return SlackFile.safeParse(found).data;
  } catch (error) {
    log.warn('slack: a file was not found', failureFields(error));
    return undefined;
  }
}

function isFileHost(text: string, fakeSlack: string | undefined): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, origin, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return (protocol === 'https:' && FILE_HOSTS.has(host)) || origin === fakeSlack;
}

/** Follows redirects on the same host only: the token goes nowhere else, and a file is nowhere else. */
async function download(url: string, { fetch, token, log }: FetchingParts): Promise<Uint8Array | FileProblem> {
  if (token === undefined) return 'file.noAccess';
  const signal = AbortSignal.timeout(DOWNLOAD_MS);
  let address = new URL(url);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual', signal });
    const to = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && to !== null) {
      await answer.body?.cancel();
      const next = URL.canParse(to, address.href) ? new URL(to, address.href) : undefined;
      if (next?.origin !== address.origin) {
        log.warn('slack: a file was not fetched: it redirects to another host');
        return 'file.refused';
      }
      address = next;
      continue;
    }
    if (answer.status === 401 || answer.status === 403) return 'file.noAccess';
    if (!answer.ok || answer.body === null) return 'file.away';
    // Without the right to read it, Slack answers with its sign-in page.
    if ((answer.headers.get('content-type') ?? '').startsWith('text/html')) {
      await answer.body.cancel();
      return 'file.noAccess';
    }
    return bounded(answer.body);
  }
  return 'file.away';
}

/** What Slack says of the size is not relied on. */
async function bounded(body: ReadableStream<Uint8Array>): Promise<Uint8Array | FileProblem> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    // Leaving the loop cancels the rest.
    if (length > MOST_FILE_BYTES) return 'file.tooLarge';
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
