/**
 * The shape of every file in `knowledge/`. zod is the only source: types are inferred under the same name, and the JSON
 * Schema that editors use is generated from here (`hvevent kb schema`).
 */
import { z } from 'zod';
import { LEVELS } from '../event/event.ts';
import { LANGS, type Localized } from '../lang.ts';

const text = z.string().trim().min(1);
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}$/, 'use lower-case letters, digits and hyphens');

/** A text in both languages; neither may be missing. */
export const LocalizedText = z.strictObject({ en: text, ja: text });

export const Verdict = z.enum(['ignore', 'conditional', 'action', 'info', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

/** What a case may say. `conditional` and `unknown` are never written: they come from judging. */
export const CaseVerdict = z.enum(['ignore', 'action', 'info']);

const Level = z.enum(LEVELS);
const LangTag = z.enum(LANGS);

/** `0xC0060005` */
const Identifier = z.string().regex(/^0x[0-9A-Fa-f]{8}$/, 'write the 32-bit identifier as 0x and eight hex digits');

/**
 * Windows' own text. Inserts are written `{name}`; `{{` and `}}` are literal braces.
 * `id` lets a case demand this very text; `identifier` is the 32-bit identifier that prints it.
 */
export const Message = z.strictObject({
  id: slug.optional(),
  lang: LangTag,
  text,
  identifier: Identifier.optional(),
  /** Who prints this wording, where several exist: a name that both languages use ("Windows Server 2008"), or one for each. */
  wording: z.union([text, LocalizedText]).optional(),
});
export type Message = z.infer<typeof Message>;

/** The name of insert %n; `also` lists the names that event XML gives to the same datum. */
export const Parameter = z.union([
  slug.transform((name) => ({ name, also: [] as string[] })),
  z.strictObject({ name: slug, also: z.array(text).default([]) }),
]);
export type Parameter = z.infer<typeof Parameter>;

/** All conditions of a case must hold; each is true, false or "cannot tell" (the insert was not in the text, nobody has answered). */
export const Condition = z.union([
  /** The insert is there and empty / not empty. */
  z.strictObject({ insert: slug, is: z.enum(['empty', 'notEmpty']) }),
  /** The insert is one of these values, compared in the comparison form (case, width, blanks and punctuation do not count). */
  z.strictObject({ insert: slug, equals: z.union([text, z.array(text).min(1)]) }),
  /** The insert is one of these codes, however it is printed (hex, signed or unsigned decimal, %%n). */
  z.strictObject({ insert: slug, code: z.union([text, z.array(text).min(1)]) }),
  /** The insert, read as a version of a protocol in protocols.yaml, against another insert or a version. */
  z.strictObject({
    insert: slug,
    protocol: slug,
    is: z.enum(['newer', 'older', 'same']),
    than: z.union([z.strictObject({ insert: slug }), z.strictObject({ version: text })]),
  }),
  /** The level that the event's header says. */
  z.strictObject({ level: z.union([Level, z.array(Level).min(1)]) }),
  /** The log that the event's header says. */
  z.strictObject({ channel: z.union([text, z.array(text).min(1)]) }),
  /** The text that was found is the message with this `id`. */
  z.strictObject({ message: slug }),
  /** A question of this entry, answered by a person. */
  z.strictObject({ ask: slug, answer: z.enum(['yes', 'no']).default('yes') }),
]);
export type Condition = z.infer<typeof Condition>;

export const Case = z.strictObject({
  id: slug,
  /** The first case whose conditions all hold decides. No conditions: always. */
  when: z.array(Condition).default([]),
  verdict: CaseVerdict,
  trigger: LocalizedText,
  explanation: LocalizedText,
  action: LocalizedText,
  /** Ids in references.yaml that support the verdict. */
  references: z.array(slug).default([]),
});
/** A case of an entry; what a local directory says of it is set by the loader and can stand in no file. */
export type Case = z.infer<typeof Case> & LocalMarks;

export interface LocalMarks {
  /** The case comes from a local directory; `reason` is absent where the whole entry does. */
  local?: { reason?: Localized };
  /** Alerts do not report what this case decides; why. The verdict stays. */
  silenced?: Localized;
}

/** The loader keeps every YAML value as the text that was written. */
const YesNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((written) => written === 'true')]);

/** Executed by the tests: `text` must hit exactly this entry and this case (`none`: no case holds; `open`: cannot be told). */
export const Sample = z.strictObject({
  text,
  case: z.union([slug, z.literal('none'), z.literal('open')]),
  /** Answers to the entry's questions, for the samples that need a person. */
  answers: z.record(slug, z.enum(['yes', 'no'])).default({}),
  /** Windows' text of this event is not known here: the sample shows header and data only. */
  headerOnly: YesNo.default(false),
});
export type Sample = z.infer<typeof Sample>;

