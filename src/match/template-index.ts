/**
 * Finds known message texts in any text: rare anchors in one pass (anchor-table.ts), then the literals around each of them
 * (place-literals.ts), then the best of what overlaps (choose-found.ts), then the inserts (make-hits.ts).
 */
import { toFolded, type FoldedText } from '../text/fold.ts';
import { createAnchorTable, type AnchorTable } from './anchor-table.ts';
import { chooseFound, endOf, startOf, type Found } from './choose-found.ts';
import { literalsOf } from './compile-template.ts';
import { makeHits } from './make-hits.ts';
import { placeLiterals, ROOM_FOR_INSERTS } from './place-literals.ts';
import { settlePlaces } from './settle-places.ts';
import { isWhole, windowOf, type Window } from './literal-places.ts';
import { createTemplate, type Template } from './shared-template.ts';
import type { TemplateFinds, TemplateIndex, TemplateSource } from './template.ts';

/** Longer texts are searched in windows that overlap by the longest message, so that the work stays linear. */
const WINDOW = 16 * 1024;
/** Bounds per window. Real pastes stay far below; when one bites, the answer says so. */
const MOST_PROBES = 8192;
const MOST_CANDIDATES = 2048;
/** How many places of one text a header's message is looked for at. */
const MOST_CONFIRMATIONS = 8;
/** Characters that may be read in vain, beside four times the text. */
const SPARE_EFFORT = 64 * 1024;

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
      const finds = hitsOf(folded, templates, found);
      return truncated ? { ...finds, truncated } : finds;
    },
    confirm(text, key) {
      const folded = toFolded(text);
      const found = (byKey.get(key) ?? []).flatMap((i) =>
        confirmOne(folded, templates[i]!, { i, strong: anchors.literalOf(i) >= 0 }),
      );
      return hitsOf(folded, templates, found).hits.toSorted((a, b) => b.letters - a.letters)[0];
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
  const window = windowOf(folded, from, to);
  const missing = new Set<number>();
  const tightest = new Map<number, number>();
  let candidates = 0;

  for (let probe = 0; probe < probes.length; probe += 2) {
    const i = probes[probe]!;
    const { literals, letters, lengths, pattern } = templates[i]!;
    const literal = anchors.literalOf(i);
    const at = probes[probe + 1]! - anchors.offsetOf(i);
    if (at < from || missing.has(i) || !window.text.startsWith(literals[literal]!, at - from)) continue;
    if (!isWhole(folded, pattern, literal, at)) continue;
    if (++candidates > MOST_CANDIDATES) return false;
    const places = placeLiterals(window, pattern, literal, at);
    if (places === 'never') missing.add(i);
    if (!Array.isArray(places)) continue;
    // Many beginnings may share one end, and many ends one beginning: the nearest of them belong together.
    const before = tightest.get(i);
    const known = before === undefined ? undefined : found[before]!.places;
    if (known?.[0] === places[0]) continue;
    const shared = known !== undefined && known.at(-1) === places.at(-1);
    const place = shared ? before! : found.length;
    found[place] = { template: i, letters, places, lengths };
    tightest.set(i, place);
  }
  return probes.length < 2 * MOST_PROBES;
}

/** A template of a known event: anywhere when it has enough letters, else only as the whole text. */
function confirmOne(folded: FoldedText, template: Template, { i, strong }: { i: number; strong: boolean }): Found[] {
  const window = windowOf(folded);
  const { literals, letters, lengths, pattern } = template;
  if (!strong) {
    const whole = wholeText(window, template);
    return whole ? [{ template: i, letters, places: whole, lengths }] : [];
  }
  const found: Found[] = [];
  const known = lengths.indexOf(Math.max(...lengths));
  let failures = 0;
  for (let at = window.text.indexOf(literals[known]!); at >= 0; at = window.text.indexOf(literals[known]!, at + 1)) {
    if (!isWhole(folded, pattern, known, at)) continue;
    const places = placeLiterals(window, pattern, known, at);
    if (places === 'never') break;
    if (places) found.push({ template: i, letters, places, lengths });
    if ((places ? found.length : ++failures) >= MOST_CONFIRMATIONS) break;
  }
  return found;
}

/** Places of the literals of a short template when nothing but its own inserts stands around and between them. */
function wholeText(window: Window, { literals, pattern }: Template): number[] | undefined {
  const opens = pattern.gaps[0]!.names.length > 0;
  const closes = pattern.gaps.at(-1)!.names.length > 0;
  const first = opens ? window.text.indexOf(literals[0]!) : 0;
  if (first < 0 || window.folded.length > pattern.letters + ROOM_FOR_INSERTS) return undefined;
  if (!window.text.startsWith(literals[0]!, first) || !isWhole(window.folded, pattern, 0, first)) return undefined;
  const places = placeLiterals(window, pattern, 0, first);
  if (!Array.isArray(places)) return undefined;
  if (closes) return places;
  const last = literals.length - 1;
  const end = window.folded.length - literals[last]!.length;
  // The last of several equal literals may be meant; it must end the text.
  if (end < places[last]! || !window.text.endsWith(literals[last]!)) return undefined;
  return places.with(last, last === 0 && end !== places[0] ? places[0]! : end);
}

/** What is left of `found` as hits. */
function hitsOf(folded: FoldedText, templates: readonly Template[], found: readonly Found[]): TemplateFinds {
  if (found.length === 0) return { hits: [], truncated: false };
  // Texts made for it could have the same stretch read for hundreds of places that all turn out to be nothing.
  let effort = SPARE_EFFORT + 4 * folded.original.length;
  const chosen = chooseFound(found, (one) => {
    if (effort < 0) return undefined;
    const settled = settlePlaces(folded, templates[one.template]!.pattern, knownOf(one), one.places);
    if (settled) return { template: one.template, letters: one.letters, lengths: one.lengths, ...settled };
    effort -= folded.offsetOf(endOf(one)) - folded.offsetOf(startOf(one));
    return undefined;
  });
  return { hits: makeHits(folded, templates, chosen), truncated: effort < 0 };
}

/** The literal that stays where it was found: the longest, which stands inside an insert least likely. */
function knownOf({ lengths }: Found): number {
  let longest = 0;
  for (let i = 1; i < lengths.length; i++) if (lengths[i]! > lengths[longest]!) longest = i;
  return longest;
}
