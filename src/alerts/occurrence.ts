/** Intake item -> occurrences: read, matched and judged, with what the incident needs. */
import type { Answerer } from '../answer.ts';
import type { EventDatum, Level, WindowsEvent } from '../event/event.ts';
import { LEVELS } from '../event/event.ts';
import type { Finding, FindingVerdict } from '../finding.ts';
import type { Lang } from '../lang.ts';
import type { IntakeEvent } from './alerts.ts';
import { eventKeyOf, identityOf, recordKeyOf, storable } from './event-key.ts';

/** Enough to tell the event again in either language; bounded. */
export interface Sample {
  event: WindowsEvent;
  /** The item was mere text; the event is what could be read of this finding. */
  text?: string;
}

/** What knowledge says of an event, wherever it was logged. */
export interface Judged {
  eventKey: string;
  entryKey?: string;
  caseId?: string;
  provider?: string;
  eventId?: number;
  verdict: FindingVerdict;
  level?: Level;
  silenced: boolean;
  /** Hostile text, bounded. */
  vm?: string;
  /** The VM's ID, or its name when that is all there is. */
  vmKey?: string;
}

export interface Occurrence extends Judged {
  /** Position of the item in its batch. */
  item: number;
  identity: string;
  /** Hostile text, bounded. */
  host?: string;
  recordKey?: string;
  sample: Sample;
}

const MOST = { name: 255, message: 16_384, value: 1024, values: 64, text: 16_384, findings: 64 } as const;
/** Storms repeat themselves: what was judged lately is not judged again. */
const REMEMBERED = 4096;
const MOST_OF_A_KEY = 4096;

export interface EventJudge {
  occurrences(item: IntakeEvent, index: number): Occurrence[];
}

