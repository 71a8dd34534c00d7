/**
 * Finds known message texts in any text: rare anchors in one pass (anchor-table.ts), then the literals around each of them
 * (place-literals.ts), then the best of what overlaps (choose-found.ts), then the inserts (make-hits.ts).
 */
import { toFolded, type FoldedText } from '../text/fold.ts';
import { createAnchorTable, type AnchorTable } from './anchor-table.ts';
import { chooseFound, type Found } from './choose-found.ts';
import { literalsOf } from './compile-template.ts';
import { makeHits } from './make-hits.ts';
import { placeLiterals, ROOM_FOR_INSERTS, settlePlaces, type Window } from './place-literals.ts';
import { createTemplate, type Template } from './shared-template.ts';
import type { TemplateHit, TemplateIndex, TemplateSource } from './template.ts';

/** Longer texts are searched in windows that overlap by the longest message, so that the work stays linear. */
const WINDOW = 16 * 1024;
/** Bounds per window. Real pastes stay far below; when one bites, the answer says so. */
const MOST_PROBES = 8192;
const MOST_CANDIDATES = 512;
const MOST_FAILURES = 8;

/** Texts with the same literals are one template with many owners. Texts without a letter are never found nor confirmed. */
export function createTemplateIndex(sources: readonly TemplateSource[]): TemplateIndex {
  const templates = shareTemplates(sources);
  const anchors = createAnchorTable(templates.map(({ literals }) => literals));
  const byKey = new Map<string, number[]>();
  let longest = 0;
  for (const [i, template] of templates.entries()) {
    longest = Math.max(longest, template.letters);
    for (const key of new Set(template.sources.map(({ owner }) => owner.key))) {
      const known = byKey.get(key);
      if (known) known.push(i);
      else byKey.set(key, [i]);
    }
  }
  const overlap = longest + ROOM_FOR_INSERTS;

  return {
    size: templates.length,
    find(text) {
      const folded = toFolded(text);
      const found: Found[] = [];
      let truncated = false;
      for (const range of windowsOf(folded, overlap)) {
        if (!searchWindow({ folded, range, templates, anchors }, found)) truncated = true;
      }
      return { hits: hitsOf(folded, templates, found), truncated };
    },
    confirm(text, key) {
      const folded = toFolded(text);
      const found = (byKey.get(key) ?? []).flatMap((i) => confirmOne(folded, templates[i]!, { i, strong: anchors.anchorOf(i) !== undefined }));
      return hitsOf(folded, templates, found).sort((a, b) => b.letters - a.letters)[0];
    },
  };
}

function shareTemplates(sources: readonly TemplateSource[]): Template[] {
  const shared = new Map<string, Template>();
  let next = 0;
  for (const literals of literalsOf(sources)) {
    const source = sources[next++]!;
    if (literals.length === 0) continue;
    const name = literals.join(' ');
    const template = shared.get(name);
    if (template) template.sources.push(source);
    else shared.set(name, createTemplate(literals, source));
  }
  return [...shared.values()];
}

function* windowsOf(folded: FoldedText, overlap: number): Generator<{ from: number; to: number }> {
  const width = Math.max(WINDOW, 2 * overlap);
  for (let from = 0; ; from += width - overlap) {
    const to = Math.min(folded.length, from + width);
    yield { from, to };
    if (to === folded.length) return;
  }
}

interface Search {
  folded: FoldedText;
  range: { from: number; to: number };
  templates: readonly Template[];
  anchors: AnchorTable;
}

/** Adds what stands in the window to `found`; false when a bound was reached. */
function searchWindow({ folded, range, templates, anchors }: Search, found: Found[]): boolean {
  const { from, to } = range;
  const probes = anchors.scan(folded.codes, { from, to, most: MOST_PROBES });
  if (probes.length === 0) return true;
  const window: Window = { folded, text: folded.text.slice(from, to), base: from };
  const failures = new Map<number, number>();
  let candidates = 0;
  let complete = probes.length < 2 * MOST_PROBES;

  for (let probe = 0; probe < probes.length; probe += 2) {
    const i = probes[probe]!;
    const template = templates[i]!;
    const { literal, offset } = anchors.anchorOf(i)!;
    const at = probes[probe + 1]! - offset;
    if (at < from || !window.text.startsWith(template.literals[literal]!, at - from)) continue;
    const failed = failures.get(i) ?? 0;
    if (failed > MOST_FAILURES) continue;
    if (++candidates > MOST_CANDIDATES) return false;
    const places = placeLiterals(window, template.pattern, literal, at);
    if (places === 'never') failures.set(i, Infinity);
    else if (places) found.push({ template: i, letters: template.letters, places, lengths: template.lengths });
    else {
      failures.set(i, failed + 1);
      if (failed === MOST_FAILURES) complete = false;
    }
  }
  return complete;
}

/** A template of a known event: anywhere when it has enough letters, else only as the whole text. */
function confirmOne(folded: FoldedText, template: Template, { i, strong }: { i: number; strong: boolean }): Found[] {
  const window = { folded, text: folded.text, base: 0 };
  const { literals, letters, lengths, pattern } = template;
  const found: Found[] = [];
  const add = (places: number[] | 'never' | undefined) => {
    if (Array.isArray(places)) found.push({ template: i, letters, places, lengths });
    return places;
  };
  if (!strong) {
    const whole = wholeText(window, template);
    return whole ? [{ template: i, letters, places: whole, lengths }] : [];
  }
  const known = lengths.indexOf(Math.max(...lengths));
  let failures = 0;
  for (let at = window.text.indexOf(literals[known]!); at >= 0; at = window.text.indexOf(literals[known]!, at + 1)) {
    const places = add(placeLiterals(window, pattern, known, at));
    if (places === 'never' || found.length >= MOST_FAILURES || (!places && ++failures > MOST_FAILURES)) break;
  }
  return found;
}

/** Places of the literals of a short template when nothing but its own inserts stands around and between them. */
function wholeText(window: Window, { literals, pattern }: Template): number[] | undefined {
  const opens = pattern.gaps[0]!.names.length > 0;
  const closes = pattern.gaps.at(-1)!.names.length > 0;
  const first = opens ? window.text.indexOf(literals[0]!) : 0;
  if (first < 0 || window.folded.length > pattern.letters + ROOM_FOR_INSERTS) return undefined;
  const places = placeLiterals(window, pattern, 0, first);
  if (!Array.isArray(places)) return undefined;
  if (closes) return places;
  const last = literals.length - 1;
  const end = window.folded.length - literals[last]!.length;
  // The last of several equal literals may be meant; it must end the text.
  if (end < places[last]! || !window.text.endsWith(literals[last]!)) return undefined;
  return places.with(last, last === 0 && end !== places[0] ? places[0]! : end);
}

function hitsOf(folded: FoldedText, templates: readonly Template[], found: readonly Found[]): TemplateHit[] {
  if (found.length === 0) return [];
  const window = { folded, text: folded.text, base: 0 };
  const chosen = chooseFound(found, (one) => {
    const settled = settlePlaces(window, templates[one.template]!.pattern, knownOf(one), one.places);
    return settled && { template: one.template, letters: one.letters, lengths: one.lengths, ...settled };
  });
  return makeHits(folded, templates, chosen);
}

/** The literal that stays where it was found: the longest, which stands inside an insert least likely. */
function knownOf({ lengths }: Found): number {
  let longest = 0;
  for (let i = 1; i < lengths.length; i++) if (lengths[i]! > lengths[longest]!) longest = i;
  return longest;
}
