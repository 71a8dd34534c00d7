/** Times on the board: in the zone that cards use, and how long ago. */
import { momentText } from '../../../src/alerts/alert-words.ts';
import type { Lang } from '../../../src/lang.ts';
import { html, type Html } from '../page/markup.ts';
import { figure } from '../page/words.ts';
import { tell } from './board-words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Clock {
  now: number;
  timeZone: string;
  lang: Lang;
}

/** `3 min ago` */
export function agoText(at: number, { now, lang }: Clock): string {
  const ms = now - at;
  if (ms < MINUTE) return tell('time.now', lang);
  const [word, unit] =
    ms < HOUR
      ? (['time.minutes', MINUTE] as const)
      : ms < 2 * DAY
        ? (['time.hours', HOUR] as const)
        : (['time.days', DAY] as const);
  return tell(word, lang, { n: figure(Math.floor(ms / unit)) });
}

/** How long ago, the moment itself for whoever points at it. */
export function ago(at: number, clock: Clock): Html {
  return html`<time datetime="${iso(at)}" title="${momentText(at, clock.timeZone)}">${agoText(at, clock)}</time>`;
}

/** `2026-11-21 18:00 GMT+9`, and how long ago. */
export function moment(at: number, { timeZone }: Pick<Clock, 'timeZone'>): Html {
  return html`<time datetime="${iso(at)}">${momentText(at, timeZone)}</time>`;
}

/** `18:00`, or `11-21 18:00`. */
export function hourText(at: number, { timeZone }: Pick<Clock, 'timeZone'>, { day = true } = {}): string {
  const text = momentText(at, timeZone);
  return day
    ? text.slice('2026-'.length, '2026-11-21 18:00'.length)
    : text.slice('2026-11-21 '.length, '2026-11-21 18:00'.length);
}

/** `GMT+9` */
export function zoneText({ now, timeZone }: Pick<Clock, 'now' | 'timeZone'>): string {
  return momentText(now, timeZone).slice('2026-11-21 18:00 '.length);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
