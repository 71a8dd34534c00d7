/** A number without a source: which entries it could be. Never a verdict, unless a known text of that ID stands beside it. */
import type { ReadEvent } from '../event/event.ts';
import type { Entry } from '../knowledge/knowledge.ts';
import { FoldedText } from '../text/fold.ts';
import { keysOf } from './by-text.ts';
import { coverage } from './coverage.ts';
import { entriesOfIdentifier } from './identity.ts';
import { asMatch } from './make-match.ts';
import type { Match } from './match.ts';
import type { MatchIndexes } from './indexes.ts';

const TEXT_BESIDE_A_NUMBER = 0.5;

export function matchById(read: ReadEvent, indexes: MatchIndexes): Match[] {
  const textual = byTextOfThatId(read, indexes);
  if (textual) return [textual];
  const entries = entriesFor(read, indexes);
  if (entries.length > 0) {
    return [
      asMatch.candidates(
        read,
        entries.map((entry) => ({ entry, score: levelAgrees(read, entry) ? 1 : 0.5 })),
      ),
    ];
  }
  return [asMatch.unknown(read, {}, indexes)];
}

/** ID and text agree, only the source is missing: as good as a header. */
function byTextOfThatId(read: ReadEvent, indexes: MatchIndexes): Match | undefined {
  const { event } = read;
  if (!event.message) return undefined;
  const message = new FoldedText(event.message);
  const { hits, truncated } = indexes.templates.find(message);
  const hit = hits.find(({ owners }) => owners.every((owner) => owner.eventId === event.eventId));
  const owner = hit?.owners[0];
  if (!hit || !owner || keysOf(hit).size > 1) return undefined;
  if (coverage(message, [hit]) < TEXT_BESIDE_A_NUMBER) return undefined;
  return asMatch.ofHit(read, { hit, owner, tier: 'header-and-text', truncated }, indexes);
}

function entriesFor({ event }: ReadEvent, { catalog }: MatchIndexes): readonly Entry[] {
  if (event.eventId === undefined) return [];
  if (event.qualifiers === undefined) return catalog.entriesOfId(event.eventId);
  return entriesOfIdentifier(event.eventId, event.qualifiers, catalog);
}

function levelAgrees({ event }: ReadEvent, entry: Entry): boolean {
  return event.level === undefined || entry.level === undefined || event.level === entry.level;
}
