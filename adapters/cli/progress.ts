/** A progress bar on standard error, for work that takes a while on a terminal. */
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';

const WIDTH = 24;
const LONGEST_NAME = 30;
const ERASE_LINE = '\r\u001b[K';

export interface Progress {
  show(done: number, total: number): void;
  /** Leaves the line as if nothing had been there. */
  end(): Promise<void>;
}

/** Shows nothing where a bar would be in the way: no terminal, a terminal without cursor, little to do. */
export function createProgress(
  { stderr, env }: Pick<CliIo, 'stderr' | 'env'>,
  name: string,
  isLong: boolean,
): Progress {
  let shown = -1;
  const isSilent = !isLong || !stderr.isTTY || env['TERM'] === 'dumb';
  const write = async (text: string): Promise<void> => stderr.write(text).catch(() => undefined);
  return {
    show(done, total) {
      const percent = Math.floor((done / Math.max(1, total)) * 100);
      if (isSilent || percent === shown) return;
      shown = percent;
      const filled = Math.round((percent / 100) * WIDTH);
      const bar = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`;
      void write(`${ERASE_LINE}${bar} ${String(percent).padStart(3)}% ${printable(name).slice(0, LONGEST_NAME)}`);
    },
    end: async () => {
      if (shown >= 0) await write(ERASE_LINE);
    },
  };
}
