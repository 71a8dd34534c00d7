/** Cards, notices and forms of alerts on both platforms: whatever events and people write stays text, within the platforms' limits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderIncident as toSlack } from '../../adapters/slack/alerts/render-incident.ts';
import { renderNote, renderNotice as noticeToSlack } from '../../adapters/slack/alerts/render-notice.ts';
import { detailsModal, escalateModal, muteModal } from '../../adapters/slack/alerts/forms.ts';
import type { SlackCard } from '../../adapters/slack/blocks.ts';
import { simpler } from '../../adapters/slack/render-card.ts';
import { detailsDialog, escalateDialog, muteDialog } from '../../adapters/teams/alerts/forms.ts';
import { renderIncident as toTeams } from '../../adapters/teams/alerts/render-incident.ts';
import { renderNote as noteToTeams, renderNotice as noticeToTeams } from '../../adapters/teams/alerts/render-notice.ts';
import { LIMITS } from '../../adapters/teams/limits.ts';
import { eventText } from '../../src/card/spans.ts';
import type { Actor, IncidentState, IncidentView, NoticeBody } from '../../src/alerts/alerts.ts';
import { ALERT_CHAT_WORDS } from '../../src/alerts/chat/words.ts';
import { type MuteChoice, readDuration, readMute } from '../../src/alerts/chat/mute-form.ts';
import { incidentCard, ticketText } from '../../src/alerts/incident-card.ts';
import { noticeCard } from '../../src/alerts/notice-card.ts';
import { type Lang, LANGS } from '../../src/lang.ts';
import { adviseMessage, judgeMessage, judgeView } from '../fake-slack/judge.ts';
import { anyText } from '../match/any-text.ts';
import { firstActive, isEscaped, outgoing, SLACK_HOSTILE, unescaped } from '../slack/outgoing.ts';
import { CardSchema } from '../teams/card-schema.ts';
import { firstActive as activeInTeams, outgoing as inTeams, TEAMS_HOSTILE } from '../teams/outgoing-card.ts';
import { parserFaults } from '../teams/real-parser.ts';
import { driverError, HOUR, ownAnswerer, START } from './alerts-rig.ts';

const SEED = 20_261_123;
const STATES = ['open', 'acknowledged', 'muted', 'resolved'] as const satisfies readonly IncidentState[];
const URL = 'https://hvevent.example.com';
const OUR_DATE = /<!date\^\d{10}\^\{date_short_pretty\} \{time\}\|[-0-9: ]{16} UTC>/g;

function viewWith(text: string, state: IncidentState): IncidentView {
  const by: Actor = { kind: 'slack', id: 'U1', name: text };
  const hosts = Array.from({ length: 6 }, () => ({ host: text, count: 9, firstAt: START, lastAt: START }));
  return {
    id: 'i1',
    eventKey: 'vmsmp/26',
    verdict: 'conditional',
    host: text,
    vm: text,
    source: text,
    event: driverError(text.slice(0, 200), text, { time: text }),
    state,
    firstAt: START,
    lastAt: START + HOUR,
    count: 1234,
    revision: 4,
    updatedAt: START,
    shadow: false,
    hosts,
    hostCount: 4000,
    assignee: by,
    acknowledgedBy: by,
    expiresAt: START,
    resolvedBy: by,
    resolvedAt: START,
    mute: { id: 'm1', scope: 'event', reason: text, by, at: START, until: START + HOUR },
  };
}

function cardWith(text: string, state: IncidentState, lang: Lang) {
  const view = viewWith(text, state);
  return incidentCard(view, ownAnswerer().tellEvent(view.event, lang), { lang, timeZone: 'UTC', publicUrl: URL });
}

function noticesWith(text: string): NoticeBody[] {
  const by: Actor = { kind: 'teams', id: 'x', name: text };
  const top = [{ eventKey: 'k', provider: text, eventId: 7, verdict: 'action', n: 3 } as const];
  const window = { reason: text, from: START, to: START + HOUR, what: text };
  return [
    { kind: 'storm', from: START, incidents: 40, events: 4000, top: Array.from({ length: 15 }, () => top[0]!) },
    {
      kind: 'digest',
      period: 'week',
      from: START,
      to: START + HOUR,
      byVerdict: { action: 1, ignore: 2 },
      top,
      opened: 1,
      resolved: 2,
      stillOpen: 3,
      muted: 4,
    },
    { kind: 'rate', event: top[0]!, verdict: 'ignore', hour: START, usual: 1, strays: 1, now: 90 },
    { kind: 'silent', source: text, lastAt: START, expectedEveryMs: HOUR },
    { kind: 'back', source: text, silentSince: START, at: START },
    { kind: 'maintenanceStart', ...window },
    { kind: 'maintenanceEnd', ...window, incidents: 1, events: 2, top },
    { kind: 'escalation', incidentId: 'i1', event: top[0]!, verdict: 'action', by, ticket: { en: text, ja: text } },
  ];
}

function expectSoundInSlack(card: SlackCard): void {
  for (const each of [card, simpler(card)]) {
    expect(judgeMessage(each)).toEqual([]);
    expect(adviseMessage(each)).toEqual([]);
    expect(isEscaped(each.text)).toBe(true);
    expectTextAlone(each.blocks);
    expect(firstActive([unescaped(each.text)])).toBeUndefined();
  }
}

function expectTextAlone(blocks: unknown): void {
  const { shown, active } = outgoing(blocks);
  expect(firstActive(shown.map((text) => unescaped(text.replace(OUR_DATE, ''))))).toBeUndefined();
  for (const { type, url } of active) {
    expect(type).toBe('link');
    expect(url?.startsWith(`${URL}/alerts/`)).toBe(true);
  }
}

function expectSoundInTeams(card: object): void {
  CardSchema.parse(card);
  expect(parserFaults(card)).toEqual([]);
  expect(JSON.stringify(card).length).toBeLessThan(LIMITS.card);
  const found = inTeams(card);
  expect(activeInTeams(found)).toBeUndefined();
  for (const url of found.urls) expect(url.startsWith(`${URL}/alerts/`)).toBe(true);
}

function expectAllSound(text: string, lang: Lang): void {
  for (const state of STATES) {
    const card = cardWith(text, state, lang);
    expectSoundInSlack(toSlack(card));
    expectSoundInTeams(toTeams(card, { timeZone: 'Asia/Tokyo' }).card);
  }
  for (const body of noticesWith(text)) {
    const card = noticeCard(body, { lang, timeZone: 'UTC', publicUrl: URL }, ownAnswerer().catalog);
    expectSoundInSlack(noticeToSlack(card));
    expectSoundInTeams(noticeToTeams(card).card);
  }
  expectSoundInSlack(renderNote(text));
  expectSoundInTeams(noteToTeams(text, lang).card);
  expectSoundForms(text, lang);
}

function expectSoundForms(text: string, lang: Lang): void {
  const choices = (['incident', 'event', 'host'] as const).map((scope): MuteChoice => ({
    scope,
    title: eventText(text),
    line: 'x',
    now: eventText(text),
  }));
  const view = viewWith(text, 'open');
  const finding = ownAnswerer().tellEvent(view.event, lang);
  const ticket = ticketText(view, finding, { lang, timeZone: 'UTC', publicUrl: URL });
  const origin = { i: 'i1', l: lang };
  const slack = [
    muteModal(choices, origin),
    escalateModal(ticket, { canSend: true, origin }),
    detailsModal({ text: '', blocks: [] }, { history: [text, text], lang }),
  ];
  for (const modal of slack) {
    expect(judgeView(modal)).toEqual([]);
    expectTextAlone(modal.blocks);
  }
  const asked = { incidentId: 'i1', lang };
  const wrong = { what: 'own', input: { scope: text, time: text, own: text.slice(0, 20), reason: text } } as const;
  const teams = [
    muteDialog(choices, asked, wrong),
    escalateDialog(ticket, { canSend: true, asked }),
    detailsDialog(noteToTeams('x', lang), { history: [text, text], lang }),
  ];
  for (const { card } of teams) expectSoundInTeams(card);
}

describe('cards of alerts', () => {
  it.each(LANGS)('stay text, whatever is hostile in them (%s)', (lang) => {
    for (const text of new Set([...SLACK_HOSTILE, ...TEAMS_HOSTILE])) expectAllSound(text, lang);
  });

  it('stay text and within limits for any text', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...LANGS), (text, lang) => expectAllSound(text, lang)),
      { seed: SEED, numRuns: 25 },
    );
  });

  it('say nothing milder than the verdict above', () => {
    const view = { ...viewWith('HV-01', 'open'), verdict: 'action' as const };
    const benign = { ...driverError('ERP', 'HV-01'), message: '' };
    const finding = { ...ownAnswerer().tellEvent(benign, 'en'), kind: 'known', verdict: 'ignore' } as const;
    const card = incidentCard(view, { ...finding, action: 'Nothing to do.' }, { lang: 'en', timeZone: 'UTC' });

    expect(JSON.stringify(toSlack(card))).toContain('Action needed');
    expect(JSON.stringify(toSlack(card))).not.toContain('Nothing to do.');
    expect(JSON.stringify(toTeams(card, { timeZone: 'UTC' }))).not.toContain('Nothing to do.');
  });

  it('have all words in both languages, with the same places', () => {
    for (const [name, { en, ja }] of Object.entries(ALERT_CHAT_WORDS)) {
      expect(
        [en, ja].every((words) => words.trim() !== ''),
        name,
      ).toBe(true);
      const places = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();
      expect(places(ja), name).toEqual(places(en));
    }
  });
});

describe('the mute form', () => {
  it.each([
    ['90m', 90 * 60_000],
    [' 12H ', 12 * HOUR],
    ['３日', 72 * HOUR],
    ['2 時間', 2 * HOUR],
    ['366d', 366 * 24 * HOUR],
    ['367d', undefined],
    ['0m', undefined],
    ['-1h', undefined],
    ['1.5h', undefined],
    ['soon', undefined],
    ['', undefined],
    ['9'.repeat(4000), undefined],
  ])('reads %j', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  it('mutes the one incident when nothing that it knows was chosen', () => {
    const read = readMute({ scope: 'everything', time: undefined, own: '', reason: ' x ' });
    expect(read).toEqual({ ok: true, scope: 'incident', forMs: 4 * HOUR, reason: 'x' });
    expect(readMute({ scope: 'host', time: '1h', own: '', reason: ' ' })).toEqual({ ok: false, wrong: 'reason' });
  });
});
