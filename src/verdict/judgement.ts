/** What judging says of a match, still without words. */
import type { Match } from '../match/match.ts';
import type { Case, Verdict } from '../knowledge/schema.ts';
import type { Localized } from '../lang.ts';

/** A value read from the event, with what it means. */
export interface Fact {
  /** Insert name. */
  name: string;
  /** As printed. */
  raw: string;
  /** In our words: "NVSP 3.2 (Windows Server 2008 R2, Windows 7)", "C000003A: object path not found". */
  decoded?: Localized;
}

export interface Judgement {
  match: Match;
  verdict: Verdict;
  /** The case that decided; absent when none did. */
  decided?: Case;
  /** Cases that may still hold, first to last, when it cannot be told. */
  open: readonly Case[];
  /** Ids of the entry's questions whose answers would decide, in the order to ask. */
  questions: readonly string[];
  /** The header alone was given: the verdict holds only if the text is the entry's own. Asked as question `same-text`. */
  textUnconfirmed: boolean;
  facts: readonly Fact[];
  /** The course of the negotiation, step by step. */
  course: readonly Localized[];
}
