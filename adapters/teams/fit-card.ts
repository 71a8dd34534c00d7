/** Cards that are small enough: the largest of a few sizes that Teams takes. */
import type { TeamsCard } from './adaptive.ts';
import { LIMITS, SCALES } from './limits.ts';

/** @param draw the card with so much of each share, from 0 to 1 */
export function fitted(draw: (scale: number) => TeamsCard): TeamsCard {
  let drawn = draw(1);
  for (const scale of SCALES) {
    drawn = draw(scale);
    if (cardLength(drawn) <= LIMITS.card) break;
  }
  return drawn;
}

/** UTF-16 units of the card on its way. */
export function cardLength({ card }: Pick<TeamsCard, 'card'>): number {
  return JSON.stringify(card).length;
}
