/** Triage of a file -> card: counts first, then the worst findings, what is not known, what was lost. */
import type { Triage, TriageFinding, TriageUnknown } from '../files/triage.ts';
import type { FindingVerdict } from '../finding.ts';
import type { Lang } from '../lang.ts';
import { buildCard } from './build-card.ts';
import type { Block, Card, Text } from './card.ts';
import { eventText, plain } from './spans.ts';
import { say, sayIfKnown } from './words.ts';

const VERDICTS = ['action', 'conditional', 'unknown', 'info', 'ignore'] as const satisfies readonly FindingVerdict[];
/** A card is read by a person; the JSON has all of it. */
const MOST_FINDINGS = 20;
const MOST_UNKNOWN = 20;

/** @param source names of the files: text of the person */
export function buildTriageCard(triage: Triage, source: string): Card {
  const { lang, findings } = triage;
  const shown = findings.slice(0, MOST_FINDINGS).map(withTimes);
  const card = buildCard({ lang, findings: shown });
  return {
    lang,
    head: [
      title(triage, source),
      ...verdictsBlock(triage),
      ...(shown.length > 0 || triage.events === 0 ? card.head : []),
      ...unknownBlock(triage),
    ],
    findings: card.findings,
    foot: notes(triage, findings.length - shown.length),
  };
}

function title({ lang, events }: Triage, source: string): Block {
  const counted = events === 1 ? say('triage.event', lang) : say('triage.events', lang, { n: figure(events) });
  const name = [plain(counted)];
  return { type: 'title', name, title: eventText(source), count: 1 };
}

function verdictsBlock({ lang, verdicts }: Triage): Block[] {
  const rows = VERDICTS.filter((verdict) => verdicts[verdict] > 0).map((verdict) => ({
    name: [plain(say(`sign.${verdict}`, lang))],
    value: [plain(figure(verdicts[verdict]))],
  }));
  return rows.length === 0 ? [] : [{ type: 'facts', heading: say('triage.verdicts', lang), rows }];
}

/** The time of a finding over many events is the span in which they were logged. */
export function withTimes(finding: TriageFinding): TriageFinding {
  const { firstTime, lastTime } = finding;
  if (firstTime === undefined || lastTime === undefined) return finding;
  return { ...finding, time: firstTime === lastTime ? firstTime : `${firstTime} – ${lastTime}` };
}

function unknownBlock({ lang, unknown }: Triage): Block[] {
  if (unknown.length === 0) return [];
  const items = unknown.slice(0, MOST_UNKNOWN).map((event) => unknownLine(event, lang));
  const more = unknown.length - items.length;
  if (more > 0) items.push([plain(say('triage.unknown.more', lang, { n: figure(more) }))]);
  return [{ type: 'list', part: 'unknown', heading: say('triage.unknown', lang), ordered: false, items }];
}

function unknownLine({ provider = '', eventId, level, count }: TriageUnknown, lang: Lang): Text {
  const source = provider === '' ? [plain(say('triage.noSource', lang))] : eventText(provider);
  const word = level === undefined ? undefined : sayIfKnown('level', level, lang);
  return [
    ...source,
    ...(eventId === undefined ? [] : [plain(` ${eventId}`)]),
    ...(word === undefined ? [] : [plain(` (${word})`)]),
    plain(say('triage.times', lang, { n: figure(count) })),
  ];
}

function notes({ lang, notes: told }: Triage, more: number): Block[] {
  const lines = told.map((note): Text => [plain(note)]);
  if (more > 0) lines.push([plain(say('triage.more', lang, { n: figure(more) }))]);
  return lines.map((text) => ({ type: 'note', part: 'leftOut', text }));
}

function figure(n: number): string {
  return n.toLocaleString('en-US');
}
