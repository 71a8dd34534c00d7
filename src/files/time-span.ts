/** The first and the last of times as logs print them, where they can be put in order. */

/** Year, month, day, then hours and minutes of 24: `2010-01-25T03:04:05`, `2010/01/25 3:04:05`. */
const IN_ORDER =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:Z| ?[+-]\d{2}:?\d{2})?$/;

/** Times as written; one that cannot be ordered (month or day first?) makes the span unknown. */
export class TimeSpan {
  #first: { key: string; text: string } | undefined;
  #last: { key: string; text: string } | undefined;
  #isUnknown = false;

  add(time: string | undefined): void {
    const text = time?.trim() ?? '';
    const key = keyOf(text);
    if (key === undefined) {
      this.#isUnknown = true;
      return;
    }
    if (this.#first === undefined || key < this.#first.key) this.#first = { key, text };
    if (this.#last === undefined || key > this.#last.key) this.#last = { key, text };
  }

  /** Empty when the span is not known. */
  told(): { firstTime?: string; lastTime?: string } {
    if (this.#isUnknown || this.#first === undefined || this.#last === undefined) return {};
    return { firstTime: this.#first.text, lastTime: this.#last.text };
  }
}

/** Digits that sort like the times; zones are taken as equal, since a log is written in one. */
function keyOf(text: string): string | undefined {
  const found = text.length > 40 ? null : IN_ORDER.exec(text);
  if (found === null) return undefined;
  const parts = Array.from({ length: 7 }, (_, i) => found[i + 1] ?? '');
  return parts.map((part, i) => (i < 6 ? part.padStart(2, '0') : part.padEnd(9, '0'))).join('');
}
