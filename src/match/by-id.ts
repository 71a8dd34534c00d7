/** A number without a source: which entries it could be. Never a verdict, unless a known text of that ID stands beside it. */
import type { ReadEvent } from '../event/event.ts';
import type { Entry } from '../knowledge/knowledge.ts';
import type { OwnedTableText } from '../knowledge/texts.ts';
import { FoldedText } from '../text/fold.ts';
import { coverage } from './coverage.ts';
import { differs, entriesOfIdentifier } from './identity.ts';
import { asMatch } from './make-match.ts';
import type { Match } from './match.ts';
import type { MatchIndexes } from './indexes.ts';
import { keysOf } from './owners.ts';
import { isWrapped } from './wrapped.ts';

type TableRows = readonly [OwnedTableText, ...OwnedTableText[]];

const TEXT_BESIDE_A_NUMBER = 0.5;

export function matchById(read: ReadEvent, indexes: MatchIndexes): Match[] {
  const textual = byTextsOfThatId(read, indexes);
  if (textual.length > 0) return textual;
  const entries = entriesFor(read, indexes);
  if (entries.length > 0) {
    return [
      asMatch.candidates(
        read,
        entries.map((entry) => ({ entry, score: levelAgrees(read, entry) ? 1 : 0.5 })),
      ),
    ];
  }
  const rows = tableRowsFor(read, indexes);
  return [rows ? asMatch.ofTable(read, rows, indexes) : asMatch.unknown(read, {}, indexes)];
}

/** ID and text agree, only the source is missing: as good as a header. */
function byTextsOfThatId(read: ReadEvent, indexes: MatchIndexes): Match[] {
  const { event } = read;
  if (!event.message) return [];
  const message = new FoldedText(event.message);
  const { hits, truncated } = indexes.templates.find(message);
  const own = hits.filter(
    (hit) =>
      keysOf(hit).size === 1 &&
      hit.owners.every(({ eventId, qualifiers }) => {
        return eventId === event.eventId && !(qualifiers !== undefined && differs(event.qualifiers, qualifiers));
      }),
  );
  if (own.length === 0 || coverage(message, own) < TEXT_BESIDE_A_NUMBER) return [];
  const unsure = truncated || isWrapped(message, own, indexes.templates);
  return own.flatMap((hit) => {
    const [owner] = hit.owners;
    return owner ? [asMatch.ofHit(read, { hit, owner, tier: 'header-and-text', truncated: unsure }, indexes)] : [];
  });
}

function entriesFor({ event }: ReadEvent, { catalog }: MatchIndexes): readonly Entry[] {
  if (event.eventId === undefined) return [];
  if (event.qualifiers === undefined) return catalog.entriesOfId(event.eventId);
  return entriesOfIdentifier(event.eventId, event.qualifiers, catalog);
}

/** The texts that message tables print under this very 32-bit identifier, if all are of one event. */
function tableRowsFor({ event }: ReadEvent, { catalog }: MatchIndexes): TableRows | undefined {
  if (event.eventId === undefined || event.qualifiers === undefined) return undefined;
  const [first, ...rest] = catalog.tableTextsOfIdentifier(event.eventId, event.qualifiers);
  return first && rest.every(({ key }) => key === first.key) ? [first, ...rest] : undefined;
}

function levelAgrees({ event }: ReadEvent, entry: Entry): boolean {
  return event.level === undefined || entry.level === undefined || event.level === entry.level;
}
