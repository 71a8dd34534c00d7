/** The board on a real socket: real alerts on a store in memory, a clock in hand, operators, and a browser without script. */
import { randomUUID } from 'node:crypto';
import { createLiveFeed, type LiveFeed, type LiveFeedParts } from '../../adapters/http/board/live-feed.ts';
import type { StreamLimits } from '../../adapters/http/board/stream.ts';
import type { HttpSettings } from '../../adapters/http/parts.ts';
import type { Alerts } from '../../src/alerts/alerts.ts';
import { createAlerts } from '../../src/alerts/create-alerts.ts';
import { createMaintenancePlan } from '../../src/alerts/maintenance.ts';
import { AlertsSection, type NamedToken, readAlertsConfig } from '../../src/config-alerts.ts';
import type { WindowsEvent } from '../../src/event/event.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { type Page, pageOf, readAsset } from './page-app.ts';
import { realAnswerer, runningApp, type RunningApp } from './running-app.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** 2026-11-20T12:30Z */
export const START = Date.UTC(2026, 10, 20, 12, 30);
export const ALICE: NamedToken = { name: 'alice', token: 'alice-token-0123456789' };
export const BOB: NamedToken = { name: 'bob', token: 'bob-token-0123456789ab' };
const NOBODY: readonly NamedToken[] = [];
const TOKENS: readonly NamedToken[] = [ALICE, BOB];

export interface BoardOptions {
  operators?: readonly NamedToken[];
  settings?: Partial<HttpSettings>;
  /** As in `hvevent.yaml`. */
  section?: object;
  /** That of another replica. */
  db?: Db;
  clock?: { at: number };
  /** Replaces what alerts do. */
  alerts?: (real: Alerts) => Alerts;
  feed?: LiveFeedParts['limits'];
  stream?: Partial<StreamLimits>;
}

export interface BoardRig {
  app: RunningApp;
  alerts: Alerts;
  db: Db;
  clock: { at: number };
  feed: LiveFeed;
  accept(events: readonly WindowsEvent[], source?: string): Promise<void>;
  /** The only incident of a host or VM. */
  incidentOf(place: string): Promise<string>;
  close(): Promise<void>;
}

export { NOBODY };

export async function boardApp(options: BoardOptions = {}): Promise<BoardRig> {
  const { clock = { at: START }, operators = TOKENS, section = { defaultTo: ['slack:C0ALERTS'] } } = options;
  const db = options.db ?? (await emptyStore());
  const { alerts: config } = readAlertsConfig({ env: {}, section: AlertsSection.parse(section), language: 'auto' });
  const real = createAlerts({
    db,
    answerer: realAnswerer,
    config,
    now: () => clock.at,
    newId: randomUUID,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const alerts = options.alerts?.(real) ?? real;
  const feed = createLiveFeed({
    alerts,
    now: () => clock.at,
    onError: () => undefined,
    ...(options.feed && { limits: options.feed }),
  });
  const board = {
    alerts,
    operatorTokens: operators,
    mode: config.mode,
    timeZone: config.digest.timeZone,
    maintenance: createMaintenancePlan(config.maintenance),
    feed,
    ...(options.stream && { stream: options.stream }),
  };
  const app = await runningApp({
    ...(options.settings && { settings: options.settings }),
    parts: { board, readAsset, now: () => clock.at },
  });
  let batches = 0;
  return {
    app,
    alerts: real,
    db,
    clock,
    feed,
    accept: async (events, source = 'wec1') => {
      batches += 1;
      const batchId = `${batches}-${randomUUID()}`;
      await real.accept({ source, batchId, events: events.map((event) => ({ event })), rejected: 0 });
    },
    incidentOf: async (place) => {
      const found = (await real.incidents()).filter(({ host, vm }) => (vm ?? host) === place);
      const [only] = found;
      if (only === undefined || found.length > 1) throw new Error(`${found.length} incidents of ${place}`);
      return only.id;
    },
    close: async () => {
      feed.close();
      await app.close();
      if (options.db === undefined) await db.close();
    },
  };
}

async function emptyStore(): Promise<Db> {
  const db = openSqlite(':memory:');
  await migrate(db);
  return db;
}

export function diskError(computer: string, more: Partial<WindowsEvent> = {}): WindowsEvent {
  return { provider: 'disk', eventId: 7, level: 'error', computer, message: 'The device has a bad block.', ...more };
}

/** Known to be harmless: counted only. */
export function harmless(computer: string): WindowsEvent {
  return {
    provider: 'netvsc',
    eventId: 12,
    computer,
    message: "VSP rejected attempt to use protocol version '3.2'.",
  };
}

/** A person without script: keeps the cookie, follows where forms lead, sends what they hold. */
export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** To the letter, with the cookie only. Redirects are followed. */
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Record<string, string>): Promise<Page>;
  /** One request, no redirect followed. */
  send(path: string, init?: RequestInit): Promise<Response>;
  signIn(token?: string): Promise<Page>;
  /** The hidden key of this session's forms. */
  key(): Promise<string>;
  cookie: string | undefined;
}

export function visitor({ app }: Pick<BoardRig, 'app'>): Visitor {
  const one: Visitor = {
    cookie: undefined,
    send: async (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (one.cookie !== undefined) headers.set('Cookie', one.cookie);
      const response = await fetch(app.url + path, { ...init, headers, redirect: 'manual' });
      for (const set of response.headers.getSetCookie()) {
        const [pair = ''] = set.split(';');
        if (pair.includes('hvevent_operator=')) one.cookie = pair.endsWith('=') ? undefined : pair;
      }
      return response;
    },
    get: async (path, headers = {}) => followed(one, await one.send(path, { headers })),
    post: async (path, fields, headers = {}) => {
      const body = new URLSearchParams(fields);
      return followed(one, await one.send(path, { method: 'POST', body, headers }));
    },
    signIn: (token = ALICE.token) => one.post('/alerts/sign-in', { token }),
    key: async () => {
      const page = await one.get('/alerts');
      const field = page.elements.find(({ tag, attributes }) => tag === 'input' && attributes['name'] === 'key');
      return field?.attributes['value'] ?? '';
    },
  };
  return one;
}

async function followed(one: Visitor, response: Response): Promise<Page> {
  const to = response.headers.get('location');
  if (response.status !== 303 || to === null) return pageOf(response);
  if (!to.startsWith('/')) throw new Error(`led away to ${to}`);
  return one.get(to);
}

export async function signedIn(rig: BoardRig, token = ALICE.token): Promise<Visitor> {
  const one = visitor(rig);
  await one.signIn(token);
  return one;
}
