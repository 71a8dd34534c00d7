/** The text of a payload -> its records: parsed JSON, texts, or what is wrong with one. */
import { isReadableText, readEventText } from '../files/read-file.ts';
import { parseJson, type JsonPart, valuesIn } from './json-texts.ts';
import { eventsIn, eventXmlIn } from '../event/readers/xml-strings.ts';

export type Part = JsonPart | { xml: string } | { text: string };

const NO_TEXT = 'It is neither JSON, XML nor text; an event log file (.evtx) is taken in with "hvevent ingest".';
const LOOK_AT_LINES = 50;
/** The header of a syslog line, or whatever a relay put in front. */
const LONGEST_LEAD = 512;
const JSON_START = /[{[]\s{0,8}["{[\]}]/;

export function* splitPayload(text: string): Generator<Part> {
  const body = text.replace(/^[\uFEFF\s]+/, '');
  const first = body[0];
  if (first === '{' || first === '[' || first === '"') yield* jsonParts(body);
  else if (eventXmlIn(body) !== undefined) yield* xmlParts(eventXmlIn(body) ?? '');
  else if (isLedJson(firstLine(body))) yield* lineParts(body);
  else yield* textParts(body);
}

function* jsonParts(body: string): Generator<Part> {
  if (body.startsWith('{') && isLines(body)) {
    yield* lineParts(body);
    return;
  }
  const whole = parseJson(body);
  if ('value' in whole) yield whole;
  else if (isLines(body)) yield* lineParts(body);
  else yield* valuesIn(body);
}

function* xmlParts(xml: string): Generator<Part> {
  for (const event of eventsIn(xml)) yield { xml: event };
}

/** Whether most lines are one object each. */
function isLines(body: string): boolean {
  let lines = 0;
  let objects = 0;
  for (const line of linesOf(body)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed === '[' || trimmed === ']') continue;
    lines++;
    if (/^[[,]?\s{0,4}\{.{2,}\}[\],]{0,2}$/s.test(trimmed)) objects++;
    if (lines === LOOK_AT_LINES) break;
  }
  return lines >= 2 && objects * 2 >= lines;
}

/** One record a line, each by itself, with or without the header of a syslog line in front. */
function* lineParts(body: string): Generator<Part> {
  for (const line of linesOf(body)) {
    const trimmed = line.replaceAll('\0', '').trim();
    if (trimmed === '' || trimmed === '[' || trimmed === ']') continue;
    const lead = trimmed.slice(0, LONGEST_LEAD).search(JSON_START);
    if (lead !== -1) yield* lineValues(trimmed.slice(lead));
    else if (eventXmlIn(trimmed) !== undefined) yield* xmlParts(eventXmlIn(trimmed) ?? '');
    else if (trimmed.startsWith('{')) yield { error: 'The line is no JSON.' };
    else yield { text: trimmed };
  }
}

/** A line may be one of a list (`{…},`), or hold several values. */
function* lineValues(line: string): Generator<Part> {
  const whole = parseJson(line);
  if ('value' in whole) yield whole;
  else yield* valuesIn(line, { inList: true });
}

function isLedJson(line: string): boolean {
  const lead = line.slice(0, LONGEST_LEAD).search(/\{\s{0,8}"/);
  return lead > 0 && 'value' in parseJson(withoutEnd(line.slice(lead)));
}

/** Senders in C may end a line with a NUL. */
function withoutEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) === 0) end--;
  return line.slice(0, end).trimEnd();
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    yield text.slice(from, to);
    from = to + 1;
  }
}

/** Text and tables, in pieces that end where an event ends. */
function* textParts(body: string): Generator<Part> {
  if (body !== '' && !isReadableText(body)) {
    yield { error: NO_TEXT };
    return;
  }
  for (const chunk of readEventText(body, '').chunks) yield { text: chunk.text };
}
