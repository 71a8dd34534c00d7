/** Lines as a person types or pastes them, and whether more of them is on its way. */
import type { Input } from './io.ts';

export class Typed {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';
  #coming: Promise<IteratorResult<Uint8Array>> | undefined;
  #ended = false;

  constructor(stdin: Input) {
    this.#chunks = stdin[Symbol.asyncIterator]();
  }

  /** The next line without its end; the last one may lack one. `undefined`: the input has ended. */
  async line(): Promise<string | undefined> {
    while (!this.#ended && !this.#text.includes('\n')) await this.#receive();
    if (this.#text === '') return undefined;
    const end = this.#text.indexOf('\n');
    const line = end === -1 ? this.#text : this.#text.slice(0, end);
    this.#text = end === -1 ? '' : this.#text.slice(end + 1);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /** Puts a line back, to be read again. */
  unread(line: string): void {
    this.#text = `${line}\n${this.#text}`;
  }

  /** Whether anything is there, or comes before `pause` is over. */
  async more(pause: Promise<void>): Promise<boolean> {
    if (this.#text !== '' || this.#ended) return this.#text !== '';
    const over = await Promise.race([this.#next().then(() => false), pause.then(() => true)]);
    if (over) return false;
    await this.#receive();
    return this.#text !== '';
  }

  /** The same promise until its chunk is taken, so that a race loses nothing. */
  #next(): Promise<IteratorResult<Uint8Array>> {
    this.#coming ??= this.#chunks.next();
    return this.#coming;
  }

  async #receive(): Promise<void> {
    const { done, value } = await this.#next();
    this.#coming = undefined;
    if (done === true) this.#ended = true;
    this.#text += this.#decoder.decode(done === true ? undefined : value, { stream: done !== true });
  }
}
