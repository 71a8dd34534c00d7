/** The public answer (JSON): what every adapter gets and every card is made of. */
import type { Lang } from './lang.ts';

/** No finding: nothing that looks like an event. */
export interface Answer {
  lang: Lang;
  findings: Finding[];
  /** What the limits left out; absent when nothing was. */
  leftOut?: { characters: number; events: number; findings: number };
}

export type FindingKind = 'known' | 'candidates' | 'similar' | 'unknown';
export type FindingVerdict = 'ignore' | 'conditional' | 'action' | 'info' | 'unknown';

export interface Question {
  /** `vmsmp/26/adapter-works`: unique over the answer; give it back with true / false to re-judge. */
  id: string;
  text: string;
}

export interface Finding {
  kind: FindingKind;
  provider?: string;
  eventId?: number;
  /** `vmsmp/26` */
  key?: string;
  verdict: FindingVerdict;
  /** Id of the case that decided. */
  case?: string;
  /** The case that decided, or one that is still open, is local knowledge of the organisation; `evidence` says why it exists. */
  local?: boolean;
  /** Local knowledge asks alerts not to report this. The verdict is what it would be without that. */
  silenced?: boolean;
  level?: string;
  title?: string;
  trigger?: string;
  explanation?: string;
  action?: string;
  questions?: Question[];
  /** Raw values under their names, decoded ones beside them as `<name>.decoded`. Values come from the paste: hostile text. */
  inserts: Record<string, string>;
  /** Why this match and this verdict, in `lang`. Our own sentences; quoted event text is cut to 80 characters. */
  evidence: string[];
  candidates?: FindingCandidate[];
  /** 0..1: the lower bound of the measured precision of this kind of match. */
  confidence: number;
  /** How often it was in the paste. */
  count: number;
  references: { title: string; url?: string }[];

  /** The undecided cases, in order, when the verdict is `conditional`. */
  cases?: { id: string; verdict: FindingVerdict; trigger: string }[];
  /** The course of a protocol negotiation, one step a line, in `lang`. */
  course?: string[];
  /** Releases the knowledge speaks of, as cards print them. */
  appliesTo?: string[];
  side?: 'host' | 'guest' | 'both';
  /** Related entries. */
  seeAlso?: { key: string; title: string }[];
  /** Where the event was logged, as read; hostile text. */
  computer?: string;
  time?: string;
  channel?: string;
  /** Each distinct occurrence's inserts when count > 1 (at most 20). */
  occurrences?: Record<string, string>[];
}

export interface FindingCandidate {
  key: string;
  provider: string;
  /** Absent for status messages. */
  eventId?: number;
  title: string;
  verdict: FindingVerdict;
}
