/** Turns placed literals into hits: how far each message reaches in the original text, and what its inserts are. */
import type { FoldedText } from '../text/fold.ts';
import { endOf, startOf, type Found } from './choose-found.ts';
import type { Gap } from './compile-template.ts';
import { leadingEdge, trailingEdge, type Core, type Edge } from './message-edges.ts';
import { originalEnd, textBetween } from './settle-places.ts';
import { oneLine, readGap } from './read-gap.ts';
import { markOf, QUOTE } from './separators.ts';
import type { Template, Writing } from './shared-template.ts';
import type { TemplateHit } from './template.ts';

/** A shorter text inside a last insert is a word of it, not the next message. */
const LETTERS_OF_A_MESSAGE = 12;

/** One chosen message with its place in the original text. */
interface Placed {
  found: Found;
  core: Core;
}

/** @param chosen in the order of the text */
export function makeHits(folded: FoldedText, templates: readonly Template[], chosen: readonly Found[]): TemplateHit[] {
  const placed = chosen.map((one) => ({ found: one, core: coreOf(folded, one) }));
  const hits: TemplateHit[] = [];
  const swallowed = new Set<Placed>();
  for (const [i, one] of placed.entries()) {
    if (swallowed.has(one)) continue;
    const template = templates[one.found.template]!;
    const later = messagesAfter(placed, i);
    const hit = makeHit(folded, template, { one, later, begin: endBefore(hits, one.core) });
    for (const other of later) if (other.core.end <= hit.end) swallowed.add(other);
    // An insert at the beginning may quote the messages before it.
    while (hits.length > 0 && hits.at(-1)!.start >= hit.start && hits.at(-1)!.end <= one.core.start) hits.pop();
    hits.push(hit);
  }
  return hits;
}

/** How many messages after this one are looked at when its last insert is read. */
const MOST_SWALLOWED = 16;

function messagesAfter(placed: readonly Placed[], i: number): Placed[] {
  const later: Placed[] = [];
  const { end } = placed[i]!.core;
  for (let k = i + 1; k < placed.length && k <= i + MOST_SWALLOWED; k++)
    if (placed[k]!.core.start >= end) later.push(placed[k]!);
  return later;
}

function coreOf(folded: FoldedText, one: Found): Core {
  return { start: folded.offsetOf(startOf(one)), end: originalEnd(folded, endOf(one)) };
}

/** Where the message before ends: one that does not overlap. */
function endBefore(hits: readonly TemplateHit[], core: Core): number {
  let end = 0;
  for (let i = hits.length - 1; i >= 0 && i > hits.length - MOST_SWALLOWED; i--) {
    if (hits[i]!.end <= core.start) end = Math.max(end, hits[i]!.end);
  }
  return end;
}

interface Surroundings {
  one: Placed;
  later: readonly Placed[];
  begin: number;
}

function makeHit(folded: FoldedText, template: Template, around: Surroundings): TemplateHit {
  const { writings } = template;
  let { start, end } = around.one.core;
  const core = { start: 0, end: folded.original.length };
  let isClosed = true;
  const perWriting = writings.map((writing) => {
    const { inserts, first, last } = readWriting(folded, template, writing, around);
    start = Math.min(start, first.outer);
    end = Math.max(end, last.outer);
    isClosed &&= last.closed;
    core.start = Math.max(
      core.start,
      isQuoted(first, writing.gaps[0]?.marks.slice(0, 2)) ? first.outer : around.one.core.start,
    );
    core.end = Math.min(
      core.end,
      isQuoted(last, writing.gaps.at(-1)?.marks.slice(-2)) ? last.outer : around.one.core.end,
    );
    return inserts;
  });
  return {
    owners: template.owners,
    templateText: template.sources[0]!.text,
    letters: template.letters,
    weight: template.weight,
    start,
    end,
    core,
    isClosed,
    inserts: union(perWriting),
    insertsOf: (owner) => perWriting[writings.findIndex(({ owners }) => owners.includes(owner))] ?? new Map(),
  };
}

/** The outermost insert stands between the quotes that the template has there. */
function isQuoted({ closed }: Edge, marks: readonly string[] = []): boolean {
  return closed && marks.length === 2 && marks.every((mark) => mark.includes(QUOTE));
}

