/** A query for events: `Get-WinEvent -FilterHashtable @{ProviderName='VMSMP';Id=26}`. */
import type { WindowsEvent } from '../event.ts';
import { channelOf, labelOf, levelOfNumber } from '../labels.ts';
import { leadingIds, tidyValue } from '../fields.ts';
import { type Claim, record, type Stretch } from './reader.ts';

const LONGEST = 600;

/** Reads hash tables of Get-WinEvent, one event for each ID asked for. */
export function readQuery(stretch: Stretch): Claim[] {
  if (!stretch.text.includes('@{')) return [];
  const claims: Claim[] = [];
  for (const line of stretch.lines) {
    const open = line.text.indexOf('@{');
    const close = open === -1 ? -1 : line.text.indexOf('}', open);
    if (close === -1 || close - open > LONGEST) continue;
    const events = eventsOf(line.text.slice(open + 2, close));
    if (events.length === 0) continue;
    claims.push({
      from: line.from,
      to: line.to,
      events: events.map((event) => record('labels', event, stretch, line)),
      query: true,
    });
  }
  return claims;
}

function eventsOf(pairs: string): WindowsEvent[] {
  const base: WindowsEvent = {};
  let ids = leadingIds('');
  for (const pair of pairs.split(';')) {
    const sign = pair.indexOf('=');
    const kind = sign === -1 ? undefined : labelOf(tidyValue(pair.slice(0, sign)))?.kind;
    const value = tidyValue(pair.slice(sign + 1));
    if (kind === 'provider' && value !== '') base.provider = value;
    else if (kind === 'channel' && value !== '') base.channel = channelOf(value);
    else if (kind === 'id') ids = leadingIds(value);
    else if (kind === 'level' && /^[1-5]$/.test(value)) base.level = levelOfNumber(Number(value)) ?? 'information';
  }
  return base.provider === undefined && base.channel === undefined ? [] : ids.map((id) => Object.assign({}, base, id));
}
