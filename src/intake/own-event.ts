/** Our own JSON of an event: the fields of WindowsEvent, for scripts that know what they send. */
import { z } from 'zod';
import { LEVELS, type WindowsEvent } from '../event/event.ts';
import type { JsonObject } from './payload.ts';

const text = z.string('must be a text');
const half = z.int('must be a whole number').min(0, 'must not be below 0').max(0xffff, 'must not be above 65535');

const OwnEvent = z.strictObject({
  provider: text.optional(),
  eventId: half.optional(),
  qualifiers: half.optional(),
  level: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).optional(),
  channel: text.optional(),
  computer: text.optional(),
  time: text.optional(),
  recordId: z.int('must be a whole number').min(0, 'must not be below 0').optional(),
  message: text.optional(),
  data: z
    .array(
      z.strictObject({ name: text.optional(), value: text }, 'must have a "value"'),
      'must be a list of {name?, value}',
    )
    .optional(),
  culture: text.optional(),
});
const KEYS: ReadonlySet<string> = new Set(Object.keys(OwnEvent.shape));

/** Whether all keys are ours, and they say which event. */
export function isOwnEvent(object: JsonObject): boolean {
  const keys = Object.keys(object);
  return (
    keys.every((key) => KEYS.has(key)) && (keys.includes('eventId') || (keys.includes('provider') && keys.length > 1))
  );
}

export function readOwnEvent(object: JsonObject): { event: WindowsEvent } | { error: string } {
  const present = Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
  const checked = OwnEvent.safeParse(present);
  if (checked.success) return { event: checked.data };
  const [issue] = checked.error.issues;
  // The path is made of our own keys and numbers.
  return { error: `"${issue?.path.join('.') ?? ''}" ${issue?.message ?? 'is not allowed'}.` };
}
