/** `hvevent alerts report`: what shadow mode would have posted, so that routes can be tried before anybody is disturbed. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Alerts, ShadowReport } from '../../src/alerts/alerts.ts';
import { visible } from '../../src/card/plain-text.ts';
import { type Lang, LANGS } from '../../src/lang.ts';
import { CliError, type CommandSink, EXIT } from './io.ts';

export interface OpenedAlerts {
  alerts: Pick<Alerts, 'shadowReport' | 'nameOf'>;
  close(): Promise<void>;
}

export interface AlertsIo extends Pick<CommandSink, 'out'> {
  /** On the configured store. @throws CliError */
  openAlerts(): Promise<OpenedAlerts>;
  /** Milliseconds since 1970. */
  now(): number;
}

interface ReportOptions {
  from?: number;
  to?: number;
  lang: Lang;
  format: 'text' | 'json';
}

const WEEK = 7 * 86_400_000;

export function alertsCommand(io: AlertsIo): Command {
  return new Command('alerts')
    .description('what alerts would do (incidents themselves: the board, /alerts on the server)')
    .addCommand(
      new Command('report')
        .description('show what "alerts.mode: shadow" would have posted where')
        .option('--from <time>', 'such as 2026-11-20 or 2026-11-20T08:00+09:00 (default: a week before --to)', time)
        .option('--to <time>', 'default: now', time)
        .addOption(new Option('--lang <lang>', 'names of events').choices(LANGS).default('en'))
        .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
        .action(async (options: ReportOptions) => report(options, io)),
    );
}

async function report({ from, to, lang, format }: ReportOptions, io: AlertsIo): Promise<void> {
  const end = to ?? io.now();
  const begin = from ?? end - WEEK;
  if (begin >= end) throw new CliError('--from is not before --to.', EXIT.usage);
  const opened = await io.openAlerts();
  const { alerts } = opened;
  try {
    const found = await alerts.shadowReport(begin, end);
    io.out(format === 'json' ? `${JSON.stringify(found, undefined, 2)}\n` : shown(found, alerts, lang));
  } finally {
    await opened.close();
  }
}

function shown(
  { from, to, events, incidents, posts, byChannel, byEvent }: ShadowReport,
  { nameOf }: OpenedAlerts['alerts'],
  lang: Lang,
): string {
  const head = [
    `From ${moment(from)} to ${moment(to)} (UTC)`,
    `  ${events} events counted, ${incidents} incidents arose in shadow mode, ${posts} cards would have been posted`,
  ];
  if (posts === 0) head.push('  With "alerts.mode: shadow" in hvevent.yaml, cards are decided here and never posted.');
  const channels = byChannel.map((one) => `  ${counted(one.posts)}  ${visible(one.channel)}`);
  const rows = byEvent.map(({ item, channel, posts: n }) => {
    const name = nameOf(item, lang)
      .map(({ text }) => text)
      .join('');
    return `  ${counted(n)}  ${item.verdict.padEnd(11)}  ${visible(name)} -> ${visible(channel)}`;
  });
  const parts = [head, ...section('By channel', channels), ...section('By event', rows)];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[][] {
  return lines.length === 0 ? [] : [[title, ...lines]];
}

function counted(n: number): string {
  return String(n).padStart(6);
}

function moment(at: number): string {
  return new Date(at).toISOString().slice(0, '2026-11-20T08:00'.length).replace('T', ' ');
}

function time(text: string): number {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError('Write a day (2026-11-20, UTC) or a time with its offset (2026-11-20T08:00+09:00).');
  return at;
}
