/** What buttons carry: ids, never state and never text of a paste. */
import { z } from 'zod';
import { LANGS, type Lang } from '../../src/lang.ts';

/** What a person can press; the `verb` of an Action.Execute. */
export const VERBS = [
  'answer',
  'lang',
  'helpful',
  'notHelpful',
  'human',
  'share',
  'suggest',
  'open',
  'choose',
  'all',
  'sendNotHelpful',
  'sendSuggest',
  'sendHuman',
] as const;
export type Verb = (typeof VERBS)[number];

/** Inputs of cards and forms; Teams adds what was chosen or typed to the data of the button, under these names. */
export const INPUTS = {
  /** The menu of a summary: the place of a finding. */
  pick: 'hvPick',
  reason: 'hvReason',
  note: 'hvNote',
  source: 'hvSource',
  eventId: 'hvEventId',
  message: 'hvMessage',
  advice: 'hvAdvice',
  reference: 'hvReference',
  ticket: 'hvTicket',
} as const;

const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Keys and question ids are slugs joined by slashes. */
const Slugs = z.string().regex(/^[a-z0-9-]{1,90}(?:\/[a-z0-9-]{1,90}){0,3}$/);
const Place = z.int().min(0).max(9999);

/** `f`: place of the finding in `answer.findings`, the order of the paste; absent: the whole answer. */
const about = { hv: z.literal(1), a: Id, f: Place.optional() };
const Wire = z.discriminatedUnion('do', [
  z.object({ do: z.literal('answer'), ...about, f: Place, q: Slugs, v: z.enum(['yes', 'no']) }),
  z.object({ do: z.literal('lang'), ...about, v: z.enum(LANGS) }),
  z.object({ do: z.literal('choose'), ...about, f: Place, v: Slugs }),
  z.object({
    do: z.enum([
      'helpful',
      'notHelpful',
      'human',
      'share',
      'suggest',
      'open',
      'all',
      'sendNotHelpful',
      'sendSuggest',
      'sendHuman',
    ]),
    ...about,
  }),
]);

/** What a button knows. */
export type ActionValue =
  | { do: 'answer'; answerId: string; index: number; questionId: string; yes: boolean }
  | { do: 'lang'; answerId: string; index?: number; lang: Lang }
  | { do: 'choose'; answerId: string; index: number; entryKey: string }
  | { do: Exclude<Verb, 'answer' | 'lang' | 'choose'>; answerId: string; index?: number };

/** The data of a button, JSON. */
export type ActionData = z.infer<typeof Wire>;

/** Undefined when something in it is no id of ours: then there is no such button. */
export function encodeAction(value: ActionValue): ActionData | undefined {
  return Wire.safeParse(wireOf(value)).data;
}

function wireOf(value: ActionValue): object {
  const { do: verb, answerId: a, index } = value;
  const wire = { hv: 1, do: verb, a, ...(index !== undefined && { f: index }) };
  switch (value.do) {
    case 'answer':
      return { ...wire, q: value.questionId, v: value.yes ? 'yes' : 'no' };
    case 'lang':
      return { ...wire, v: value.lang };
    case 'choose':
      return { ...wire, v: value.entryKey };
    default:
      return wire;
  }
}

const Picked = z.object({ [INPUTS.pick]: z.string().regex(/^\d{1,4}$/) });

/** Undefined for whatever is not ours: an older version, or a request that was made up. Inputs are read with their form. */
export function decodeAction(data: unknown): ActionValue | undefined {
  const wire = Wire.safeParse(data).data;
  if (wire === undefined) return undefined;
  const index = wire.f ?? pickedPlace(wire.do, data);
  const common = { answerId: wire.a, ...(index !== undefined && { index }) };
  switch (wire.do) {
    case 'answer':
      return { do: wire.do, answerId: wire.a, index: wire.f, questionId: wire.q, yes: wire.v === 'yes' };
    case 'lang':
      return { do: wire.do, ...common, lang: wire.v };
    case 'choose':
      return { do: wire.do, answerId: wire.a, index: wire.f, entryKey: wire.v };
    default:
      return { do: wire.do, ...common };
  }
}

function pickedPlace(verb: Verb, data: unknown): number | undefined {
  const picked = verb === 'open' ? Picked.safeParse(data).data : undefined;
  return picked === undefined ? undefined : Number(picked[INPUTS.pick]);
}
