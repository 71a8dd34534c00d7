/** Brings what was captured from a text and what the event's parameters say under the entry's insert names. */
import type { EventDatum } from '../event/event.ts';
import type { Entry } from '../knowledge/knowledge.ts';
import type { Parameter } from '../knowledge/schema.ts';
import { fold } from '../text/fold.ts';

/**
 * Captures of a text (`2` of a message table becomes the entry's second parameter), then the event's own parameters for
 * names that the text did not give. Values stay as printed; '' is a value.
 */
export function namedInserts(
  entry: Entry,
  captured: ReadonlyMap<string, string>,
  data: readonly EventDatum[],
): Map<string, string> {
  const inserts = new Map<string, string>();
  for (const [name, value] of captured) inserts.set(parameterName(entry, name), value);
  for (const [name, value] of dataInserts(entry, data)) if (!inserts.has(name)) inserts.set(name, value);
  for (const [name, value] of vmLogInserts(entry, data)) if (!inserts.has(name)) inserts.set(name, value);
  return inserts;
}

/** Names that Hyper-V's services give the parameters of nearly all their events (`UserData/VmlEventLog`), and ours for the same. */
const VM_LOG_NAMES: ReadonlyMap<string, string> = new Map([
  ['vmname', 'vm'],
  ['vmid', 'vmid'],
  ['errorcode', 'code'],
  ['errormessage', 'error'],
]);
/** Windows expands it to the text of the code; who only hands the event on does not. */
const UNEXPANDED = /^%%\d{1,10}$/;

/** For entries that name these inserts without listing the parameters. */
function vmLogInserts(entry: Entry, data: readonly EventDatum[]): Map<string, string> {
  const inserts = new Map<string, string>();
  for (const { name = '', value } of data) {
    const ours = VM_LOG_NAMES.get(fold(name));
    if (ours === undefined || value.trim() === '' || entry.parameters.some((one) => calls(one, name))) continue;
    const known = UNEXPANDED.test(value.trim()) && !inserts.has('code') ? ['code', ours] : [ours];
    // The parameter that is the code comes after the one that prints its text.
    for (const one of known) if (isInsertOf(entry, one)) inserts.set(one, value.trim());
  }
  return inserts;
}

function isInsertOf({ messages, decode }: Entry, name: string): boolean {
  return (
    name.startsWith('vm') || Object.hasOwn(decode, name) || messages.some(({ text }) => text.includes(`{${name}}`))
  );
}

/**
 * What the event's parameters say where a text says otherwise (`2` and `196610` against `3.2` too: whether they mean the same is
 * for the judge). Only of parameters whose place is sure.
 */
export function disputedInserts(
  entry: Entry,
  inserts: ReadonlyMap<string, string>,
  data: readonly EventDatum[],
): Map<string, string> {
  if (data.length === 0 || !parametersFit(entry, data)) return NOTHING_DISPUTED;
  const disputed = new Map<string, string>();
  for (const [name, value] of dataInserts(entry, data))
    if (inserts.has(name) && inserts.get(name) !== value) disputed.set(name, value);
  return disputed;
}

const NOTHING_DISPUTED = new Map<string, string>();

/** The event's parameters under the entry's names: named data by name, positional data by position. */
function dataInserts(entry: Entry, data: readonly EventDatum[]): Map<string, string> {
  const inserts = new Map<string, string>();
  const twice = new Set<string>();
  // With more values than the event has parameters, no place is sure.
  const isTooLong = data.length > entry.parameters.length;
  for (const [i, datum] of data.entries()) {
    const parameter = isTooLong && datum.name === undefined ? undefined : parameterOf(entry, datum, i);
    if (!parameter) continue;
    const value = datum.value.trim();
    if ((inserts.get(parameter.name) ?? value) !== value) twice.add(parameter.name);
    inserts.set(parameter.name, value);
  }
  for (const name of twice) inserts.delete(name);
  return inserts;
}

/** `param1`: how Windows names parameters that have no name of their own. */
const NUMBERED = /^param(\d{1,2})$/i;

function parameterOf(entry: Entry, { name }: EventDatum, position: number): Parameter | undefined {
  if (name === undefined) return entry.parameters[position];
  const called = entry.parameters.find((one) => calls(one, name));
  const number = NUMBERED.exec(name)?.[1];
  return called ?? (number === undefined ? undefined : entry.parameters[Number(number) - 1]);
}

function calls(parameter: Parameter, name: string): boolean {
  const wanted = fold(name);
  return fold(parameter.name) === wanted || parameter.also.some((other) => fold(other) === wanted);
}

function parameterName(entry: Entry, captured: string): string {
  const position = Number(captured);
  return Number.isInteger(position) ? (entry.parameters[position - 1]?.name ?? captured) : captured;
}

/** Whether the parameters can be those of this entry: named ones all known, positional ones exactly as many. */
export function parametersFit(entry: Entry, data: readonly EventDatum[]): boolean {
  if (data.length === 0 || entry.parameters.length === 0) return false;
  if (data.every(({ name }) => name === undefined)) return data.length === entry.parameters.length;
  return data.every((datum, i) => datum.name === undefined || parameterOf(entry, datum, i) !== undefined);
}
