/** What the template index works on: Windows' message texts cut at their inserts, and who prints them. */
import type { Owner, TemplateSource } from '../knowledge/texts.ts';
import type { FoldedText } from '../text/fold.ts';

export type { Owner, TemplateSource };

/** A message found in a text. */
export interface TemplateHit {
  owners: readonly Owner[];
  /** The template's text as its first owner wrote it. */
  templateText: string;
  /** Folded letters of the literals: how much text had to agree. */
  letters: number;
  /** The same, a Japanese character counting twice: what is held against thresholds. */
  weight: number;
  /** Where the message stands in the original text, edge inserts included; UTF-16 units. */
  start: number;
  end: number;
  /** What surely is of the message: the same without inserts at its edges that no quotes hold. */
  core: { start: number; end: number };
  /** The template's own marks close it: behind it another text begins. */
  isClosed: boolean;
  /** Insert name (a number such as `2` for tables) -> text between the literals, trimmed of blanks and quotes; '' is a value. */
  inserts: ReadonlyMap<string, string>;
  /** The inserts under the names of this owner's own text; `inserts` has the names of all owners, without those in dispute. */
  insertsOf(owner: Owner): ReadonlyMap<string, string>;
}

export interface TemplateFinds {
  /** In the order of the text; longer literals first among those that overlap (the shorter ones are dropped). */
  hits: readonly TemplateHit[];
  /** A bound of the search was reached, so something may have been missed: no verdict may rest on this. */
  truncated: boolean;
}

export interface TemplateIndex {
  /** All messages in `text`. Linear in the text; no regular expression. */
  find(text: string | FoldedText): TemplateFinds;
  /**
   * Whether `text` is one of the texts of `key`, the weak ones (too few letters to be indexed) included.
   * For confirming a header; never for finding one.
   */
  confirm(text: string | FoldedText, key: string): TemplateHit | undefined;
  readonly size: number;
}
