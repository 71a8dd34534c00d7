/** Single values of shipper payloads: paths, texts, numbers, times, levels. */
import type { Level } from '../event/event.ts';
import { parseIdentifier, type WrittenId } from '../event/identifier.ts';
import { levelOf, levelOfNumber } from '../event/labels.ts';
import { isObject, type JsonObject } from './payload.ts';

/** A value at `winlog.event_id`: nested, or under a name that has the dots in it, as Logstash and some outputs write. */
export function at(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    const inner = Object.hasOwn(object, head) ? object[head] : undefined;
    if (isObject(inner)) {
      const value = at(inner, path.slice(dot + 1));
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** Whether every path has a value. */
export function has(object: JsonObject, ...paths: readonly string[]): boolean {
  return paths.every((path) => {
    const value = at(object, path);
    return value !== undefined && value !== null;
  });
}

/** A text or a number as text, trimmed; undefined when empty or anything else. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  return text === '' ? undefined : text;
}

/** The first of the paths that has a text. */
export function textAt(object: JsonObject, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = textOf(at(object, path));
    if (text !== undefined) return text;
  }
  return undefined;
}

/** `26`, `"26"`, `0xC0060005`, and what is inside `{"id": 26, "qualifiers": 0}` or `{"#text": "26"}`. */
export function idOf(value: unknown): WrittenId | undefined {
  if (!isObject(value)) return parseIdentifier(textOf(value) ?? '');
  const id = ['id', 'value', 'Value', '#text', '_']
    .map((key) => parseIdentifier(textOf(value[key]) ?? ''))
    .find(Boolean);
  const qualifiers = numberOf(value['qualifiers'] ?? value['Qualifiers'] ?? value['@Qualifiers'], 0xffff);
  return id === undefined || qualifiers === undefined ? id : { qualifiers, ...id };
}

/** A whole number from 0 to `most`, written as number or text. */
export function numberOf(value: unknown, most: number = Number.MAX_SAFE_INTEGER): number | undefined {
  const text = textOf(value) ?? '';
  const number = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  return number !== undefined && number <= most ? number : undefined;
}

const AUDITS = new Set(['auditsuccess', 'auditfailure', 'successaudit', 'failureaudit']);

/** A level as number of event XML, or as a word in any language; audits are shown as Information. */
export function levelOfValue(value: unknown): Level | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  if (/^\d$/.test(text)) return levelOfNumber(Number(text));
  return AUDITS.has(text.toLowerCase().replace(/[ _]/g, '')) ? 'information' : levelOf(text);
}

const DATE_MS = /^\\?\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/;
const EPOCH = /^(\d{10,19})(\.\d{1,9})?$/;
/** `20260920011326.260130-000`: year to second, microseconds, offset in minutes. Source: Microsoft, "CIM_DATETIME". */
const CIM = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/;

/** A time: numbers since 1970 and Windows' own forms as RFC 3339, anything else as it is written. */
export function timeOf(value: unknown): string | undefined {
  // Windows PowerShell 5.1 writes a decorated date as an object.
  if (isObject(value)) return timeOf(value['value'] ?? value['DateTime']);
  const text = textOf(value)?.slice(0, LONGEST_TIME);
  if (text === undefined) return undefined;
  const milliseconds = DATE_MS.exec(text)?.[1];
  if (milliseconds !== undefined) return isoOf(Number(milliseconds));
  const epoch = EPOCH.exec(text)?.[1];
  if (epoch !== undefined) return isoOf(Number(text) / 10 ** Math.max(-3, 3 * Math.ceil((epoch.length - 13) / 3)));
  const cim = CIM.exec(text);
  return cim === null ? text : cimTime(cim);
}

const LONGEST_TIME = 80;

function isoOf(milliseconds: number): string | undefined {
  const date = new Date(Math.trunc(milliseconds));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function cimTime([, year, month, day, hour, minute, second, micro, sign, offset = '']: RegExpExecArray): string {
  const minutes = Number(offset);
  const two = (n: number): string => String(n).padStart(2, '0');
  const zone = minutes === 0 ? 'Z' : `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${micro}${zone}`;
}
