/** The parameters of an event in parsed JSON, in the order that Windows counts them. */
import type { EventDatum } from '../event.ts';

const MOST_DATA = 200;
const LONGEST_NESTED = 200;
/** `param1`: how Winlogbeat names what has no name, leaving out empty values; `Data1`: the same by others. */
const NUMBERED = /^(param|data)_?(\d{1,3})$/i;
/** Not parameters: the name of the XML element around them, and the bytes below them. */
const BESIDE_DATA = new Set(['xml_name', 'Binary', 'binary']);
/** What PowerShell prints for a parameter when its `-Depth` is used up: the value is lost. */
const LOST = 'System.Diagnostics.Eventing.Reader.EventProperty';

/**
 * Maps, lists of strings, `[{"Value": …}]`, and `{"data": [{"Name": …}]}`. Numbered names are positions: maps of JSON come sorted by
 * letter (`param1`, `param10`, `param2`). At most 200; empty when the values are not there.
 */
export function dataOfJson(value: object): EventDatum[] {
  const named: EventDatum[] = [];
  const numbered = new Map<number, string>();
  let fillsGaps = false;
  for (const [name, inner] of Object.entries(value).slice(0, MOST_DATA)) {
    if (isLost(inner)) return [];
    const number = Array.isArray(value) ? null : NUMBERED.exec(name);
    if (typeof inner === 'object' && inner !== null) {
      const wrapped = Object.entries(inner).find(([key]) => key === 'Value' || key === '#text');
      if (wrapped === undefined) for (const datum of dataOfJson(inner)) named.push(datum);
      else if (isLost(wrapped[1])) return [];
      else named.push({ value: printed(wrapped[1]) });
    } else if (number !== null) {
      numbered.set(Number(number[2]), printed(inner));
      fillsGaps ||= number[1]?.toLowerCase() === 'param';
    } else if (name === '' || Array.isArray(value)) named.push({ value: printed(inner) });
    else if (!BESIDE_DATA.has(name)) named.push({ name, value: printed(inner) });
  }
  return [...inOrder(numbered, fillsGaps), ...named].slice(0, MOST_DATA);
}

/** What is left out between two of Winlogbeat's was empty; elsewhere no position behind a gap is sure. */
function inOrder(numbered: ReadonlyMap<number, string>, fillsGaps: boolean): EventDatum[] {
  const data: EventDatum[] = [];
  const first = numbered.has(0) ? 0 : 1;
  const last = Math.min(Math.max(0, ...numbered.keys()), MOST_DATA);
  for (let i = first; i <= last; i++) {
    const value = numbered.get(i);
    if (value === undefined && !fillsGaps) break;
    data.push({ value: value ?? '' });
  }
  return data;
}

function isLost(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(LOST);
}

/** What is neither text nor number is never printed as empty, since empty is a finding. */
function printed(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(value) : JSON.stringify(value).slice(0, LONGEST_NESTED);
}
