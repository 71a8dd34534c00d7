/** Where notices go, and in which language. */
import type { AlertsConfig } from '../../config-alerts.ts';
import type { Lang } from '../../lang.ts';
import type { NoticeBody } from '../alerts.ts';
import { type NewNotice, turnOf } from '../store-cards.ts';

/** What concerns the product as a whole (a source went silent): the usual channels; without any, those of digests; without any, all. */
export function generalChannels(config: AlertsConfig): readonly string[] {
  if (config.defaultTo.length > 0) return config.defaultTo;
  return config.digest.to.length > 0 ? config.digest.to : alertChannels(config);
}

/** Every channel where incidents are posted. */
export function alertChannels({ defaultTo, routes }: AlertsConfig): readonly string[] {
  const routed = routes.flatMap(({ mode, to = [] }) => (mode === 'post' || mode === 'thread' ? to : []));
  return [...new Set([...defaultTo, ...routed])];
}

/** That of the first route which names it. */
export function langOfChannel({ routes, language }: AlertsConfig, channel: string): Lang {
  const own = routes.find(({ to = [] }) => to.includes(channel))?.language;
  return own === undefined || own === 'auto' ? language : own;
}

export interface Noticing {
  config: AlertsConfig;
  now: () => number;
  newId: () => string;
}

/** @param key the same on every replica: the notice is stored once for each channel */
export function noticesFor(
  channels: readonly string[],
  { key, body, lang }: { key: string; body: NoticeBody; lang: (channel: string) => Lang },
  { config, now, newId }: Noticing,
): NewNotice[] {
  const at = now();
  const shadow = config.mode === 'shadow';
  const kind = body.kind === 'digest' ? 'digest' : 'notice';
  return channels.map((channel, i) => ({
    id: newId(),
    key: `${key}:${channel}`,
    kind,
    channel,
    lang: lang(channel),
    body,
    turn: turnOf(at, i),
    shadow,
    at,
  }));
}
