/** Long batches in parts, so that others have their turn between two of them. */
import type { IntakeEvent } from './alerts.ts';

/** UTF-16 units of texts and messages in a part; judging them takes some 0.1 s at worst. */
const MOST_UNITS = 64 * 1024;

/** Parts of at most `most` items, and of not much more text than is judged in a moment. */
export function* inParts(items: readonly IntakeEvent[], most: number): Generator<readonly IntakeEvent[]> {
  let from = 0;
  let units = 0;
  for (const [i, { event, text }] of items.entries()) {
    units += (text ?? event.message ?? '').length;
    if (i + 1 - from < most && units < MOST_UNITS) continue;
    yield items.slice(from, i + 1);
    from = i + 1;
    units = 0;
  }
  if (from < items.length) yield items.slice(from);
}