/**
 * A reference of an entry: which source, and what it supports there. `upTo` is the widest that it says of this event: `ignore` (it may
 * be ignored whenever it comes), `conditional` (under a condition), `action` or `info` (never that it may be ignored).
 */
export const Citation = z.strictObject({
  source: slug,
  supports: text,
  upTo: z.enum(['ignore', 'conditional', 'action', 'info']).optional(),
});
export type Citation = z.infer<typeof Citation>;

/** Releases in the spelling that cards print. */
export const Release = z.enum([
  'W2000',
  'XP',
  'WS2003',
  'WS2008',
  'Vista',
  'WS2008R2',
  'WS2008R2SP1',
  'Win7',
  'Win7SP1',
  'WS2012',
  'Win8',
  'WS2012R2',
  'Win8.1',
  'WS2016',
  'Win10',
  'WS2019',
  'WS2022',
  'Win11',
  'WS2025',
]);

/** Key of an entry: `vmsmp/26`. */
const entryKey = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'write a key such as storvsp/5');

const entryFields = {
  title: LocalizedText,
  /** status/ only, and required there: what prints the message, such as Get-VMIntegrationService. */
  source: text.optional(),
  level: Level.optional(),
  channel: text.optional(),
  side: z.enum(['host', 'guest', 'both']),
  appliesTo: z.array(Release).min(1),
  /** What the person sees, in plain words. */
  symptom: LocalizedText,
  messages: z.array(Message).default([]),
  /** Names of %1, %2, … and of named data. */
  parameters: z.array(Parameter).default([]),
  /** Inserts that hold a version of a protocol or a code, so that cards decode them. */
  decode: z.record(slug, z.union([z.literal('code'), z.strictObject({ protocol: slug })])).default({}),
  /**
   * The protocol whose negotiation explains the event, and which inserts hold the two offers. `outcome`: what the event
   * reports of an older guest, a refusal or an accepted older version; without it that course is not told.
   */
  negotiation: z
    .strictObject({
      protocol: slug,
      guest: slug.optional(),
      host: slug.optional(),
      outcome: z.enum(['refused', 'accepted']).optional(),
    })
    .optional(),
  /** Facts only a person knows. */
  questions: z.record(slug, LocalizedText).default({}),
  cases: z.array(Case).default([]),
  /** Shown when no case holds: what that means and what to look at. Never a verdict. */
  otherwise: z.strictObject({ explanation: LocalizedText, action: LocalizedText }).optional(),
  /** How people describe it in a few words; the search for short queries looks here. */
  phrases: z.strictObject({ en: z.array(text), ja: z.array(text) }).default({ en: [], ja: [] }),
  samples: z.array(Sample).min(1),
  notThis: z.array(text).default([]),
  /** Keys of related entries, shown as "see also". */
  seeAlso: z.array(entryKey).default([]),
  references: z.array(Citation).default([]),
  reviewed: z.iso.date(),
};

/** `knowledge/events/<provider slug>/<id>.yaml`; `knowledge/status/<name>.yaml` has the same shape. */
export const EntryFile = z.strictObject(entryFields);
export type EntryFile = z.infer<typeof EntryFile>;

/** The same place in a further directory, when the entry stands in an earlier one: only what the organisation sees differently. */
export const EntryChange = z.strictObject({
  /** Key of the entry, as the path says it: nobody changes an entry by accident. */
  extends: entryKey,
  /** Why; cards show it. */
  reason: LocalizedText,
  /** Further questions for the cases below. */
  questions: z.record(slug, LocalizedText).default({}),
  /** The id of a case of the entry replaces that case in its place; other cases are tried before all of the entry. */
  cases: z.array(Case).default([]),
  /** Ids of cases whose findings alerts do not report. Their verdicts stay. */
  silence: z.array(slug).default([]),
  /** At least one for each case; a sample of the entry that is written here again is judged by what is said here. */
  samples: z.array(Sample).default([]),
  notThis: z.array(text).default([]),
  references: z.array(Citation).default([]),
  reviewed: z.iso.date(),
});
export type EntryChange = z.infer<typeof EntryChange>;

