/** The public answer as zod, strict: a field that is not in the contract is a fault. */
import { z } from 'zod';
import { LEVELS } from '../src/event/event.ts';

const text = z.string();
const verdict = z.enum(['ignore', 'conditional', 'action', 'info', 'unknown']);
const inserts = z.record(text, text);

export const FindingSchema = z.strictObject({
  kind: z.enum(['known', 'candidates', 'similar', 'unknown']),
  provider: text.optional(),
  eventId: z.int().min(0).max(65_535).optional(),
  key: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)
    .optional(),
  verdict,
  case: text.min(1).optional(),
  level: z.enum(LEVELS).optional(),
  title: text.optional(),
  trigger: text.optional(),
  explanation: text.optional(),
  action: text.optional(),
  questions: z.array(z.strictObject({ id: text.min(1), text: text.min(1) })).optional(),
  inserts,
  evidence: z.array(text.min(1)).min(1),
  candidates: z
    .array(z.strictObject({ key: text, provider: text, eventId: z.int().optional(), title: text, verdict }))
    .optional(),
  confidence: z.number().min(0).max(1),
  count: z.int().positive(),
  references: z.array(z.strictObject({ title: text.min(1), url: z.httpUrl().optional() })),
  cases: z.array(z.strictObject({ id: text, verdict, trigger: text })).optional(),
  course: z.array(text.min(1)).optional(),
  appliesTo: z.array(text).optional(),
  side: z.enum(['host', 'guest', 'both']).optional(),
  seeAlso: z.array(z.strictObject({ key: text, title: text })).optional(),
  computer: text.optional(),
  time: text.optional(),
  channel: text.optional(),
  local: z.boolean().optional(),
  silenced: z.boolean().optional(),
  occurrences: z.array(inserts).max(20).optional(),
});

export const AnswerSchema = z.strictObject({
  lang: z.enum(['en', 'ja']),
  findings: z.array(FindingSchema).max(64),
  leftOut: z.strictObject({ characters: z.int(), events: z.int(), findings: z.int() }).optional(),
});
