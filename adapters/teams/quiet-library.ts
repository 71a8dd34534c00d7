/**
 * The library prints every token that it refuses to the console, with our keys' names and the public key. We say ourselves
 * what was refused, so it is told to be silent: only its own calls, only while it checks, and nobody else's console.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const silenced = new AsyncLocalStorage<true>();
let isListening = false;

/** What `work` prints to `console.error`, in whatever it awaits, goes nowhere. */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
  if (!isListening) listen();
  return silenced.run(true, work);
}

function listen(): void {
  isListening = true;
  const print = console.error.bind(console);
  console.error = (...parts: unknown[]) => {
    if (silenced.getStore() === undefined) print(...parts);
  };
}
