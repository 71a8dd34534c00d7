/**
 * Labelled text: what Event Viewer copies (new and old form), vendor papers, `| fl` of PowerShell, `wevtutil /f:text`.
 */
import { fold } from '../../text/fold.ts';
import type { ReadEvent, SourceNames, WindowsEvent } from '../event.ts';
import { eventOfFields, idsOfFields, tidyValue } from '../fields.ts';
import type { WrittenId } from '../identifier.ts';
import { type LabelKind, levelOf } from '../labels.ts';
import { findLabels, type FoundLabel, isFooter } from './label-lines.ts';
import { findMentions } from './mentions.ts';
import { type Claim, hasContent, linesOf, record, type Stretch } from './reader.ts';

/** How far to look for the header that a second label would begin. */
const LOOK_AHEAD = 10;
/** Continuation lines of `| fl` are indented to the value. */
const LIST_INDENT = 8;
const LONGEST_JOINED = 160;
const HEADER: ReadonlySet<FoundLabel['kind']> = new Set([
  'provider',
  'id',
  'identifier',
  'level',
  'levelName',
  'type',
  'channel',
  'computer',
  'date',
  'recordId',
]);
/** Labels that begin a record in some layout. */
const OPENERS: ReadonlySet<FoundLabel['kind']> = new Set(['channel', 'provider', 'type', 'level', 'date', 'id']);
/** Kinds that only an event has; a date or a computer alone may stand in any mail. */
const ANCHORS: ReadonlySet<FoundLabel['kind']> = new Set([
  'channel',
  'provider',
  'id',
  'identifier',
  'type',
  'level',
  'levelName',
  'start',
  'recordId',
]);
const QUESTION = /[?？]\s*$/;

/** A record while it is put together. */
interface Draft {
  labels: FoundLabel[];
  kinds: Set<FoundLabel['kind']>;
  /** The label whose value is running text at the moment. */
  message?: FoundLabel;
  /** PowerShell's list: fields follow the message. */
  isList: boolean;
  to: number;
}

/** Reads records of labelled values. Any source name counts, known or not; a few weak labels alone are no event. */
export function readLabels(stretch: Stretch, names: SourceNames): Claim[] {
  if (!/[:：=＝\t|\n]/.test(stretch.text)) return [];
  const claims: Claim[] = [];
  for (const draft of draftsOf(stretch)) {
    const from = draft.labels[0]?.from ?? 0;
    const { event, to, ids } = eventOfDraft(stretch.text, draft, names);
    if (!isEvent(event, draft, names)) continue;
    // "Source: VMSMP" above "event 26": the prose says more than the label.
    if (draft.labels.length === 1 && findMentions(stretch.text.slice(from, to), names).length > 0) continue;
    const first = record('labels', event, stretch, { from, to });
    const events: ReadEvent[] = [first];
    for (const id of ids.slice(1)) events.push({ ...first, event: { ...event, ...id } });
    claims.push({ from, to, events });
  }
  return claims;
}

function draftsOf({ text, lines }: Stretch): Draft[] {
  const found = findLabels(lines);
  const drafts: Draft[] = [];
  let draft: Draft | undefined;
  for (const [i, label] of found.entries()) {
    const step = draft === undefined ? 'open' : stepFor(draft, found, i);
    if (step === 'skip') continue;
    if (step === 'open' || step === 'close') {
      if (draft !== undefined) draft.to = label.from;
      draft = undefined;
      if (label.kind === 'end') continue;
      draft = { labels: [], kinds: new Set(), isList: false, to: text.length };
      drafts.push(draft);
    }
    if (draft !== undefined) add(draft, step === 'bound' ? { ...label, kind: 'other' } : label, text);
  }
  return drafts;
}

function add(draft: Draft, label: FoundLabel, text: string): void {
  draft.labels.push(label);
  draft.kinds.add(label.kind);
  if (label.kind === 'message') {
    draft.message = label;
    const sign = text.slice(label.from, label.valueFrom);
    draft.isList = /\s[:=]$/.test(sign) && /^\s*message/i.test(sign);
  }
}

type Step = 'add' | 'bound' | 'open' | 'close' | 'skip';

