/** One line for standard error: arguments and file names are data. */
import { cutTo, visible } from '../../src/card/plain-text.ts';

const MOST = 1000;

export function printable(text: string): string {
  const start = cutTo(text, MOST);
  return visible(start === undefined ? text : `${start}...`);
}
