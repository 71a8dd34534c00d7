/** One transaction for many batches: records and batches that are new, incidents, their cards, counts. All or nothing. */
import type { Db, SqlRunner } from '../store/db.ts';
import type { Accepted, Actor } from './alerts.ts';
import { placeKey } from './event-key.ts';
import { boundedSample } from './occurrence.ts';
import { isHidden, type NewCard, raiseCards, type RootRow, threadRoots, turnOf, wantCards } from './store-cards.ts';
import {
  addNotes,
  countHosts,
  type IncidentRow,
  lockMutes,
  mutesInForce,
  type NewNote,
  type StoredMute,
  type Upserted,
  upsertIncidents,
} from './store-incidents.ts';
import { countHours, hearSources, meetKinds, seeRecords, storeBatches, storedBatches } from './store-intake.ts';
import { type Decided, type IncidentGroup, rankOf, tally } from './tally.ts';

export interface FlushBatch {
  source: string;
  batchId: string;
  /** Items read; each has one occurrence or more, by `occurrence.item`. */
  items: number;
  rejected: number;
  occurrences: readonly Decided[];
}

export interface FlushParts {
  db: Db;
  newId: () => string;
  /** What this process has written lately, so that hot rows are not written with every flush. */
  lately: Lately;
  /** A card in whose thread later incidents go stays so for this long at most. */
  threadMs: number;
}

export interface Flushed {
  /** In the order of the batches. */
  results: Accepted[];
  /** Incidents that changed. */
  changed: string[];
}

const SYSTEM: Actor = { kind: 'system', id: 'hvevent' };

/** @param batches of different IDs */
export async function flush(batches: readonly FlushBatch[], now: number, parts: FlushParts): Promise<Flushed> {
  const { db } = parts;
  const written = await db.transaction(async (tx) => {
    await lockMutes(tx, db.engine, 'shared');
    const { results, fresh } = await storeNew(tx, batches, now);
    const { groups, hours, kinds } = tally(fresh, now);
    const changed = await storeIncidents(tx, groups, now, parts);
    const newKinds = parts.lately.kinds.stale(kinds.keys(), now);
    await meetKinds(
      tx,
      newKinds.flatMap((key) => {
        const one = kinds.get(key);
        if (one === undefined) return [];
        const { eventKey, entryKey = null, provider = null, eventId = null, verdict } = one;
        return [{ event_key: eventKey, entry_key: entryKey, provider, event_id: eventId, verdict, at: now }];
      }),
    );
    await countHours(tx, hours);
    const sources = parts.lately.sources.stale(new Set(batches.map(({ source }) => source)), now);
    await hearSources(
      tx,
      sources.map((source) => ({ source, at: now })),
    );
    return { results, changed, newKinds, sources };
  });
  parts.lately.kinds.wrote(written.newKinds, now);
  parts.lately.sources.wrote(written.sources, now);
  return { results: written.results, changed: written.changed };
}

