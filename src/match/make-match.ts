/** Builds the matches of each kind, so that every tier fills the same fields. */
import type { ReadEvent } from '../event/event.ts';
import type { Entry } from '../knowledge/knowledge.ts';
import type { Provider } from '../knowledge/schema.ts';
import type { OwnedTableText } from '../knowledge/texts.ts';
import { disputedInserts, namedInserts } from './inserts.ts';
import type { Candidate, Match, Tier } from './match.ts';
import type { MatchIndexes } from './indexes.ts';
import type { Owner, TemplateHit } from './template.ts';

const NOTHING: ReadonlyMap<string, string> = new Map();
const MOST_CANDIDATES = 10;

export const asMatch = {
  /** A message was found; an owner without an entry is known from a message table only. */
  ofHit(
    read: ReadEvent,
    found: { hit: TemplateHit; owner: Owner; tier: Tier; truncated: boolean },
    indexes: MatchIndexes,
  ): Match {
    const { hit, owner, tier, truncated } = found;
    const { entry } = owner;
    const identity = { provider: owner.provider, eventId: owner.eventId, key: owner.key };
    if (!entry)
      return {
        ...base(read, 'none', 'unknown'),
        ...identity,
        ...nameOnly(owner.key, indexes),
        tableTexts: indexes.catalog.tableTexts(owner.key),
        truncated,
      };
    const data = read.event.data ?? [];
    const inserts = namedInserts(entry, hit.insertsOf(owner), data);
    const disputed = disputedInserts(entry, inserts, data);
    return {
      ...base(read, 'exact', tier),
      ...identity,
      entry,
      message: owner.message,
      inserts,
      ...(disputed.size > 0 && { disputed }),
      truncated,
    };
  },

  /** The header names the entry; the inserts are what the event's parameters say. */
  ofHeader(read: ReadEvent, entry: Entry, { tier, truncated }: { tier: Tier; truncated: boolean }): Match {
    if (tier === 'header-other-text')
      return { ...base(read, 'none', tier), ...identityOf(entry), candidates: [{ entry, score: 0 }], truncated };
    const inserts = namedInserts(entry, NOTHING, read.event.data ?? []);
    return { ...base(read, 'exact', tier), ...identityOf(entry), entry, inserts, truncated };
  },

  /** Same ID, but text, level or identifier say that it is another event. */
  otherText(read: ReadEvent, entry: Entry, indexes: MatchIndexes): Match {
    return {
      ...base(read, 'none', 'header-other-text'),
      ...identityOf(entry),
      candidates: [{ entry, score: 0 }],
      tableTexts: indexes.catalog.tableTexts(entry.key),
    };
  },

  candidates(read: ReadEvent, candidates: readonly Candidate[]): Match {
    const sorted = [...candidates].sort((a, b) => b.score - a.score);
    return {
      ...base(read, 'candidates', 'id'),
      eventId: read.event.eventId,
      candidates: sorted.slice(0, MOST_CANDIDATES),
    };
  },

  similar(read: ReadEvent, tier: Tier, candidates: readonly Candidate[]): Match {
    return { ...base(read, 'similar', tier), candidates };
  },

  /** Surely an event; nothing but its name is known. Suggests what related sources log under this ID. */
  unknown(read: ReadEvent, known: { provider?: Provider; key?: string }, indexes: MatchIndexes): Match {
    const { event } = read;
    return {
      ...base(read, 'none', 'unknown'),
      provider: known.provider?.name ?? event.provider,
      eventId: event.eventId,
      key: known.key,
      ...nameOnly(known.key, indexes),
      tableTexts: known.key === undefined ? [] : indexes.catalog.tableTexts(known.key),
      candidates: known.provider ? related(known.provider, event.eventId, indexes) : [],
    };
  },

  /** A bare 32-bit identifier that a message table gives to one event without an entry. */
  ofTable(read: ReadEvent, rows: readonly [OwnedTableText, ...OwnedTableText[]], indexes: MatchIndexes): Match {
    const [{ key, provider }] = rows;
    const { eventId } = read.event;
    const named = { provider, eventId, key, ...nameOnly(key, indexes) };
    return { ...base(read, 'none', 'unknown'), ...named, tableTexts: rows };
  },
};

/** Ranked keys as candidates; keys without an entry (rows of message tables) are left out. */
export function candidatesOf(
  ranked: readonly { key: string; score: number }[],
  { catalog }: MatchIndexes,
): Candidate[] {
  return ranked.flatMap(({ key, score }) => {
    const entry = catalog.entry(key);
    return entry ? [{ entry, score }] : [];
  });
}

function nameOnly(key: string | undefined, { catalog }: MatchIndexes): Pick<Match, 'identity'> {
  const identity = key === undefined ? undefined : catalog.identity(key);
  return identity === undefined ? {} : { identity };
}

function related(provider: Provider, eventId: number | undefined, indexes: MatchIndexes): Candidate[] {
  if (eventId === undefined) return [];
  return candidatesOf(
    provider.related.map((slug) => ({ key: `${slug}/${eventId}`, score: 0 })),
    indexes,
  );
}

function identityOf(entry: Entry): Pick<Match, 'provider' | 'eventId' | 'key'> {
  return { provider: entry.provider, eventId: entry.eventId, key: entry.key };
}

function base(read: ReadEvent, kind: Match['kind'], tier: Tier): Match {
  return { kind, tier, read, inserts: NOTHING, candidates: [], tableTexts: [], truncated: false };
}
