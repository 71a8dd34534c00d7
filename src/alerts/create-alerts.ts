/** The front door of alerts: accepts events durably, and keeps, shows and changes incidents. */
import type { Answerer } from '../answer.ts';
import type { AlertsConfig } from '../config-alerts.ts';
import type { WindowsEvent } from '../event/event.ts';
import type { Finding } from '../finding.ts';
import type { Lang, Localized } from '../lang.ts';
import type { Db } from '../store/db.ts';
import { createActions } from './actions.ts';
import {
  type Accepted,
  type Alerts,
  type IntakeBatch,
  type IntakeEvent,
  type IncidentView,
  Overloaded,
  type RouteDecision,
} from './alerts.ts';
import { createLately, flush, type FlushBatch } from './flush.ts';
import { forgetOld } from './forget.ts';
import { createGroupCommit } from './group-commit.ts';
import { inParts } from './in-parts.ts';
import { type CardContext, incidentCard, ticketText } from './incident-card.ts';
import { lapse } from './lapse.ts';
import { createMutes } from './mutes.ts';
import { nameOfEvent, noteText, noticeCard } from './notice-card.ts';
import {
  createEventJudge,
  findingsOf,
  type Judged,
  judgedOf,
  type Occurrence,
  occurrence,
  tellSample,
} from './occurrence.ts';
import { createPolicy, type Policy } from './policy.ts';
import { noticeRates } from './rates.ts';
import { readHours, readShadowReport, readSources } from './read-counts.ts';
import { listIncidents, readIncident, readNotes, sampleOf } from './read-incidents.ts';
import { mayDo } from './roles.ts';
import type { Decided } from './tally.ts';

export interface AlertsParts {
  db: Db;
  /** The answerer in force; it changes when knowledge is reloaded. */
  answerer: () => Answerer;
  config: AlertsConfig;
  /** Links on cards go there. */
  publicUrl?: string | undefined;
  now: () => number;
  newId: () => string;
  /** Lets others have their turn: resolves after the event loop has gone round. */
  pause: () => Promise<void>;
  /** Told of what a listener throws. */
  onError?: (error: unknown) => void;
  limits?: Partial<typeof LIMITS>;
}

const LIMITS = {
  /** Items that wait to be judged or stored, of all senders together. */
  waiting: 20_000,
  /** Of one flush. */
  rows: 2000,
  /** Items judged before others have their turn. */
  judgedAtOnce: 250,
  /** What an overloaded sender is told. */
  retryAfterMs: 2000,
};

/** @param parts.config where tokens, routes and roles come from */
export function createAlerts(parts: AlertsParts): Alerts {
  const { db, answerer, config, now, newId } = parts;
  const policy = createPolicy(config);
  const listeners = new Set<(ids: readonly string[]) => void>();
  const onChange = (ids: readonly string[]): void => {
    if (ids.length > 0) for (const listener of listeners) notify(listener, ids, parts.onError);
  };
  const acting = { db, config, now, newId, onChange };
  const actions = createActions(acting);
  const { mute, unmute, previewMute, mutes } = createMutes(acting);
  const intake = createIntake(parts, policy, onChange);
  const contextOf = (lang: Lang): CardContext => ({
    lang,
    timeZone: config.digest.timeZone,
    publicUrl: parts.publicUrl,
  });
  const tellView = (view: IncidentView, lang: Lang): Finding =>
    tellSample(sampleOf(view), { eventKey: view.eventKey, lang }, answerer());

  const escalate: Alerts['escalate'] = async (id, by, lang = config.language) => {
    const view = await readIncident(db, id);
    const text = view === undefined ? EMPTY : { en: ticket(view, 'en'), ja: ticket(view, 'ja') };
    const done = view === undefined ? undefined : await actions.escalate(id, by, { text, view, event: view });
    if (done === undefined) return { ok: false, why: 'notFound', text: NOT_FOUND };
    return done.ok ? { ...done, ticket: text[lang] } : done;
  };
  const ticket = (view: IncidentView, lang: Lang): string => ticketText(view, tellView(view, lang), contextOf(lang));

  return {
    accept: intake.accept,
    preview: (events, source, lang = config.language) =>
      events.flatMap((item, index) =>
        previewOf(item, { index, source, lang, answerer: answerer(), policy, now: now() }),
      ),
    incidents: (filter) => listIncidents(db, filter),
    incident: (id) => readIncident(db, id),
    history: (id) => readNotes(db, id),
    acknowledge: actions.acknowledge,
    unacknowledge: actions.unacknowledge,
    assign: actions.assign,
    previewMute,
    mute,
    unmute,
    resolve: actions.resolve,
    reopen: actions.reopen,
    escalate,
    mayDo: (action, by) => mayDo(config.roles, action, by),
    perHour: (from, to) => readHours(db, from, to),
    sources: () => readSources(db, config.heartbeat),
    mutes,
    shadowReport: (from, to) => readShadowReport(db, from, to),
    card: (view, lang) => incidentCard(view, tellView(view, lang), contextOf(lang)),
    notice: (body, lang) => noticeCard(body, contextOf(lang), answerer().catalog),
    noteText: (note, lang) => noteText(note, contextOf(lang)),
    nameOf: (item, lang) => nameOfEvent(item, lang, answerer().catalog),
    changed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lapse: () => lapse(acting, policy.plan),
    checkRates: () => noticeRates(db, { config, now: now(), newId }),
    forget: () => forgetOld(db, { now: now(), keepMs: config.keep }),
    settled: intake.settled,
  };
}

