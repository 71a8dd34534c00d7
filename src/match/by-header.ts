/** A record that names its source: the header decides which event may be meant, the text whether it really is that one. */
import type { ReadEvent, WindowsEvent } from '../event/event.ts';
import { levelOfQualifiers } from '../event/identifier.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import type { Entry } from '../knowledge/knowledge.ts';
import type { Lang } from '../lang.ts';
import { fold, FoldedText } from '../text/fold.ts';
import { isSignificant, matchesOfHits } from './by-text.ts';
import { coverage, followsParagraph, standsAlone } from './coverage.ts';
import { differs } from './identity.ts';
import { parametersFit } from './inserts.ts';
import { asMatch } from './make-match.ts';
import type { Match, Tier } from './match.ts';
import type { MatchIndexes } from './indexes.ts';
import { keysOf } from './owners.ts';
import { HEADER_NEEDS_SIMILARITY } from './similar-text.ts';
import type { TemplateHit } from './template.ts';
import { comparableLang } from './text-language.ts';
import { isWrapped } from './wrapped.ts';

/** Below this share the message is only quoted inside something else, and the header stands alone. */
const TEXT_UNDER_A_HEADER = 0.5;
/** From this share on it is the message. */
const WHOLE_TEXT = 0.8;
/** How far down the list of similar texts to look for a sibling. */
const MOST_SIBLINGS = 16;

export function matchByHeader(read: ReadEvent, indexes: MatchIndexes): Match[] {
  const provider = indexes.catalog.provider(read.event.provider ?? '');
  // A source that is not ours ends the search: its numbers and texts are never taken for ours.
  if (!provider) return [asMatch.unknown(read, {}, indexes)];
  if (read.event.eventId === undefined) return matchWithoutId(read, provider.slug, indexes);
  const key = `${provider.slug}/${read.event.eventId}`;
  const entry = indexes.catalog.entry(key);
  return entry ? matchEntry(read, entry, indexes) : [asMatch.unknown(read, { provider, key }, indexes)];
}

/** One match for each of the entry's texts under the header; one for the header when there is none. */
function matchEntry(read: ReadEvent, entry: Entry, indexes: MatchIndexes): Match[] {
  const message = new FoldedText(read.event.message ?? (isChat(read) ? read.text : ''));
  const { hits, others, truncated, isForeign, isPart } = textsOf(message, entry, indexes);

  if (hits.length > 0) {
    const own = hits.map((hit) => matchText(read, hit, { entry, truncated, indexes }));
    return [...own, ...matchOthers(read, message, { hits: others, truncated }, indexes)];
  }
  if (isForeign || headerContradicts(read.event, entry, indexes)) {
    const isBelow = (hit: TemplateHit): boolean => {
      return followsParagraph(message.original, hit) || (isChat(read) && standsAlone(message.original, hit));
    };
    const below = others.filter(isBelow);
    const other = asMatch.otherText(read, entry, indexes);
    return [other, ...matchOthers(read, message, { hits: below, truncated }, indexes)];
  }
  const tier = isPart ? 'header-similar-text' : tierWithoutExactText(read, message, { entry, indexes });
  return [asMatch.ofHeader(read, entry, { tier, truncated })];
}

/** Other events that were pasted into the same description: they are told of too, without this header. */
function matchOthers(
  read: ReadEvent,
  text: FoldedText,
  found: { hits: readonly TemplateHit[]; truncated: boolean },
  indexes: MatchIndexes,
): Match[] {
  if (found.hits.length === 0) return [];
  return matchesOfHits({ ...read, event: { message: text.original } }, { text, ...found }, indexes);
}

function matchText(
  read: ReadEvent,
  hit: TemplateHit,
  { entry, truncated, indexes }: { entry: Entry; truncated: boolean; indexes: MatchIndexes },
): Match {
  const owner = hit.owners.find(({ key }) => key === entry.key);
  const contradicts = owner?.qualifiers !== undefined && differs(read.event.qualifiers, owner.qualifiers);
  if (!owner || contradicts) return asMatch.otherText(read, entry, indexes);
  return asMatch.ofHit(read, { hit, owner, tier: 'header-and-text', truncated }, indexes);
}

interface TextsOfEvent {
  hits: readonly TemplateHit[];
  others: readonly TemplateHit[];
  truncated: boolean;
  /** It is surely another event's text. */
  isForeign: boolean;
  /** Another event prints this text, and this one prints it and more: it may be cut. */
  isPart: boolean;
}

/** The entry's own texts in the message, if they make up enough of it; else whether it is surely another event's text. */
function textsOf(message: FoldedText, entry: Entry, indexes: MatchIndexes): TextsOfEvent {
  const { templates } = indexes;
  const { hits, truncated } = templates.find(message);
  const found = hits.filter((hit) => keysOf(hit).has(entry.key));
  const confirmed = found.length > 0 ? undefined : templates.confirm(message, entry.key);
  const own = confirmed ? [confirmed] : found;
  const others = hits.filter((hit) => !keysOf(hit).has(entry.key) && (isSignificant(hit) || isWhole(message, hit)));
  if (own.length > 0 && coverage(message, own) >= TEXT_UNDER_A_HEADER * shareFor(message, own, others)) {
    return {
      hits: own,
      others,
      truncated: truncated || isWrapped(message, own, templates),
      isForeign: false,
      isPart: false,
    };
  }
  const isPartOf = (hit: TemplateHit): boolean => indexes.containing.isPartOf(hit, entry.key);
  const isForeign = others.some((hit) => !mayBeOf(entry, hit, indexes) && !isPartOf(hit));
  return {
    hits: [],
    others: isForeign ? others : [],
    truncated,
    isForeign,
    isPart: !isForeign && others.some(isPartOf),
  };
}