/** What a label means for the record that is open: another field, the end of one, another record, or words of its message. */
function stepFor(draft: Draft, found: readonly FoundLabel[], index: number): Step {
  const label = found[index];
  if (label === undefined) return 'skip';
  if (label.kind === 'end') return 'close';
  if (label.kind === 'start') return 'open';
  return draft.message === undefined ? stepInHeader(draft, found, index) : stepInMessage(draft, found, index);
}

function stepInHeader(draft: Draft, found: readonly FoundLabel[], index: number): Step {
  const label = found[index];
  const last = draft.labels.at(-1);
  if (label === undefined || label.kind === 'other') return 'add';
  // "Date: Monday" of a mail above the paste is not the event's.
  if (ANCHORS.has(label.kind) && label.afterBlank && !draft.labels.some((one) => ANCHORS.has(one.kind))) return 'open';
  if (!draft.kinds.has(label.kind)) return 'add';
  if (opensHeader(found, index, draft)) return 'open';
  return ANCHORS.has(label.kind) || last?.kind === label.kind ? 'bound' : 'add';
}

function stepInMessage(draft: Draft, found: readonly FoundLabel[], index: number): Step {
  const label = found[index];
  if (label === undefined || (draft.isList && label.indent >= LIST_INDENT)) return 'skip';
  const isAgain = draft.kinds.has(label.kind) && label.kind !== 'other';
  if (label.kind === 'xml' || label.kind === 'bytes') return isAgain ? 'skip' : 'add';
  if (draft.isList && !isAgain && !label.afterBlank) return 'add';
  const mayOpen = OPENERS.has(label.kind) || label.kind === 'recordId' || draft.isList;
  return mayOpen && opensHeader(found, index) ? 'open' : 'skip';
}

/** Whether a header of at least two fields, with a source or an ID, begins at `index`; given `draft`, one that it has already. */
function opensHeader(found: readonly FoundLabel[], index: number, draft?: Draft): boolean {
  const kinds = new Set<FoundLabel['kind']>();
  for (const label of found.slice(index, index + LOOK_AHEAD)) {
    if (kinds.has(label.kind) || label.kind === 'end' || label.kind === 'start') break;
    if (label.kind === 'message' && kinds.size > 1) break;
    if (HEADER.has(label.kind)) kinds.add(label.kind);
  }
  const isHeader = kinds.has('provider') || kinds.has('id') || kinds.has('identifier');
  const isAgain = draft === undefined || [...kinds].some((kind) => ANCHORS.has(kind) && draft.kinds.has(kind));
  return kinds.size >= 2 && isHeader && isAgain;
}

interface ReadDraft {
  event: WindowsEvent;
  to: number;
  /** More than one for `イベントID：26、27`. */
  ids: WrittenId[];
}

function eventOfDraft(text: string, draft: Draft, names: SourceNames): ReadDraft {
  const fields = new Map<LabelKind, string>();
  let to = draft.to;
  for (const [i, label] of draft.labels.entries()) {
    const next = draft.labels[i + 1];
    const span = { from: label.valueFrom, to: next?.from ?? draft.to };
    if (label.kind === 'start' || label.kind === 'end' || label.kind === 'other') continue;
    if (label.kind === 'message') {
      const end = next === undefined ? beforeQuestion(text, span) : span.to;
      if (next === undefined) to = end;
      const message = withoutFooters(text.slice(span.from, end));
      const isCell = text[label.valueFrom - 1] === '|' && message.endsWith('|');
      fields.set('message', isCell ? message.slice(0, -1) : message);
    } else fields.set(label.kind, valueOf(text, label, { ...span, isLast: next === undefined }));
  }
  if (!draft.kinds.has('message')) to = takeFreeText(text, draft, fields);

  const event = eventOfFields(fields);
  if (event.provider !== undefined) event.provider = nameIn(event.provider, names);
  return { event, to, ids: idsOfFields(fields) };
}

