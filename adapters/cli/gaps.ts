/** `hvevent kb gaps`: what was asked and is not known, the most asked first. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { cutTo, visible } from '../../src/card/plain-text.ts';
import type { Gap } from '../../src/store/gaps.ts';

export interface GapsIo {
  out(text: string): void;
  /** The gaps of the configured store, most asked first. Throws a sentence when the store cannot be opened. */
  listGaps(most: number): Promise<Gap[]>;
}

const LONGEST_SAMPLE = 160;
const MOST = 10_000;

interface GapsOptions {
  format: 'text' | 'json';
  most: number;
}

export function gapsCommand(io: GapsIo): Command {
  return new Command('gaps')
    .description('show what was asked and is not known, the most asked first')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--most <number>', 'how many at most', howMany, 50)
    .action(async ({ format, most }: GapsOptions) => {
      const gaps = await io.listGaps(most);
      io.out(format === 'json' ? `${JSON.stringify(gaps, undefined, 2)}\n` : shownGaps(gaps));
    });
}

function howMany(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST) throw new InvalidArgumentError(`Write a number from 1 to ${MOST}.`);
  return number;
}

/** Samples are redacted, and still text from outside. */
function shownGaps(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return 'Nothing was asked that is not known.\n';
  return gaps
    .map((gap) => `${String(gap.asked).padStart(6)} x  ${named(gap)}, last ${day(gap.lastAt)}\n${sampled(gap)}`)
    .join('');
}

function named({ provider, eventId, level }: Gap): string {
  const source = provider === null ? 'without a source' : visible(provider);
  return `${source}${eventId === null ? '' : ` ${eventId}`}${level === null ? '' : ` (${visible(level)})`}`;
}

function sampled({ sample }: Gap): string {
  const text = visible(sample);
  const start = cutTo(text, LONGEST_SAMPLE);
  return text === '' ? '' : `          ${start === undefined ? text : `${start}...`}\n`;
}

/** `2026-11-20` */
function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
