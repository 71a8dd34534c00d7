/** What the terminal can show, from the environment. */
import type { CliIo } from './io.ts';
import type { TerminalOptions } from './terminal.ts';

const DEFAULT_WIDTH = 80;
/** Longer lines are hard to read. */
const WIDEST = 100;

/** Width, colour and symbols for what is written to standard output. */
export function terminalOptions({ stdout, env }: Pick<CliIo, 'stdout' | 'env'>): TerminalOptions {
  // A terminal without a size says 0.
  const columns = [stdout.columns, Number(env['COLUMNS'])].find((n) => n !== undefined && n > 0) ?? DEFAULT_WIDTH;
  return { width: Math.min(columns, WIDEST), colour: hasColour({ stdout, env }), unicode: hasUnicode(env) };
}

/** FORCE_COLOR decides when it is set (0 and false: no), then NO_COLOR (https://no-color.org), then the terminal. */
function hasColour({ stdout, env }: Pick<CliIo, 'stdout' | 'env'>): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return stdout.isTTY && env['TERM'] !== 'dumb';
}

/** The Linux console has no symbols, and a locale with another encoding would garble them. No locale: a container, UTF-8. */
function hasUnicode(env: CliIo['env']): boolean {
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'UTF-8';
  return /utf-?8/i.test(locale);
}