/** A header's value: on its line, else in the next one; a source's name may run on into the line before the next label. */
function valueOf(text: string, label: FoundLabel, span: { from: number; to: number; isLast: boolean }): string {
  const own = text.slice(label.valueFrom, Math.min(label.valueTo, span.to)).trim();
  const below = text.slice(Math.min(label.valueTo, span.to), Math.min(span.to, label.valueTo + 2 * LONGEST_JOINED));
  if (below.length < 2 || below.trim() === '') return own;
  const [first = '', ...more] = below
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => hasContent(line) && !isFooter(line));
  if (own === '') return first;
  // A line with a sign of its own is another field, also when its label is not known.
  if (span.isLast || first === '' || more.length > 1 || /[:：\t]/.test(first)) return own;
  let joined = own;
  for (const line of [first, ...more]) joined = joinBroken(joined, line);
  if (label.kind === 'provider' && joined.length <= LONGEST_JOINED) return joined;
  return (label.kind === 'type' || label.kind === 'level') &&
    levelOf(own) === undefined &&
    levelOf(joined) !== undefined
    ? joined
    : own;
}

/** Two halves of a broken line: no blank after a hyphen or between Japanese characters. */
function joinBroken(head: string, tail: string): string {
  const tight = head.endsWith('-') || (/[^\u0000-\u024f]$/.test(head) && /^[^\u0000-\u024f]/.test(tail));
  return tight ? head + tail : `${head} ${tail}`;
}

/** Text below a header without a description label is its message: it must be able to contradict the header. */
function takeFreeText(text: string, draft: Draft, fields: Map<LabelKind, string>): number {
  const last = draft.labels.at(-1);
  if (last === undefined || last.kind === 'xml' || last.kind === 'bytes') return draft.to;
  const isValueBelow = last.kind !== 'other' && text.slice(last.valueFrom, last.valueTo).trim() === '';
  const from = isValueBelow ? lineEndAfterContent(text, last.valueTo, draft.to) : Math.min(last.valueTo, draft.to);
  const below = text.slice(from, draft.to);
  if (!/[\p{L}\p{N}]/u.test(below) || QUESTION.test(below)) return from;
  fields.set('message', withoutFooters(below));
  return draft.to;
}

function lineEndAfterContent(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && /\s/.test(text[at] ?? '')) at++;
  const end = text.indexOf('\n', at);
  return end === -1 || end > to ? to : end;
}

/** Leaves a last paragraph that is a question ("Can I ignore this?") out of the message. */
function beforeQuestion(text: string, span: { from: number; to: number }): number {
  const value = text.slice(span.from, span.to);
  if (!QUESTION.test(value.slice(-40))) return span.to;
  const end = value.trimEnd();
  const blank = Math.max(end.lastIndexOf('\n\n'), end.lastIndexOf('\n \n'));
  return blank > 0 && /[\p{L}\p{N}]/u.test(value.slice(0, blank)) ? span.from + blank : span.to;
}

function withoutFooters(text: string): string {
  return linesOf(text)
    .filter((line) => !isFooter(line.text))
    .map((line) => line.text)
    .join('\n')
    .trim();
}

/** `VMSMP が出ています`, `VMSMP (Hyper-V)`: the name alone when only that is known. Never a part of a longer name. */
function nameIn(provider: string, names: SourceNames): string {
  if (names.lookup(fold(provider)) !== undefined) return provider;
  const head = tidyValue(provider.split(/\s*[\p{Script=Hiragana}(（,、。)）」]/u, 1)[0] ?? '');
  return head !== '' && names.lookup(fold(head)) !== undefined ? head : provider;
}

/** Strong labels prove an event; weak ones need a known source, or a level and a description. */
function isEvent(event: WindowsEvent, draft: Draft, names: SourceNames): boolean {
  const strong = draft.labels.filter((label) => label.strong && label.kind !== 'end').length;
  const fields = draft.labels.filter((label) => label.kind !== 'other' && label.kind !== 'end').length;
  const { provider, eventId, level, message, channel } = event;
  const isKnown = provider !== undefined && names.lookup(fold(provider)) !== undefined;
  if (eventId !== undefined && fields >= 2)
    return strong > 0 || isKnown || (provider !== undefined && level !== undefined && message !== undefined);
  if (eventId !== undefined) return false;
  if (isKnown) return fields >= 2 || message !== undefined;
  if (provider !== undefined) return strong > 0 ? fields >= 2 : level !== undefined && message !== undefined;
  return strong >= 2 && message !== undefined && (level !== undefined || channel !== undefined);
}