/** All names; one that two writings give to different values is left out. */
function union(maps: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  if (maps.length === 1) return maps[0]!;
  const all = new Map<string, string>();
  const disputed = new Set<string>();
  for (const map of maps) {
    for (const [name, value] of map) {
      if (all.has(name) && all.get(name) !== value) disputed.add(name);
      all.set(name, value);
    }
  }
  for (const name of disputed) all.delete(name);
  return all;
}

function readWriting(folded: FoldedText, { literals, pattern }: Template, { gaps }: Writing, around: Surroundings) {
  const { one, begin } = around;
  const { places, readings } = one.found;
  const text = folded.original;
  const first = firstEdge(text, one.core, gaps[0]!, begin);
  const last = lastEdge(text, gaps.at(-1)!, around);
  const inserts = new Map<string, string>();
  for (const [i, gap] of gaps.entries()) {
    if (gap.names.length === 0) continue;
    if (i === 0) record(inserts, gap, readEdge(gap, text, first));
    else if (i === gaps.length - 1) record(inserts, gap, isCutOff(gap, text, last) ? [] : readEdge(gap, text, last));
    else {
      const read = gaps === pattern.gaps ? readings?.[i - 1] : undefined;
      const { values, fits } = read ?? readGap(gap, textBetween(folded, literals, places, i));
      // Nothing between marks is an empty value; without its marks it was lost on the way (`<x>` in HTML).
      record(inserts, gap, fits ? values : values.map((value) => value || undefined));
    }
  }
  return { inserts, first, last };
}

/** A repeated insert keeps its first value that is not empty. */
function record(inserts: Map<string, string>, { names }: Gap, values: readonly (string | undefined)[]): void {
  for (const [i, name] of names.entries()) {
    const value = values[i];
    if (name !== undefined && value !== undefined && !inserts.get(name)) inserts.set(name, value);
  }
}

/** The marks around an edge are eaten already; only those between its inserts are left. */
function readEdge(gap: Gap, text: string, { from, to }: Edge): readonly (string | undefined)[] {
  const inner = { ...gap, marks: ['', ...gap.marks.slice(1, -1), ''] };
  return readGap(inner, oneLine(text.slice(from, to))).values;
}

/** The text ends before the marks that close the last insert: nothing there, or a quotation that was not finished. */
function isCutOff({ marks }: Gap, text: string, { from, to, closed }: Edge): boolean {
  if (closed || (marks.at(-1) ?? '') === '') return false;
  if (text.slice(from, to).trim() === '') return true;
  return marks[0]?.endsWith(QUOTE) === true && markOf(text.trimEnd().charCodeAt(from - 1)) === QUOTE;
}

/** An opening mark may stand before the messages that the insert quotes; without one the message before ends here. */
function firstEdge(text: string, core: Core, gap: Gap, begin: number): Edge {
  const near = leadingEdge(text, core, gap, begin);
  if (near.closed || begin === 0) return near;
  const far = leadingEdge(text, core, gap, 0);
  return far.closed ? far : near;
}

function lastEdge(text: string, gap: Gap, { one, later }: Surroundings): Edge {
  if (gap.names.length === 0) return trailingEdge(text, one.core, gap, later[0]?.core.start ?? text.length);
  const messages = later.filter(({ found }) => found.letters >= LETTERS_OF_A_MESSAGE);
  const limits = [...messages.map(({ core }) => core.start), text.length];
  const near = trailingEdge(text, one.core, gap, limits[0]!);
  if (near.closed || messages.length === 0) return near;
  const far = gap.marks.at(-1) === '' ? near : trailingEdge(text, one.core, gap, text.length);
  if (far.closed && !cutsThrough(far, messages)) return far;
  // Nothing but the next message stands where the insert should: it is the insert.
  const first = messages[0]!.core;
  const direct = text.slice(near.from, first.start).trim() === '';
  const sameLine = !text.slice(one.core.end, first.start).includes('\n') || gap.raws[0]?.includes('\n') === true;
  if (!direct || !sameLine || near.to > near.from) return near;
  const whole = trailingEdge(text, one.core, gap, limits[1]!);
  return whole.outer >= first.end ? whole : near;
}

function cutsThrough(edge: Edge, messages: readonly Placed[]): boolean {
  return messages.some(({ core }) => edge.outer > core.start && edge.outer < core.end);
}
