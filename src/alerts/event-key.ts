/** Names of events and of their occurrences: what counts as the same event, the same incident, the same record. */
import { createHash } from 'node:crypto';
import type { WindowsEvent } from '../event/event.ts';
import { redact } from '../event/redact.ts';
import type { Finding } from '../finding.ts';
import { fold } from '../text/fold.ts';

const MOST_OF_A_NAME = 200;

/**
 * Which event it is: `vmsmp/26#guest-newer-than-host` of a known one, `disk#7` of an unknown one, `text#…` of a text of which nothing
 * else is known (numbers and names in it do not tell texts apart).
 */
export function eventKeyOf(
  { kind, key, case: caseId, provider, eventId }: Finding,
  { message = '' }: WindowsEvent,
): string {
  if (kind === 'known' && key !== undefined) return caseId === undefined ? key : `${key}#${caseId}`;
  const name = storable((provider ?? '').toLowerCase(), MOST_OF_A_NAME);
  if (eventId !== undefined) return `${name}#${eventId}`;
  return name === '' ? `text#${textHash(message)}` : `${name}#text-${textHash(message)}`;
}

/** One incident at a time for each of these: the event on one VM, or else on one host. Hashed: names may be long. */
export function identityOf(
  eventKey: string,
  { host, vm }: { host?: string | undefined; vm?: string | undefined },
): string {
  const place = vm === undefined ? ['host', placeKey(host ?? '')] : ['vm', placeKey(vm)];
  return hashOf([eventKey, ...place]);
}

const MOST_DIGITS = 16;

/**
 * Undefined when the event does not tell enough to know it again. The ID stands in too: a log that was emptied may count anew.
 * Keys of one log sort by record: what comes together is written side by side, where hashes would touch a page of the index each.
 */
export function recordKeyOf({ computer, channel, recordId, eventId }: WindowsEvent): string | undefined {
  if (computer === undefined || channel === undefined || recordId === undefined) return undefined;
  // Shippers write `…-VMMS-Admin` and `…-VMMS/Admin` for one channel.
  const log = hashOf([placeKey(computer), channel.toLowerCase().replaceAll('/', '-')]).slice(0, 20);
  return `${log}-${String(recordId).padStart(MOST_DIGITS, '0')}-${eventId ?? ''}`;
}

/** Windows does not tell names by their case. */
export function placeKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Bounded, and of characters that both engines keep. */
export function storable(text: string, most: number): string {
  return text.slice(0, most).toWellFormed().replaceAll('\u0000', '');
}

/** 128 bits, hexadecimal. */
function hashOf(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function textHash(text: string): string {
  return hashOf([fold(redact(text)).replaceAll(/\p{N}+/gu, '0')]).slice(0, 16);
}