/** Which batches and which of their records are new. */
async function storeNew(
  tx: SqlRunner,
  batches: readonly FlushBatch[],
  now: number,
): Promise<{ results: Accepted[]; fresh: Decided[] }> {
  const keys = new Set<string>();
  for (const { occurrences } of batches)
    for (const { occurrence } of occurrences) if (occurrence.recordKey !== undefined) keys.add(occurrence.recordKey);
  const unseen = await seeRecords(tx, [...keys].toSorted(), now);
  const sorted = batches.map((batch) => newOf(batch, unseen));
  const rows = sorted.map(({ batch, duplicates }) => {
    const { batchId, source, items, rejected } = batch;
    return { id: batchId, source, at: now, accepted: items - duplicates, duplicates, rejected };
  });
  const stored = await storeBatches(
    tx,
    rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const repeated = batches.filter(({ batchId }) => !stored.has(batchId)).map(({ batchId }) => batchId);
  const before = repeated.length === 0 ? undefined : await storedBatches(tx, repeated);
  const results = rows.map(({ id, accepted, duplicates }): Accepted => {
    if (stored.has(id)) return { accepted, duplicates, repeated: false };
    const then = before?.get(id);
    return { accepted: then?.accepted ?? 0, duplicates: then?.duplicates ?? 0, repeated: true };
  });
  return { results, fresh: sorted.flatMap(({ batch, fresh }) => (stored.has(batch.batchId) ? fresh : [])) };
}

/** @param unseen each is taken by the first who has it */
function newOf(batch: FlushBatch, unseen: Set<string>): { batch: FlushBatch; fresh: Decided[]; duplicates: number } {
  let duplicates = 0;
  const fresh: Decided[] = [];
  for (const decided of batch.occurrences) {
    const { recordKey } = decided.occurrence;
    // Only an item that is one record has a key.
    if (recordKey !== undefined && !unseen.delete(recordKey)) duplicates += 1;
    else fresh.push(decided);
  }
  return { batch, fresh, duplicates };
}

async function storeIncidents(
  tx: SqlRunner,
  groups: readonly IncidentGroup[],
  now: number,
  parts: FlushParts,
): Promise<string[]> {
  if (groups.length === 0) return [];
  const sorted = groups.toSorted((a, b) => (a.identity < b.identity ? -1 : 1));
  const mutes = await mutesInForce(tx, now);
  const upserted = await upsertIncidents(
    tx,
    sorted.map((group) => incidentRow(group, muteOfGroup(group, mutes), { id: parts.newId(), at: now })),
  );
  const byIdentity = new Map(upserted.map((row) => [row.identity, row]));
  const stored = sorted.flatMap((group) => {
    const row = byIdentity.get(group.identity);
    return row === undefined ? [] : [{ group, row }];
  });
  await countHosts(
    tx,
    stored.flatMap(({ group, row }) =>
      [...group.hosts.values()].map(({ host, count }) => ({ incident_id: row.id, host, n: count, at: now })),
    ),
  );
  await addNotes(
    tx,
    stored.flatMap(({ row }) => noteOf(row, now)),
  );
  await storeCards(tx, stored, now, parts);
  return stored.map(({ row }) => row.id);
}

interface Stored {
  group: IncidentGroup;
  row: Upserted;
}

function incidentRow(
  { gravest, count, identity, heldUntil }: IncidentGroup,
  mute: StoredMute | undefined,
  { id, at }: { id: string; at: number },
): IncidentRow {
  const { occurrence, route, source } = gravest;
  const { eventKey, entryKey = null, caseId = null, provider = null, eventId = null } = occurrence;
  const { verdict, level = null, host = null, vm = null, sample } = occurrence;
  return {
    id,
    identity,
    event_key: eventKey,
    entry_key: entryKey,
    case_id: caseId,
    provider,
    event_id: eventId,
    verdict,
    verdict_rank: rankOf(verdict),
    level,
    host,
    host_key: host === null ? null : placeKey(host),
    vm,
    source,
    sample: JSON.stringify(boundedSample(sample)),
    state: mute === undefined ? 'open' : 'muted',
    mute_id: mute?.id ?? null,
    held_until: heldUntil ?? null,
    at,
    count,
    shadow: route.shadow ? 1 : 0,
  };
}

function muteOfGroup({ identity, gravest }: IncidentGroup, mutes: readonly StoredMute[]): StoredMute | undefined {
  const { eventKey, host } = gravest.occurrence;
  const subjects = { incident: identity, event: eventKey, host: host === undefined ? undefined : placeKey(host) };
  let longest: StoredMute | undefined;
  for (const mute of mutes) {
    if (mute.subject === subjects[mute.scope] && (longest === undefined || mute.until > longest.until)) longest = mute;
  }
  return longest;
}

function noteOf(row: Upserted, at: number): NewNote[] {
  const note = { incidentId: row.id, revision: row.revision, at, actor: SYSTEM };
  if (row.revision === 1)
    return [{ ...note, kind: 'opened', ...(row.former_id !== null && { detail: { former: row.former_id } }) }];
  if (row.verdict_rev !== row.revision) return [];
  return [{ ...note, kind: 'raised', detail: { from: row.verdict_before ?? '', to: row.verdict } }];
}

async function storeCards(
  tx: SqlRunner,
  stored: readonly Stored[],
  now: number,
  { newId, threadMs, lately }: FlushParts,
): Promise<void> {
  // Cards stand in the order in which their incidents arose.
  const asArisen = stored.toSorted((a, b) => a.group.place - b.group.place);
  const wanted = asArisen.flatMap(({ group, row }) => {
    const hidden = isHidden(row, now);
    // What is hidden changes nothing on a card that is there.
    if (hidden && row.revision > 1) return [];
    return [...group.channels.values()].map((channel) => ({ group, row, hidden, channel, id: newId() }));
  });
  const roots = new Map<string, RootRow>();
  for (const { group, row, hidden, channel, id } of wanted) {
    const throttle = channel.mode === 'thread' ? threadMs : channel.throttleMs;
    if (throttle === undefined || hidden || row.revision > 1) continue;
    const { eventKey } = group.gravest.occurrence;
    const key = `${channel.channel} ${eventKey}`;
    if (!roots.has(key))
      roots.set(key, { channel: channel.channel, event_key: eventKey, card_id: id, at: now, until: now + throttle });
  }
  const found = await threadRoots(tx, [...roots.values()], now);
  // Several flushes of one moment keep their order, too.
  const firstTurn = Math.max(turnOf(now, 0), lately.lastTurn + 1);
  lately.lastTurn = firstTurn + wanted.length;
  const cards = wanted.map(({ group, row, hidden, channel, id }, i): NewCard => {
    const root = row.revision > 1 ? undefined : found.get(`${channel.channel} ${group.gravest.occurrence.eventKey}`);
    const joins = root !== undefined && root !== id && !hidden && joinsThreads(channel);
    return {
      id,
      incident_id: row.id,
      channel: channel.channel,
      lang: channel.lang,
      wanted_rev: hidden ? 0 : row.revision,
      turn: firstTurn + i,
      thread_of: joins ? root : null,
      shadow: group.gravest.route.shadow,
      at: now,
    };
  });
  await wantCards(tx, cards);
  // Channels that an earlier occurrence went to, and this one did not.
  const changed = stored.filter(({ row }) => row.revision > 1 && !isHidden(row, now));
  await raiseCards(
    tx,
    changed.map(({ row }) => ({ id: row.id, revision: row.revision, hidden: false })),
  );
}

function joinsThreads({ mode, throttleMs }: { mode: string; throttleMs?: number | undefined }): boolean {
  return mode === 'thread' || throttleMs !== undefined;
}

/** Names written within `everyMs`, bounded. */
class RecentlyWritten {
  readonly #at = new Map<string, number>();
  readonly #everyMs: number;
  readonly #most: number;

  constructor(everyMs: number, most: number) {
    this.#everyMs = everyMs;
    this.#most = most;
  }

  stale(names: Iterable<string>, now: number): string[] {
    return [...names].filter((name) => now - (this.#at.get(name) ?? -Infinity) >= this.#everyMs);
  }

  wrote(names: readonly string[], now: number): void {
    if (this.#at.size + names.length > this.#most) this.#at.clear();
    for (const name of names) this.#at.set(name, now);
  }
}

export interface Lately {
  kinds: RecentlyWritten;
  sources: RecentlyWritten;
  /** Of the last card. */
  lastTurn: number;
}

const KINDS_EVERY_MS = 600_000;
const SOURCES_EVERY_MS = 5000;
const MOST_REMEMBERED = 50_000;

export function createLately(): Lately {
  return {
    kinds: new RecentlyWritten(KINDS_EVERY_MS, MOST_REMEMBERED),
    sources: new RecentlyWritten(SOURCES_EVERY_MS, MOST_REMEMBERED),
    lastTurn: 0,
  };
}
