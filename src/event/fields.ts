/** From labelled values, however they were laid out, to a WindowsEvent. */
import type { EventDatum, Level, WindowsEvent } from './event.ts';
import { parseIdentifier, type WrittenId } from './identifier.ts';
import { channelOf, type LabelKind, levelOf, levelOfNumber, logNameOf } from './labels.ts';

/** Values as written, by what their label names. */
export type Fields = ReadonlyMap<LabelKind, string>;

/** What nearly every event prints. */
const PLAIN_ID = /^[0-9]{1,4}$/;
const OPENING = /^[\s"'“”‘’「『([#]+/;
const WRAPPED = /^(["'“”‘’「『])(.*)(["'“”‘’」』])$/s;
const QUOTES = new Set('"\'“”‘’「『');
const TRAILING = new Set(',;|、');
/** A thousands separator, as some locales and Excel print it. */
const GROUPED = /^(\s{0,80}[0-9]{1,2})[, ]([0-9]{3})(?![0-9])/;
const NOTHING = new Set(['', '-', 'n/a', 'none', 'なし']);

/** The event that `fields` describe; what cannot be read is left out. */
export function eventOfFields(fields: Fields): WindowsEvent {
  const event: WindowsEvent = {};
  const provider = tidyValue(fields.get('provider') ?? '');
  if (!NOTHING.has(provider.toLowerCase())) event.provider = provider;

  Object.assign(event, idOfFields(fields));
  const level = levelOfFields(fields);
  if (level !== undefined) event.level = level;

  const channel = tidyValue(fields.get('channel') ?? '') || logNameOf(tidyValue(fields.get('type') ?? ''));
  if (channel) event.channel = channelOf(channel);
  const computer = tidyValue(fields.get('computer') ?? '');
  if (computer !== '') event.computer = computer;
  const time = [fields.get('date'), fields.get('clock')]
    .map((part) => tidyValue(part ?? ''))
    .filter((part) => part !== '')
    .join(' ');
  if (time !== '') event.time = time;
  const recordId = wholeNumber(tidyValue(fields.get('recordId') ?? ''));
  if (recordId !== undefined) event.recordId = recordId;

  const message = (fields.get('message') ?? '').trim();
  if (/[\p{L}\p{N}]/u.test(message)) event.message = message;
  const data = message === '' ? listOfValues(fields.get('data') ?? '') : undefined;
  if (data !== undefined) event.data = data;
  return event;
}

/** Header values are short; what is longer is text that only looks like one. */
const LONGEST_VALUE = 1024;

/** A value without padding, the quotes around it and the comma after it; at most 1,024 characters. */
export function tidyValue(value: string): string {
  if (value === '') return value;
  let bare = value.trim().slice(0, LONGEST_VALUE);
  if (TRAILING.has(bare.at(-1) ?? '')) bare = bare.replace(/[,;|、]+$/, '');
  bare = bare.trimEnd();
  return QUOTES.has(bare[0] ?? '') ? (WRAPPED.exec(bare)?.[2] ?? bare).trim() : bare;
}

/** The first `most` numbers a value begins with: `26`, `0xC0060005 (…)`, `26,27`. Empty when it does not begin with one. */
export function leadingIds(value: string, most = Infinity): WrittenId[] {
  if (value === '') return [];
  if (PLAIN_ID.test(value)) return [{ eventId: Number(value) }];
  const ids: WrittenId[] = [];
  for (const part of value.normalize('NFKC').slice(0, 400).replace(OPENING, '').split(/[,、]/)) {
    const written = /^\s*(-?[0-9A-Za-z][\w.:@/\\%-]*)/.exec(part)?.[1]?.replace(/[.:]+$/, '');
    const id = written === undefined ? undefined : parseIdentifier(written, { bareHex: true });
    if (id === undefined) break;
    ids.push(id);
    if (ids.length === most) break;
  }
  return ids;
}

/** The IDs that the label `Event ID` has, usually one. `7,005` and `7 005` are one number. */
export function idsOfFields(fields: Fields, most = Infinity): WrittenId[] {
  return leadingIds((fields.get('id') ?? '').replace(GROUPED, '$1$2'), most);
}

function idOfFields(fields: Fields): { eventId?: number; qualifiers?: number } {
  const [id] = idsOfFields(fields, 1);
  const [instance] = leadingIds(fields.get('identifier') ?? '', 1);
  const written = wholeNumber(tidyValue(fields.get('qualifiers') ?? ''));
  const eventId = id?.eventId ?? instance?.eventId;
  if (eventId === undefined) return {};

  const fromInstance = instance?.eventId === eventId ? instance.qualifiers : undefined;
  const qualifiers =
    id?.qualifiers ?? fromInstance ?? (written !== undefined && written <= 0xffff ? written : undefined);
  return qualifiers === undefined ? { eventId } : { eventId, qualifiers };
}

function levelOfFields(fields: Fields): Level | undefined {
  for (const kind of ['levelName', 'type', 'level'] as const) {
    const value = tidyValue(fields.get(kind) ?? '');
    if (value === '') continue;
    const level =
      levelOf(value) ?? (kind === 'level' && /^[1-5]$/.test(value) ? levelOfNumber(Number(value)) : undefined);
    if (level !== undefined) return level;
    const first = levelOf(value.split(/[\s(（/,]/, 1)[0] ?? '');
    if (first !== undefined) return first;
  }
  return undefined;
}

/** `{a, b, c}` as PowerShell prints an array; undefined when it was cut (`...`), since then no position is sure. */
function listOfValues(value: string): EventDatum[] | undefined {
  const inner = /^\{(.*)\}$/s.exec(value.trim())?.[1];
  if (inner === undefined || /(?:\.\.\.|…)$/.test(inner)) return undefined;
  return inner.split(', ').map((part) => ({ value: part.trim() }));
}

/** A number without sign or fraction, at most 15 digits. */
export function wholeNumber(text: string): number | undefined {
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}
