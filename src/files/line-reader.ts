/** Lines of a text one after the other, without making a list of them. */

export class LineReader {
  readonly #text: string;
  /** Where the next line begins; may be set back. */
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next line without its end; undefined after the last. */
  next(): string | undefined {
    if (this.at >= this.#text.length) return undefined;
    const end = this.#text.indexOf('\n', this.at);
    const to = end === -1 ? this.#text.length : end;
    const line = this.#text.slice(this.at, to > this.at && this.#text[to - 1] === '\r' ? to - 1 : to);
    this.at = to + 1;
    return line;
  }
}
