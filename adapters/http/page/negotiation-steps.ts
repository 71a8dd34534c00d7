/** The course of a negotiation as steps between two lanes: the same rules as src/verdict/negotiation.ts tells in sentences. */
import type { Entry } from '../../../src/knowledge/knowledge.ts';
import type { Protocol } from '../../../src/knowledge/schema.ts';
import { negotiationCourse, offer } from '../../../src/verdict/negotiation.ts';
import { compareVersions, formatVersion, isListed, type Version } from '../../../src/verdict/versions.ts';

export type Lane = 'guest' | 'host';

export interface Step {
  kind: 'proposes' | 'refuses' | 'accepts' | 'next' | 'unclear';
  from: Lane;
  /** `3.2`; absent where the event names none. */
  version?: string;
  /** The step at which this event is logged, and by whom. */
  logged?: Lane;
  /** Follows by the protocol; the event does not show it. */
  foreseen?: boolean;
}

export interface Course {
  steps: Step[];
  /** What each side speaks, where the event tells. */
  versions: Partial<Record<Lane, Version>>;
  protocol: Protocol;
  /** The same as sentences. */
  sentences: { en: string; ja: string }[];
}

/** Undefined when the values do not tell a course. */
export function courseOf(
  entry: Entry,
  inserts: ReadonlyMap<string, string>,
  protocols: ReadonlyMap<string, Protocol>,
): Course | undefined {
  const sentences = negotiationCourse(entry, inserts, protocols);
  const protocol = entry.negotiation && protocols.get(entry.negotiation.protocol);
  if (sentences.length === 0 || !protocol) return undefined;
  const guest = offer(entry.negotiation?.guest, inserts, protocol);
  const host = offer(entry.negotiation?.host, inserts, protocol);
  const versions = { ...(guest && { guest }), ...(host && { host }) };
  return { steps: stepsOf(entry, versions, protocol), versions, protocol, sentences };
}

function stepsOf(entry: Entry, { guest, host }: Course['versions'], protocol: Protocol): Step[] {
  const logged = loggedBy(entry);
  if (!guest) return [{ kind: 'proposes', from: 'guest' }, { kind: 'refuses', from: 'host', logged }, NEXT];
  const proposal: Step = { kind: 'proposes', from: 'guest', version: formatVersion(guest) };
  if (!host) return [proposal, { kind: 'refuses', from: 'host', logged }, NEXT];
  const isNewer = (compareVersions(guest, host) ?? 0) > 0;
  if (!isNewer) {
    if (entry.negotiation?.outcome === 'accepted') return [proposal, { kind: 'accepts', from: 'host', logged }];
    return [proposal, { kind: 'refuses', from: 'host', logged }, { kind: 'unclear', from: 'guest' }];
  }
  const refusal: Step = { kind: 'refuses', from: 'host', logged };
  if (!isListed(host, protocol)) return [proposal, refusal, NEXT];
  return [
    proposal,
    refusal,
    { kind: 'proposes', from: 'guest', version: formatVersion(host), foreseen: true },
    { kind: 'accepts', from: 'host', foreseen: true },
  ];
}

const NEXT: Step = { kind: 'next', from: 'guest', foreseen: true };

function loggedBy({ side }: Entry): Lane {
  return side === 'guest' ? 'guest' : 'host';
}
