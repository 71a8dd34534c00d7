/** What is told of a file around the card of its findings: its name, how many events, what is not known, what was lost. */
import type { Block } from '../../src/card/card.ts';
import type { FileSummary } from '../../src/chat/answer-context.ts';
import { fileCard } from '../../src/chat/file-card.ts';
import { harmless } from '../../src/chat/harmless.ts';
import { nameAndTitle } from '../../src/chat/one-text.ts';
import type { Lang } from '../../src/lang.ts';
import type { Element, Line } from './adaptive.ts';
import { bold, rich } from './elements.ts';
import { factLine, listPart, noteLines, part, type Place } from './card-parts.ts';
import { SHARES } from './limits.ts';
import { cutText } from './safe-text.ts';

export interface AroundFile {
  /** Before the findings: name and counts. */
  head: (place: Place) => Element[];
  /** After the findings: of what nothing is known. */
  tail: (place: Place) => Element[];
  foot: Line[];
  /** Begins the text of the card. */
  says: string;
  /** The head says all there is to say. */
  isTold: boolean;
}

/** @param found how many findings the card shows: without one, that nothing is known of the file is said once */
export function aroundFile(file: FileSummary, { lang, found }: { lang: Lang; found: number }): AroundFile {
  const card = fileCard(file, lang);
  return {
    head: (place) => card.head.flatMap((block) => headElements(block, place)),
    tail: (place) => card.head.flatMap((block) => unknownElements(block, place)),
    foot: card.foot.flatMap(noteLines).slice(0, SHARES.notes),
    says: `${cutText(harmless(file.name), SHARES.who)}: `,
    isTold: found === 0 && file.events > 0,
  };
}

function headElements(block: Block, place: Place): Element[] {
  if (block.type === 'title') return [rich([{ ...bold(nameAndTitle(block)), size: 'Large' }])];
  if (block.type !== 'facts') return [];
  return part(block.rows.map(factLine), { heading: block.heading, most: SHARES.facts, tight: true }, place);
}

function unknownElements(block: Block, place: Place): Element[] {
  return block.type === 'list' && block.part === 'unknown' ? listPart(block, SHARES.unknown, place) : [];
}
