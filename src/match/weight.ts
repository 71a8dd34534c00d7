/** How much text a message has, so that Japanese and Latin letters can be held to one threshold. */

/** A Japanese character says about as much as two Latin letters. */
const WIDE_FROM = 0x3040;
const WIDE_WEIGHT = 2;

/** Weight of a folded text in Latin letters. */
export function letterWeight(folded: string): number {
  let weight = 0;
  for (let i = 0; i < folded.length; i++) weight += folded.charCodeAt(i) >= WIDE_FROM ? WIDE_WEIGHT : 1;
  return weight;
}
