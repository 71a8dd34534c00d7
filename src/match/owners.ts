/** Who prints a text that was found. */
import type { TemplateHit } from './template.ts';

/** Keys of all events that print this text. */
export function keysOf(hit: TemplateHit): Set<string> {
  return new Set(hit.owners.map((owner) => owner.key));
}
