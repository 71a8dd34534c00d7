/** Files for intake: Windows event logs event by event, anything else as a payload. */
import { eventOfXml } from '../event/readers/event-xml.ts';
import { isEvtx, isOldLog, readEvtx } from '../files/evtx.ts';
import { FileError, type FileNote } from '../files/file-notes.ts';
import { isReadableText } from '../files/read-file.ts';
import { decodePayload } from './decode-payload.ts';
import type { IntakeItem, Payload, ReadOptions } from './payload.ts';
import { readPayload } from './read-payload.ts';

/** An event log is read piece by piece; of a text everything is in memory at once. */
export const MOST_LOG_BYTES = 256 * 1024 * 1024;
const MOST_TEXT_BYTES = 32 * 1024 * 1024;
const MOST_RECORDS = 500_000;
/** Events of a log in one part. */
const PART = 500;
const NOT_READ = 'The record of the log has nothing that can be read.';

/**
 * The events of a file in parts; places go on from part to part.
 * @param notes what was damaged or lost is added while the parts are taken
 * @throws FileError when it is neither an event log nor text, or too large; PayloadError when there is nothing in it
 */
export async function* readLogFile(
  bytes: Uint8Array,
  notes: FileNote[],
  options: Omit<ReadOptions, 'limits'>,
): AsyncGenerator<Payload> {
  if (isEvtx(bytes)) {
    yield* readLog(bytes, notes, options);
    return;
  }
  if (isOldLog(bytes)) throw new FileError('old-evt');
  if (bytes.length > MOST_TEXT_BYTES) throw new FileError('too-large');
  if (!isReadableText(decodePayload(bytes))) throw new FileError('no-text');
  yield await readPayload(bytes, { ...options, limits: { records: MOST_RECORDS } });
}

async function* readLog(
  bytes: Uint8Array,
  notes: FileNote[],
  { pause }: Omit<ReadOptions, 'limits'>,
): AsyncGenerator<Payload> {
  let part: Payload = { shape: 'event-xml', items: [], rejected: [] };
  let index = 0;
  for (const { xml } of readEvtx(bytes, notes)) {
    const event = eventOfXml(xml);
    if (event === undefined) part.rejected.push({ index, error: NOT_READ });
    else part.items.push({ index, event } satisfies IntakeItem);
    index++;
    if (index % PART !== 0) continue;
    yield part;
    part = { shape: 'event-xml', items: [], rejected: [] };
    await pause?.();
  }
  if (part.items.length + part.rejected.length > 0) yield part;
}