/** @param answerer in force; what is remembered goes when another one takes over */
export function createEventJudge(answerer: () => Answerer): EventJudge {
  let remembered = new Map<string, Judged>();
  let of: Answerer | undefined;

  const judge = (event: WindowsEvent, current: Answerer): Judged => {
    const { provider, eventId, qualifiers, level, channel, message, data, culture } = event;
    const key = JSON.stringify([provider, eventId, qualifiers, level, channel, message, data, culture]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const judged = judgedOf(current.tellEvent(event, 'en'), event);
    if (key.length > MOST_OF_A_KEY) return judged;
    // Not the least recently used, but the oldest half goes: no work on a hit.
    if (remembered.size >= REMEMBERED) remembered = new Map([...remembered].slice(REMEMBERED / 2));
    remembered.set(key, judged);
    return judged;
  };

  return {
    occurrences(item, index) {
      const current = answerer();
      if (current !== of) {
        of = current;
        remembered = new Map();
      }
      if (item.text !== undefined) return ofText(item, index, current);
      return [occurrence(judge(item.event, current), index, { event: item.event })];
    },
  };
}

/** The finding of a sample, told in `lang` with the knowledge in force. */
export function tellSample(
  { event, text }: Sample,
  { eventKey, lang }: { eventKey: string; lang: Lang },
  answerer: Answerer,
): Finding {
  if (text === undefined) return answerer.tellEvent(event, lang);
  const { findings } = answerer.answer(text, { lang });
  return (
    findings.find((finding) => eventKeyOf(finding, { message: text }) === eventKey) ??
    findings[0] ??
    answerer.tellEvent(event, lang)
  );
}

/** The findings of one item with the event of each, as a preview shows them. */
export function findingsOf(
  { event, text }: IntakeEvent,
  lang: Lang,
  answerer: Answerer,
): { event: WindowsEvent; finding: Finding }[] {
  const findings = text === undefined ? [] : answerer.answer(text, { lang }).findings.slice(0, MOST.findings);
  if (text === undefined || findings.length === 0) {
    const whole = text === undefined ? event : { ...event, message: event.message ?? text };
    return [{ event: whole, finding: answerer.tellEvent(whole, lang) }];
  }
  return findings.map((finding) => ({ event: { ...event, ...readIn(finding), message: text }, finding }));
}

export function judgedOf(finding: Finding, event: WindowsEvent): Judged {
  const { kind, key, verdict, provider, eventId, inserts } = finding;
  const level = LEVELS.find((one) => one === finding.level);
  const vm = insertOf(inserts, 'vm') ?? insertOf(inserts, 'vmid');
  const vmKey = insertOf(inserts, 'vmid') ?? vm;
  return {
    eventKey: eventKeyOf(finding, event),
    ...(kind === 'known' && key !== undefined && { entryKey: key }),
    ...(finding.case !== undefined && { caseId: finding.case }),
    ...(provider !== undefined && { provider: storable(provider, MOST.name) }),
    ...(eventId !== undefined && { eventId }),
    verdict: kind === 'known' ? verdict : 'unknown',
    ...(level !== undefined && { level }),
    silenced: finding.silenced === true,
    ...(vm !== undefined && { vm }),
    ...(vmKey !== undefined && { vmKey }),
  };
}

export function occurrence(judged: Judged, item: number, { event, text }: Sample): Occurrence {
  const host = event.computer === undefined ? '' : storable(event.computer, MOST.name).trim();
  const recordKey = recordKeyOf(event);
  return {
    ...judged,
    item,
    identity: identityOf(judged.eventKey, { host, vm: judged.vmKey }),
    ...(host !== '' && { host }),
    ...(recordKey !== undefined && { recordKey }),
    sample: { event, ...(text !== undefined && { text }) },
  };
}

/** What is stored: a bounded event of characters that both engines keep. */
export function boundedSample({ event, text }: Sample): Sample {
  const { provider, level, channel, computer, time, message, data, culture, eventId, qualifiers, recordId } = event;
  const kept = Object.entries({ provider, channel, computer, time, culture }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, storable(value, MOST.name)]],
  );
  return {
    event: {
      ...Object.fromEntries(kept),
      ...(eventId !== undefined && { eventId }),
      ...(qualifiers !== undefined && { qualifiers }),
      ...(recordId !== undefined && { recordId }),
      ...(level !== undefined && { level }),
      ...(message !== undefined && { message: storable(message, MOST.message) }),
      ...(data !== undefined && { data: data.slice(0, MOST.values).map(boundedDatum) }),
    },
    ...(text !== undefined && { text: storable(text, MOST.text) }),
  };
}

function boundedDatum({ name, value }: EventDatum): EventDatum {
  return { ...(name !== undefined && { name: storable(name, MOST.name) }), value: storable(value, MOST.value) };
}

function ofText(item: IntakeEvent, index: number, answerer: Answerer): Occurrence[] {
  const { text } = item;
  const found = findingsOf(item, 'en', answerer).flatMap(({ event, finding }) => {
    const one = occurrence(judgedOf(finding, event), index, { event, ...(text !== undefined && { text }) });
    // "Three of these" in one text are three occurrences.
    return Array.from({ length: Math.min(finding.count, MOST.findings) }, () => one);
  });
  if (found.length === 1) return found;
  // Several events in one record: the record tells them no more apart.
  for (const one of found) delete one.recordKey;
  return found;
}

function readIn({ provider, eventId, level, computer, time, channel }: Finding): WindowsEvent {
  const known = LEVELS.find((one) => one === level);
  return {
    ...(provider !== undefined && { provider }),
    ...(eventId !== undefined && { eventId }),
    ...(known !== undefined && { level: known }),
    ...(computer !== undefined && { computer }),
    ...(time !== undefined && { time }),
    ...(channel !== undefined && { channel }),
  };
}

function insertOf(inserts: Readonly<Record<string, string>>, name: string): string | undefined {
  const value = Object.hasOwn(inserts, name) ? storable(inserts[name] ?? '', MOST.name).trim() : '';
  return value === '' ? undefined : value;
}
