/** Renders the texts of the knowledge as events, with values in their inserts for which no document gives leave to ignore. */
import type { Catalog } from '../../src/knowledge/catalog.ts';
import type { Entry } from '../../src/knowledge/knowledge.ts';
import type { Message } from '../../src/knowledge/schema.ts';
import type { PasteParts } from './pastes.ts';
import type { Random } from './random.ts';
import { fill, hostName } from './values.ts';

export interface KnownText {
  entry: Entry;
  message: Message;
}

export type KnownEvent = Entry & { eventId: number };

/** Every text of every entry. */
export function knownTexts({ entries }: Catalog): KnownText[] {
  return entries.flatMap((entry) => entry.messages.map((message) => ({ entry, message })));
}

/** The entries that are events, not status messages. */
export function knownEvents({ entries }: Catalog): KnownEvent[] {
  return entries.flatMap((entry) => (entry.eventId === undefined ? [] : [{ ...entry, eventId: entry.eventId }]));
}

/** Insert name -> a value (values.ts) outside of every case that says "ignore". */
const VALUES: Readonly<Record<string, string>> = {
  vm: '{vm}',
  vmid: '{guid}',
  server: '6.2',
  client: '5.1',
  version: '0.2',
  guest: '6.1.7600.16385',
  host: '6.1.7601.17514',
  method: 'StartShell',
  subscription: '{{guid}}',
  object: '{{guid}}',
  hresult: '80010105',
  code: '{n}@02000018',
  switch: '{svc}',
  port: '{guid}',
  nic: '{nic}',
  status: 'C0000022',
  subscriber: '{svc}',
  call: 'RegOpenKeyEx',
  error: 'Access is denied. ({n})',
  reason: '{code}',
};

/** For an insert that stands in no condition of an "ignore" case. */
const ANY_VALUE = '{svc}';

/** `text` with a value for each `{insert}`. */
export function withValues(text: string, r: Random): string {
  return text.replace(/\{([a-z][a-z0-9-]*)\}/g, (_, name: string) => {
    const value = VALUES[name] ?? ANY_VALUE;
    return value.replace(/\{([a-z]+)\}/g, (given) => fill(given, r));
  });
}

/** The fields of an event of this entry, as the forms of pastes.ts want them. */
export function headOf(entry: KnownEvent, r: Random): Omit<PasteParts, 'text'> {
  const level = entry.level === 'error' ? 'Error' : entry.level === 'warning' ? 'Warning' : 'Information';
  return {
    source: entry.provider,
    id: entry.eventId,
    level,
    channel: entry.channel ?? 'System',
    computer: hostName(r),
  };
}
