/** Fluent Bit's `render_event_as_text`: one `Key=Value` a line, the message over several. */
import { shipperOf } from './shippers.ts';
import type { JsonObject } from './payload.ts';

const KEY = /^([A-Z][A-Za-z]{1,30})=/;
const KEYS = new Set(
  'ProviderName ProviderGuid Qualifiers EventID Version Level Task Opcode Keywords TimeCreated EventRecordID ActivityID RelatedActivityID ProcessID ThreadID Channel Computer UserID Message'.split(
    ' ',
  ),
);

/** The fields as an object; undefined when `text` is no such text. */
export function readFluentText(text: unknown): JsonObject | undefined {
  if (typeof text !== 'string' || !/^\s{0,20}ProviderName=/.test(text)) return undefined;
  const fields: Record<string, string> = {};
  let last = '';
  for (const line of text.trim().split('\n')) {
    const key = KEY.exec(line)?.[1];
    if (key !== undefined && KEYS.has(key) && fields[key] === undefined) {
      fields[key] = line.slice(key.length + 1).trimEnd();
      last = key;
    } else if (last === 'Message') fields['Message'] += `\n${line.trimEnd()}`;
  }
  return shipperOf(fields) === undefined ? undefined : fields;
}