const EMPTY: Localized = { en: '', ja: '' };
const NOT_FOUND: Localized = { en: 'There is no such incident any more.', ja: 'このインシデントはもうありません。' };

function createIntake(
  { db, answerer, config, now, newId, pause, limits }: AlertsParts,
  policy: Policy,
  onChange: (ids: readonly string[]) => void,
): Pick<Alerts, 'accept' | 'settled'> {
  const { waiting: mostWaiting, rows, judgedAtOnce, retryAfterMs } = { ...LIMITS, ...limits };
  const judge = createEventJudge(answerer);
  const lately = createLately();
  let waiting = 0;
  const commit = createGroupCommit<FlushBatch, Accepted>({
    rowsOf: ({ occurrences }) => occurrences.length,
    mostRows: rows,
    keyOf: ({ batchId }) => batchId,
    pause,
    flush: async (batches) => {
      const { results, changed } = await flush(batches, now(), { db, newId, lately, threadMs: config.keep });
      onChange(changed);
      return results;
    },
  });

  const judged = async ({ events, source }: IntakeBatch): Promise<Decided[]> => {
    const decided: Decided[] = [];
    let i = 0;
    for (const part of inParts(events, judgedAtOnce)) {
      if (i > 0) await pause();
      for (const item of part) {
        for (const one of judge.occurrences(item, i)) {
          decided.push({ occurrence: one, source, route: policy.decide(subjectOf(one, source, item.event), now()) });
        }
        i += 1;
      }
    }
    return decided;
  };

  return {
    async accept(batch) {
      const { source, batchId, rejected, events } = batch;
      // A batch of any size gets in when nobody else is there.
      if (waiting > 0 && waiting + events.length > mostWaiting) throw new Overloaded(retryAfterMs);
      waiting += events.length;
      try {
        return await commit.add({ source, batchId, rejected, items: events.length, occurrences: await judged(batch) });
      } finally {
        waiting -= events.length;
      }
    },
    settled: () => commit.settled(),
  };
}

function subjectOf(judged: Judged & Pick<Occurrence, 'host'>, source: string, { provider }: WindowsEvent) {
  return { ...judged, source, writtenProvider: provider };
}

function previewOf(
  item: IntakeEvent,
  context: { index: number; source: string; lang: Lang; answerer: Answerer; policy: Policy; now: number },
): { event: WindowsEvent; finding: Finding; route: RouteDecision }[] {
  const { index, source, lang, answerer, policy, now } = context;
  return findingsOf(item, lang, answerer).map(({ event, finding }) => {
    const one = occurrence(judgedOf(finding, event), index, { event });
    return { event, finding, route: policy.decide(subjectOf(one, source, event), now) };
  });
}

function notify(
  listener: (ids: readonly string[]) => void,
  ids: readonly string[],
  onError: ((error: unknown) => void) | undefined,
): void {
  try {
    listener(ids);
  } catch (error) {
    // The change is stored, whatever somebody makes of the news.
    onError?.(error);
  }
}