/** `knowledge/providers.yaml` */
export const Provider = z.strictObject({
  /** Canonical name, as answers print it. */
  name: text,
  /** Folder under events/ and first half of the key. */
  slug,
  /** Names whose IDs mean the same. Case, blanks, hyphens and the prefix Microsoft-Windows- never need an alias. */
  aliases: z.array(text).default([]),
  /**
   * Spellings of its names that people also write before other numbers ("disk 1", "event log 6008"): in running text they are the
   * source only beside "event" or "ID". Blanks count: `event log` leaves `EventLog` a name.
   */
  everyday: z.array(text).default([]),
  guid: z.guid().optional(),
  channels: z.array(text).default([]),
  side: z.enum(['host', 'guest', 'both']),
  /** Slugs of providers that log the same matters under other IDs; only ever suggested. */
  related: z.array(slug).default([]),
});
export type Provider = z.infer<typeof Provider>;

export const ProvidersFile = z.strictObject({
  providers: z.array(Provider).default([]),
  /** Other Windows sources: an ID of theirs is never taken for ours, a typo is never corrected into or out of them. */
  foreign: z.array(text).default([]),
});
export type ProvidersFile = z.infer<typeof ProvidersFile>;

/** `knowledge/references.yaml`: sources that may be shown to users. */
export const Reference = z.strictObject({
  title: text,
  /** Title as the Japanese card prints it, where the document has one. */
  titleJa: text.optional(),
  url: z.httpUrl().optional(),
  publisher: text,
});
export type Reference = z.infer<typeof Reference>;
export const ReferencesFile = z.record(slug, Reference);

/** `knowledge/protocols.yaml` */
export const ProtocolVersion = z.strictObject({
  /** `3.2` or `6.1.7601.17514`; a trailing `.x` stands for any number. */
  version: z.string().regex(/^\d+(\.\d+){1,3}(\.x)?$/, 'write numbers with dots, such as 3.2 or 10.0.14393.x'),
  /** What this version belongs to, as cards print it; empty when no source names a release. */
  release: LocalizedText.optional(),
  confidence: z.enum(['high', 'medium', 'low']),
  note: text.optional(),
});
export type ProtocolVersion = z.infer<typeof ProtocolVersion>;

export const Protocol = z.strictObject({
  name: LocalizedText,
  /** How one integer holds major and minor: `32` = major << 16 | minor, `16` = major << 8 | minor, `none` = only dotted. */
  encoding: z.enum(['16', '32', 'none']),
  proposer: z.enum(['guest', 'host']).optional(),
  versions: z.array(ProtocolVersion).min(1),
  sources: z.array(text).min(1),
});
export type Protocol = z.infer<typeof Protocol>;
export const ProtocolsFile = z.record(slug, Protocol);

/** `knowledge/codes.yaml` */
export const Code = z.strictObject({
  /** `0xC000003A`; Win32 errors without severity as 0x00000490. */
  code: Identifier,
  kind: z.enum(['HRESULT', 'NTSTATUS', 'Win32']),
  symbol: z.string().regex(/^[A-Z][A-Za-z0-9_]+$/),
  meaning: LocalizedText,
  action: LocalizedText.optional(),
});
export type Code = z.infer<typeof Code>;
export const CodesFile = z.array(Code);

/** The loader keeps every YAML value as the text that was written. */
const BuildIndex = z.union([
  z.number().int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,4}$/, 'write the position of the build in `builds`, beginning with 0')
    .transform(Number),
]);

/** `knowledge/messages/<file>.yaml`: the message table of one binary, as `kb import-messages` writes it. */
export const MessageTable = z.strictObject({
  /** `storvsp.sys` */
  file: text,
  /** Slug of the provider that loads it. */
  provider: slug,
  lang: LangTag,
  source: text,
  builds: z.array(text).min(1),
  rows: z.array(
    z.strictObject({
      identifier: Identifier,
      text,
      /** Indexes into `builds`. */
      builds: z.array(BuildIndex).min(1),
    }),
  ),
});
export type MessageTable = z.infer<typeof MessageTable>;

const EventId = z.union([
  z.number().int().nonnegative().max(65535),
  z
    .string()
    .regex(/^(0|[1-9]\d{0,4})$/, 'write an event ID from 0 to 65535')
    .transform(Number)
    .refine((id) => id <= 65535, 'write an event ID from 0 to 65535'),
]);

/** An event of which only name and header are known; there is no advice for it. */
export const Identity = z.strictObject({
  id: EventId,
  /** As the event's header says; absent when no source states it. */
  level: Level.optional(),
  title: LocalizedText,
});

/** `knowledge/identities/<provider slug>.yaml`, sorted by id. */
export const IdentitiesFile = z.array(Identity);
export type IdentitiesFile = z.infer<typeof IdentitiesFile>;
