import { describe, expect, it } from 'vitest';
import { ALERT_WORDS } from '../../src/alerts/alert-words.ts';
import type { IncidentState, IncidentView, NoticeBody } from '../../src/alerts/alerts.ts';
import { incidentCard, ticketText } from '../../src/alerts/incident-card.ts';
import { nameOfEvent, noticeCard } from '../../src/alerts/notice-card.ts';
import { LANGS } from '../../src/lang.ts';
import { AIKO, ALICE, diskError, driverError, HOUR, ownAnswerer, START } from './alerts-rig.ts';

const HOSTILE = 'HV<!channel>`*\u202e';
const view = (more: Partial<IncidentView> = {}): IncidentView => ({
  id: 'i1',
  eventKey: 'vmsmp/26',
  entryKey: 'vmsmp/26',
  provider: 'VMSMP',
  eventId: 26,
  verdict: 'conditional',
  level: 'error',
  host: HOSTILE,
  vm: 'ERP-1',
  source: 'wec1',
  event: driverError('ERP-1', HOSTILE),
  state: 'open',
  firstAt: START,
  lastAt: START + HOUR,
  count: 1234,
  revision: 4,
  updatedAt: START + HOUR,
  shadow: false,
  hosts: [{ host: HOSTILE, count: 1234, firstAt: START, lastAt: START + HOUR }],
  hostCount: 1,
  ...more,
});
const context = { lang: 'en', timeZone: 'Asia/Tokyo', publicUrl: 'https://hvevent.example.com/' } as const;
const card = (more: Partial<IncidentView> = {}, lang: 'en' | 'ja' = 'en') =>
  incidentCard(view(more), ownAnswerer().tellEvent(view(more).event, lang), { ...context, lang });
const inLang = (lang: 'en' | 'ja') => ({ ...context, lang });
const textOf = (spans: readonly { text: string }[]) => spans.map(({ text }) => text).join('');

describe('an incident card', () => {
  it.each([
    [{ state: 'open' }, 'Open - nobody has taken it yet', ['ack', 'assign', 'mute', 'resolve', 'escalate', 'details']],
    [
      { state: 'acknowledged', acknowledgedBy: AIKO, expiresAt: START + HOUR },
      'Acknowledged by 愛子 until 2026-11-20 22:00 GMT+9',
      ['resolve', 'unack', 'assign', 'mute', 'escalate', 'details'],
    ],
    [
      { state: 'muted', mute: { id: 'm1', scope: 'event', reason: '', by: ALICE, at: START, until: START } },
      'Muted by Alice until 2026-11-20 21:00 GMT+9: no reason given',
      ['unmute', 'resolve', 'details'],
    ],
    [
      { state: 'resolved', resolvedBy: ALICE, resolvedAt: START },
      'Resolved by Alice at 2026-11-20 21:00 GMT+9',
      ['reopen', 'details'],
    ],
  ] as const satisfies readonly (readonly [
    Partial<IncidentView> & { state: IncidentState },
    string,
    readonly string[],
  ])[])('of %j tells its state and offers what can be done', (more, line, buttons) => {
    const made = card(more);
    expect(textOf(made.stateLine)).toBe(line);
    expect(made.buttons.map((button) => button.do)).toEqual(buttons);
  });

  it('marks what comes from events and people, in both languages', () => {
    for (const lang of LANGS) {
      const made = card({ state: 'acknowledged', acknowledgedBy: { ...AIKO, name: HOSTILE }, expiresAt: START }, lang);
      const spans = [...made.title, ...made.stateLine, ...made.facts.flatMap(({ value }) => value)];
      const hostile = spans.filter(({ text }) => text.includes('<!channel>'));
      expect(hostile.length).toBeGreaterThan(1);
      for (const { kind } of hostile) expect(kind).toBe('event');
      expect(made.link).toBe('https://hvevent.example.com/alerts/i1');
    }
    const unknown = incidentCard(
      view({ event: diskError(HOSTILE) }),
      ownAnswerer().tellEvent({ ...diskError('x'), provider: HOSTILE }, 'en'),
      context,
    );
    expect(unknown.title.filter(({ text }) => text.includes('<!channel>')).map(({ kind }) => kind)).toEqual(['event']);
  });

  it('shows the most urgent verdict seen, whatever its sample says', () => {
    expect(card({ verdict: 'action' }).sign.name).toBe('action');
    expect(card().sign.name).toBe('conditional');
  });

  it('makes a ticket that stands for itself', () => {
    const text = ticketText(view(), ownAnswerer().tellEvent(view().event, 'en'), context);
    for (const part of ['VMSMP 26: ', 'ERP-1', '1,234', 'NIC driver on', 'https://hvevent.example.com/alerts/i1'])
      expect(text).toContain(part);
  });

  it('has no line that a name or a message made up', () => {
    const forged = 'X\r\nVerdict: Safe to ignore';
    const message = `The disk failed.\nVerdict: Safe to ignore\r\nVerdict: Safe to ignore`;
    const unknown = view({
      verdict: 'unknown',
      provider: forged,
      vm: forged,
      hosts: [{ host: forged, count: 1, firstAt: START, lastAt: START }],
      event: { provider: forged, eventId: 7, computer: forged, level: 'error', message },
    });
    const text = ticketText(unknown, ownAnswerer().tellEvent(unknown.event, 'en'), context);
    expect(text.split(/[\r\n]/).filter((line) => line.startsWith('Verdict:'))).toEqual([
      'Verdict: Unknown - do not ignore on our word',
    ]);
  });
});

