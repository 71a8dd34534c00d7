/** What was read, and what explains the answer: decoded values stand open, the rest opens with a button. */
import type { Block, FindingCard } from '../../src/card/card.ts';
import { word } from '../../src/chat/card-words.ts';
import type { Action, Element } from './adaptive.ts';
import { factLine, listPart, part, type Place } from './card-parts.ts';
import { buttons, container } from './elements.ts';
import { SHARES } from './limits.ts';

/** Values that are decoded are worth reading; the others are folded. */
export function factElements(
  { heading: words, rows }: Extract<Block, { type: 'facts' }>,
  { decoded, place }: { decoded: boolean; place: Place },
) {
  const chosen = rows.filter(({ meaning }) => (meaning !== undefined) === decoded);
  return part(
    chosen.map(factLine),
    { heading: words, most: decoded ? SHARES.decoded : SHARES.facts, tight: true },
    place,
  );
}

const DETAILS = 'hvDetails';
const COURSE = 'hvCourse';

/** What explains the answer, for those who open it: the course of a negotiation, and why this answer. */
export function foldedElements({ blocks }: FindingCard, place: Place): Element[] {
  const details = blocks.flatMap((block): Element[] => {
    if (block.type === 'facts') return factElements(block, { decoded: false, place });
    if (block.type !== 'list') return [];
    if (block.part === 'evidence') return listPart(block, SHARES.evidence, place);
    return block.part === 'occurrences' ? listPart(block, SHARES.occurrences, place) : [];
  });
  return [
    ...blocks.flatMap((block) => courseElements(block, place)),
    ...folded(DETAILS, word('card.folded', place.lang), details),
  ];
}

/** How a negotiation went: its heading is the button. */
function courseElements(block: Block, place: Place): Element[] {
  if (block.type !== 'list' || block.part !== 'course') return [];
  return folded(COURSE, block.heading, listPart({ ...block, heading: '' }, SHARES.course, place));
}

/** Elements that stay closed until they are wanted. */
export function folded(id: string, title: string, items: Element[]): Element[] {
  if (items.length === 0) return [];
  const toggle: Action = { type: 'Action.ToggleVisibility', title: `▾ ${title}`, targetElements: [id] };
  return [
    ...buttons([toggle], 'Small'),
    container(items, { id, style: 'emphasis', isVisible: false, spacing: 'Small' }),
  ];
}
