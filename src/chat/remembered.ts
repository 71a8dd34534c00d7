/** Values that were loaded, for a time. */

const MOST_KEPT = 20_000;

/** Who asks while a value is on its way waits for the same one. A failure is not remembered. */
export class Remembered<T> {
  readonly #kept = new Map<string, { value: Promise<T>; at: number }>();
  readonly #keptMs: number;
  readonly #now: () => number;

  constructor(keptMs: number, now: () => number) {
    this.#keptMs = keptMs;
    this.#now = now;
  }

  get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known !== undefined && known.at > this.#now() - this.#keptMs) return known.value;
    const entry = { value: load(), at: this.#now() };
    this.#set(key, entry);
    entry.value.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    });
    return entry.value;
  }

  put(key: string, value: T): void {
    this.#set(key, { value: Promise.resolve(value), at: this.#now() });
  }

  #set(key: string, entry: { value: Promise<T>; at: number }): void {
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
