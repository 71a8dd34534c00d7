/** Making spans: our own words, and text of the paste. */
import type { Lang } from '../lang.ts';
import type { Span, Text } from './card.ts';
import { cutTo } from './plain-text.ts';
import { say } from './words.ts';

/** A sentence that quotes the event; the JSON answer has all of it. */
const MOST_OF_A_LINE = 1000;
/** A single value. */
const MOST_OF_A_VALUE = 300;

export const nothing: Text = [];

export function plain(text: string): Span {
  return { kind: 'plain', text };
}

/** Words of the knowledge, in which `backticks` mark what is to be typed. An odd backtick is a character like any other. */
export function ownText(text: string): Text {
  const parts = text.split('`');
  const unclosed = parts.length % 2 === 0 ? parts.pop() : undefined;
  const spans = parts.map((part, i): Span => ({ kind: i % 2 === 1 ? 'code' : 'plain', text: part }));
  if (unclosed !== undefined) spans.push(plain('`' + unclosed));
  return spans.filter((span) => span.text !== '');
}

/** The lines that are not blank; each is a paragraph. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A line with text of the paste in it. */
export function eventText(text: string): Text {
  return text === '' ? nothing : [{ kind: 'event', text: cutTo(text, MOST_OF_A_LINE) ?? text }];
}

/** A value of the event; "(empty)" is our word, and so is the length of one that was cut. */
export function eventValue(value: string, lang: Lang): Text {
  if (value === '') return [plain(say('value.empty', lang))];
  const start = cutTo(value, MOST_OF_A_VALUE);
  if (start === undefined) return [{ kind: 'event', text: value }];
  const n = value.length.toLocaleString('en-US');
  return [{ kind: 'event', text: start }, plain(say('value.cut', lang, { n }))];
}