/** However short a text is: what is nothing else but the text of another event is no text of this one. */
function isWhole(message: FoldedText, hit: TemplateHit): boolean {
  return coverage(message, [hit]) >= WHOLE_TEXT;
}

/** An event whose own text nobody knows may print what a related one prints: the same failure under two sources. */
function mayBeOf(entry: Entry, { owners }: TemplateHit, { catalog }: MatchIndexes): boolean {
  if (hasKnownText(entry, catalog)) return false;
  return owners.some(({ key, entry: other }) => entry.seeAlso.includes(key) || other?.seeAlso.includes(entry.key));
}

/** What stands below the header's own text and is known does not count as talk around it. */
function shareFor(message: FoldedText, own: readonly TemplateHit[], others: readonly TemplateHit[]): number {
  const first = others[0];
  return first === undefined || first.start < (own[0]?.end ?? Infinity) ? 1 : 1 - coverage(message, others);
}

function tierWithoutExactText(
  read: ReadEvent,
  message: FoldedText,
  { entry, indexes }: { entry: Entry; indexes: MatchIndexes },
): Tier {
  if (message.length === 0 || isChat(read) || isMissingDescription(message.text))
    return tierWithoutText(read.event, entry, indexes);
  if (isLikeThisOne(message.text, entry.key, indexes)) return 'header-similar-text';
  if (indexes.beginnings.begins(message.original, entry.key)) return 'header';
  // A text in a language that the entry has no text in cannot contradict it; the person is asked for the text.
  const lang = comparableLang(message.original);
  return lang !== undefined && languagesOf(entry, indexes).has(lang) ? 'header-other-text' : 'header';
}

/** Similar to a text of this event, and more so than to any other of the same source; the source itself is settled. */
function isLikeThisOne(folded: string, key: string, { similar }: MatchIndexes): boolean {
  if (similar.similarity(folded, key) < HEADER_NEEDS_SIMILARITY) return false;
  const source = key.slice(0, key.indexOf('/') + 1);
  const best = similar.rank(folded, MOST_SIBLINGS).find((other) => other.key.startsWith(source));
  return best === undefined || best.key === key;
}

function tierWithoutText(event: WindowsEvent, entry: Entry, { catalog }: MatchIndexes): Tier {
  // As many values as we believe the event to have says little of an event whose text nobody has seen; names say more.
  if (!hasKnownText(entry, catalog) && event.data?.some(({ name }) => name === undefined)) return 'header';
  return dataAgrees(event, entry, catalog.qualifiersOf(entry.key)) ? 'header-and-text' : 'header';
}

/** What a viewer prints when it does not find the text: that says nothing about the event. */
const MISSING_DESCRIPTION = ['thedescriptionforeventid', fold('説明が見つかりません')];

function isMissingDescription(folded: string): boolean {
  return MISSING_DESCRIPTION.some((sign) => folded.includes(sign));
}

function hasKnownText(entry: Entry, catalog: Catalog): boolean {
  return entry.messages.length > 0 || catalog.tableTexts(entry.key).length > 0;
}

function languagesOf(entry: Entry, { catalog }: MatchIndexes): Set<Lang> {
  const langs = new Set(entry.messages.map(({ lang }) => lang));
  // Message tables are English; only those in another language would say so.
  if (catalog.tableTexts(entry.key).length > 0) langs.add('en');
  return langs;
}

/** In a sentence around "VMSMP 26" everything may stand. */
function isChat({ shape }: ReadEvent): boolean {
  return shape === 'prose';
}

/** Without a text, the 32-bit identifier or fitting parameters identify the event as surely as its text does. */
function dataAgrees(event: WindowsEvent, entry: Entry, known: readonly number[]): boolean {
  if (event.qualifiers !== undefined && known.includes(event.qualifiers)) return true;
  return parametersFit(entry, event.data ?? []);
}

/** The header's identifier or level is not that of any text of the entry: same ID, another event. */
function headerContradicts(event: WindowsEvent, entry: Entry, { catalog }: MatchIndexes): boolean {
  const known = catalog.qualifiersOf(entry.key);
  if (event.qualifiers && known.length > 0) return !known.includes(event.qualifiers);
  if (event.level === undefined || entry.level === undefined) return false;
  const levels = new Set([entry.level, ...known.map(levelOfQualifiers)]);
  return !levels.has(event.level);
}

/** A source and a text, but no ID: the text decides among that source's events. */
function matchWithoutId(read: ReadEvent, slug: string, indexes: MatchIndexes): Match[] {
  const message = new FoldedText(read.event.message ?? '');
  const { hits, truncated } = indexes.templates.find(message);
  const found = hits.flatMap((hit) => {
    const owners = hit.owners.filter(({ key }) => key.startsWith(`${slug}/`));
    const [owner] = owners;
    return owner && new Set(owners.map(({ key }) => key)).size === 1 ? [{ hit, owner }] : [];
  });
  const own = found.map(({ hit }) => hit);
  if (own.length > 0 && coverage(message, own) >= TEXT_UNDER_A_HEADER) {
    const unsure = truncated || isWrapped(message, own, indexes.templates);
    return found.map(({ hit, owner }) =>
      asMatch.ofHit(read, { hit, owner, tier: 'header-and-text', truncated: unsure }, indexes),
    );
  }
  return read.shape === 'prose' ? [] : [asMatch.unknown(read, {}, indexes)];
}
