/** What judging says of a match, still without words of its own: sentences come from the knowledge or stand in both languages. */
import type { Case, Reference, Verdict } from '../knowledge/schema.ts';
import type { Localized } from '../lang.ts';
import type { Match } from '../match/match.ts';

/** A value read from the event, with what it means. */
export interface Fact {
  /** Insert name. */
  name: string;
  /** As printed. */
  raw: string;
  /** In our words: "NVSP 3.2 (Windows Server 2008 R2 / Windows 7)", "0xC000003A STATUS_OBJECT_PATH_NOT_FOUND: …". */
  decoded?: Localized;
  /** What codes.yaml advises for the code that the value holds. */
  advice?: Localized;
}

/** Why a match got no verdict although its entry is known. */
export type Withheld = 'truncated' | 'weak-match' | 'other-text' | 'no-case';

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

  /** Verdict `unknown` of a known entry: why. */
  withheld?: Withheld;
  /** The conditions that held, in words, for the case that decided. */
  because: readonly Localized[];
  /** Inserts that an open case needs and the event does not tell. */
  missing: readonly string[];
  /** Sources of the case that decided, else of the open cases and the entry. */
  references: readonly Reference[];
  /** Related entries of the knowledge, as the entry names them. */
  seeAlso: readonly { key: string; title: Localized }[];
}

/** Only what is sure is silenced: a header without its text may be that of another event. */
export function isSilenced({ decided, textUnconfirmed }: Pick<Judgement, 'decided' | 'textUnconfirmed'>): boolean {
  return decided?.silenced !== undefined && !textUnconfirmed;
}