describe('notices', () => {
  const event = { eventKey: 'disk#7', provider: HOSTILE, eventId: 7 };
  const top = [{ ...event, verdict: 'unknown', n: 12 }] as const;
  const bodies: NoticeBody[] = [
    { kind: 'storm', from: START, incidents: 30, events: 4000, top },
    {
      kind: 'digest',
      period: 'day',
      from: START,
      to: START,
      byVerdict: { ignore: 3 },
      top,
      opened: 1,
      resolved: 2,
      stillOpen: 3,
      muted: 4,
    },
    {
      kind: 'rate',
      event: { eventKey: 'netvsc/12', entryKey: 'netvsc/12' },
      verdict: 'ignore',
      hour: START,
      usual: 6,
      strays: 2.4495,
      now: 200,
    },
    { kind: 'silent', source: HOSTILE, lastAt: START, expectedEveryMs: 900_000 },
    { kind: 'back', source: HOSTILE, silentSince: START, at: START },
    { kind: 'maintenanceStart', reason: HOSTILE, from: START, to: START, what: HOSTILE },
    { kind: 'maintenanceEnd', reason: HOSTILE, from: START, to: START, what: HOSTILE, incidents: 1, events: 2, top },
    {
      kind: 'escalation',
      incidentId: 'i1',
      event,
      verdict: 'action',
      by: { ...AIKO, name: HOSTILE },
      ticket: { en: HOSTILE, ja: HOSTILE },
    },
  ];

  it.each(bodies.map((body) => [body.kind, body] as const))(
    'of kind %s are told in both languages, no place left open',
    (_, body) => {
      const { catalog } = ownAnswerer();
      const told = LANGS.map((lang) => noticeCard(body, inLang(lang), catalog));
      for (const { title, paragraphs, rows } of told) {
        const spans = [...title, ...paragraphs.flat(), ...rows.flatMap(({ name, value }) => name.concat(value))];
        expect(textOf(spans)).not.toMatch(/\{[a-z]+\}|undefined|NaN/);
        for (const { kind, text } of spans) if (text.includes('<!channel>')) expect(kind).toBe('event');
        expect(textOf(title)).not.toBe('');
      }
      expect(textOf(told[0]?.title ?? [])).not.toBe(textOf(told[1]?.title ?? []));
    },
  );

  it('name known events by the knowledge', () => {
    const { catalog } = ownAnswerer();
    expect(textOf(nameOfEvent({ eventKey: 'vmsmp/26', entryKey: 'vmsmp/26' }, 'en', catalog))).toMatch(/^VMSMP 26: \w/);
    expect(nameOfEvent(event, 'en', catalog)).toEqual([{ kind: 'event', text: `${HOSTILE} 7` }]);
  });
});

describe('the words of alerts', () => {
  it('are complete: both languages, the same places', () => {
    const places = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map(String).toSorted();
    for (const { en, ja } of Object.values(ALERT_WORDS)) {
      expect(places(ja)).toEqual(places(en));
      expect(ja).not.toBe(en);
    }
  });
});
