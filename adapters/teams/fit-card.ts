/** Cards that are small enough: the largest of a few sizes that Teams takes. */
import type { TeamsCard } from './adaptive.ts';
import { LIMITS, SCALES } from './limits.ts';

/** @param draw the card with so much of each share, from 0 to 1 */
export function fitted(draw: (scale: number) => TeamsCard): TeamsCard {
  const [whole, ...smaller] = SCALES;
  let drawn = draw(whole);
  for (const scale of smaller) {
    if (cardLength(drawn) <= LIMITS.card) break;
    drawn = draw(scale);
  }
  return drawn;
}

/** UTF-16 units of the card on its way. */
function cardLength({ card }: Pick<TeamsCard, 'card'>): number {
  return JSON.stringify(card).length;
}
