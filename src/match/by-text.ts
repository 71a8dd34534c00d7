/** A text without a header: exact messages first, then suggestions for what looks like one. */
import type { ReadEvent } from '../event/event.ts';
import { FoldedText } from '../text/fold.ts';
import { coverage, coverageOfLines, standsAlone } from './coverage.ts';
import { asMatch, candidatesOf } from './make-match.ts';
import type { Candidate, Match } from './match.ts';
import type { MatchIndexes } from './indexes.ts';
import { keysOf } from './owners.ts';
import { SIMILAR_TEXT_SUGGESTS } from './similar-text.ts';
import type { TemplateHit } from './template.ts';
import { isWrapped } from './wrapped.ts';

/** An exact text carries a verdict from this many letters on (a Japanese one counts twice) … */
const ENOUGH_LETTERS = 30;
/** … and when the messages found cover this share of the record: an event quoted in prose is only a suggestion. */
const ENOUGH_COVERAGE = 0.6;
/** A guess is shown beside the best one when it is at least this close to it. */
const CLOSE_BEHIND = 0.8;
const MOST_SUGGESTIONS = 3;
/** From this similarity on it is a message, damaged or cut, rather than somebody's own words. */
const MOSTLY_A_TEXT = 0.6;

/** All messages found in the text, in its order; or one match with suggestions; or nothing. */
export function matchByText(read: ReadEvent, indexes: MatchIndexes): Match[] {
  const text = new FoldedText(read.event.message ?? read.text);
  const { hits, truncated } = indexes.templates.find(text);
  if (hits.length === 0) return suggest(read, text, indexes);
  return matchesOfHits(read, { text, hits, truncated }, indexes);
}

/** @param found.hits messages found in the text, in its order */
export function matchesOfHits(
  read: ReadEvent,
  { text, hits, truncated }: { text: FoldedText; hits: readonly TemplateHit[]; truncated: boolean },
  indexes: MatchIndexes,
): Match[] {
  const covered = coverage(text, hits) >= ENOUGH_COVERAGE;
  const unsure = truncated || isWrapped(text, hits, indexes.templates);
  return hits.map((hit, i) => {
    const longer = candidatesOf(
      indexes.containing.longer(text, hits, hit).map((key) => ({ key, score: 1 })),
      indexes,
    );
    if (longer.length > 0) {
      const shorter = candidatesOf(
        [...keysOf(hit)].map((key) => ({ key, score: 0.9 })),
        indexes,
      );
      return asMatch.similar(read, 'similar-text', [...longer, ...shorter]);
    }
    const ownLines = covered && (hits.length === 1 || coverageOfLines(text, hits, i) >= ENOUGH_COVERAGE);
    return matchOfHit(read, hit, { covered: ownLines || standsAlone(text.original, hit), truncated: unsure }, indexes);
  });
}

/** Whether the text is long enough to be told from chance. */
export function isSignificant(hit: TemplateHit): boolean {
  return hit.weight >= ENOUGH_LETTERS;
}

function matchOfHit(
  read: ReadEvent,
  hit: TemplateHit,
  found: { covered: boolean; truncated: boolean },
  indexes: MatchIndexes,
): Match {
  const keys = keysOf(hit);
  const sure = keys.size === 1 && found.covered && isSignificant(hit);
  const owner = hit.owners[0];
  if (sure && owner) return asMatch.ofHit(read, { hit, owner, tier: 'text', truncated: found.truncated }, indexes);
  const candidates = candidatesOf(
    [...keys].map((key) => ({ key, score: 1 })),
    indexes,
  );
  if (candidates.length > 0) return asMatch.similar(read, 'similar-text', candidates);
  return owner
    ? asMatch.ofHit(read, { hit, owner, tier: 'text', truncated: found.truncated }, indexes)
    : asMatch.unknown(read, {}, indexes);
}

function suggest(read: ReadEvent, { original, text }: FoldedText, indexes: MatchIndexes): Match[] {
  const corrected = correctedNames(read, original, indexes);
  if (corrected.length > 0) return corrected;
  const similar = indexes.similar.rank(text, MOST_SUGGESTIONS).filter(({ score }) => score >= SIMILAR_TEXT_SUGGESTS);
  const texts = candidatesOf(closest(similar), indexes);
  const phrases = candidatesOf(closest(indexes.phrases.rank(original)), indexes);
  const isText = (texts[0]?.score ?? 0) >= MOSTLY_A_TEXT || phrases.length === 0;
  const candidates = isText ? together(texts, phrases) : together(phrases, texts);
  return candidates.length > 0 ? [asMatch.similar(read, isText ? 'similar-text' : 'phrase', candidates)] : [];
}

/** The better guesses first, each entry once. */
function together(better: readonly Candidate[], others: readonly Candidate[]): Candidate[] {
  const keys = new Set(better.map(({ entry }) => entry.key));
  return [...better, ...others.filter(({ entry }) => !keys.has(entry.key))].slice(0, MOST_SUGGESTIONS);
}

function correctedNames(read: ReadEvent, text: string, indexes: MatchIndexes): Match[] {
  const matches: Match[] = [];
  for (const { name, eventId, asWritten } of indexes.names.correct(text)) {
    const provider = indexes.catalog.provider(name);
    const entry = provider && indexes.catalog.entry(`${provider.slug}/${eventId}`);
    const tier = asWritten ? 'phrase' : 'corrected-name';
    if (entry) matches.push(asMatch.similar(read, tier, [{ entry, score: 1 }]));
  }
  return matches;
}

function closest<T extends { score: number }>(ranked: readonly T[]): T[] {
  const best = ranked[0]?.score ?? 0;
  return ranked.filter(({ score }) => score >= best * CLOSE_BEHIND).slice(0, MOST_SUGGESTIONS);
}
