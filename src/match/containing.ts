/**
 * Texts that stand whole inside the text of another event: 5157 of failover clustering prints all of 5120 and goes on. A record that
 * has more than such a text may be the longer one, cut or damaged.
 */
import type { TemplateSource } from '../knowledge/texts.ts';
import { FoldedText } from '../text/fold.ts';
import { literalsOf } from './compile-template.ts';
import { gramsOf } from './grams.ts';
import { keysOf } from './owners.ts';
import type { TemplateHit } from './template.ts';

/** Units by which a text is looked for in the others; shorter texts carry no verdict anyway. */
const PROBE = 8;
/** Grams that the rest of a record shares with the rest of the longer text; "this error" of a sentence beside it has fewer. */
const ENOUGH_GRAMS = 12;
const CUT = /\.\.\.|…/u;
const BETWEEN = '\u0001';

interface Longer {
  key: string;
  /** Grams of what it prints beside the shorter text. */
  grams: ReadonlySet<number>;
}

export interface Containing {
  /** Whether a text of `key` prints all of the text that was found, and more. */
  isPartOf(hit: TemplateHit, key: string): boolean;
  /** Keys of the longer texts that the record may be instead: it goes on like them, or was cut behind the text that was found. */
  longer(record: FoldedText, hits: readonly TemplateHit[], hit: TemplateHit): string[];
}

/** Linear in the texts, for each finds those that have its first units. Only entries' own texts are looked at. */
export function createContaining(sources: readonly TemplateSource[]): Containing {
  const own = sources.filter(({ owner }) => owner.entry !== undefined && owner.message !== undefined);
  const texts: { joined: string; source: TemplateSource }[] = [];
  for (const literals of literalsOf(own)) {
    const source = own[texts.length];
    if (source) texts.push({ joined: literals.join(BETWEEN), source });
  }
  const byProbe = new Map<string, string[]>();
  for (const joined of new Set(texts.map((text) => text.joined))) {
    const probe = joined.slice(0, PROBE);
    if (probe.length === PROBE) byProbe.set(probe, [...(byProbe.get(probe) ?? []), joined]);
  }
  const longerOf = new Map<string, Longer[]>();
  for (const { joined, source } of texts) {
    for (const shorter of textsIn(joined, byProbe)) {
      const rest = joined.replace(shorter, BETWEEN);
      const longer = { key: source.owner.key, grams: new Set(gramsOf(rest.replaceAll(BETWEEN, '0'))) };
      longerOf.set(shorter, [...(longerOf.get(shorter) ?? []), longer]);
    }
  }
  const byText = new Map(texts.map(({ joined, source }) => [source.text, longerOf.get(joined)]));
  const otherLonger = (hit: TemplateHit): Longer[] => {
    const longer = byText.get(hit.templateText);
    return longer?.filter(({ key }) => !keysOf(hit).has(key)) ?? [];
  };

  return {
    isPartOf: (hit, key) => otherLonger(hit).some((longer) => longer.key === key),
    longer(record, hits, hit) {
      const longer = otherLonger(hit);
      if (longer.length === 0) return [];
      const isCut = CUT.test(record.original.slice(hit.end - 3, hit.end + 4));
      // An insert at its end that nothing closes may have swallowed what follows.
      const bare = hits.map((other) =>
        other === hit && !hit.isClosed ? { start: hit.start, end: hit.core.end } : other,
      );
      const grams = new Set(gramsOf(new FoldedText(outside(record.original, bare)).text));
      return [...new Set(longer.filter((one) => isCut || goesOn(grams, one)).map(({ key }) => key))];
    },
  };
}

/** The texts that stand whole in a longer one. */
function textsIn(joined: string, byProbe: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  for (let at = 0; at + PROBE <= joined.length; at++) {
    for (const shorter of byProbe.get(joined.slice(at, at + PROBE)) ?? [])
      if (shorter.length < joined.length && joined.startsWith(shorter, at)) found.add(shorter);
  }
  return [...found];
}

function goesOn(grams: ReadonlySet<number>, { grams: wanted }: Longer): boolean {
  let shared = 0;
  for (const gram of wanted) if (grams.has(gram) && ++shared >= ENOUGH_GRAMS) return true;
  return false;
}

/** @param hits in the order of the text */
function outside(text: string, hits: readonly Pick<TemplateHit, 'start' | 'end'>[]): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of hits) {
    if (start > from) rest += `${text.slice(from, start)}\n`;
    from = Math.max(from, end);
  }
  return rest + text.slice(from);
}
