/** Files that people send us: a link of SharePoint's that needs no token, for some minutes. */
import { TeamsSendError } from './port.ts';
import type { ServiceUrls } from './service-urls.ts';

const PATIENCE_MS = 30_000;
const MOST_REDIRECTS = 3;

/** At most `most` bytes; a redirect is followed only to where files may be. @throws TeamsSendError */
export async function download(url: string, most: number, urls: ServiceUrls): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let at = url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!urls.keepsFiles(at)) throw failed('REFUSED', 'A file is at an address that is not of Teams.');
    const response = await fetch(at, { redirect: 'manual', signal }).catch((error: unknown) => {
      throw failed('LOST', 'A file could not be fetched.', error);
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return bodyOf(response, most);
    await response.body?.cancel();
    at = URL.canParse(location, at) ? new URL(location, at).href : '';
  }
  throw failed('REFUSED', 'A file is behind too many redirects.');
}

async function bodyOf(response: Response, most: number): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new TeamsSendError(`A file was not handed out (${response.status}).`, {
      status: response.status,
      mayHaveArrived: false,
    });
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop early ends the transfer.
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > most) throw failed('TOO_LARGE', 'A file is longer than what we read.');
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof TeamsSendError) throw error;
    throw failed('LOST', 'A file could not be fetched.', error);
  }
  return Buffer.concat(parts);
}

function failed(code: string, message: string, cause?: unknown): TeamsSendError {
  return new TeamsSendError(message, { code, mayHaveArrived: false }, { cause });
}
