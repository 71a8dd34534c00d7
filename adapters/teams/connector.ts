/** TeamsPort on the library: who may speak to us, what they get back, and our own calls. */
import type { TeamsConfig } from '../../src/config-teams.ts';
import { inTime } from '../../src/chat/in-time.ts';
import { type ChatLog, failureFields } from '../../src/chat/log.ts';
import { Activity, tenantOf } from './activity.ts';
import { mayBeOfTeams } from './claims.ts';
import { download } from './download.ts';
import { entraWords } from './entra-words.ts';
import { invokeBody } from './invoke-reply.ts';
import { activitiesUrl, demandSuccess, outgoingActivity, targetOf } from './outgoing.ts';
import {
  type StoredRef,
  type TeamsApp,
  type TeamsPort,
  type TeamsReply,
  type TeamsRequest,
  type TeamsResponse,
  TeamsSendError,
  type TeamsTurn,
} from './port.ts';
import { createRefusalLog, type Refusal } from './refusals.ts';
import {
  CallLost,
  createTeamsSdk,
  type FakeCloud,
  type GoodRequest,
  type InvokeAnswer,
  type TeamsCall,
} from './sdk.ts';
import { createServiceUrls } from './service-urls.ts';
import { isKnownInvoke, toTurn } from './to-turn.ts';

/** Teams waits about 5 seconds for an invoke, 15 for anything else; then the person sees that it failed. */
const PATIENCE = { invokeMs: 4500, turnMs: 10_000 };

/** Certain to have come too early to reach anybody. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export interface ConnectorParts {
  settings: Pick<TeamsConfig, 'identity' | 'serviceUrls' | 'tenants'>;
  log: ChatLog;
  now: () => number;
  newId: () => string;
  /** How long a turn may hold an answer up. Milliseconds. */
  patience?: { invokeMs: number; turnMs: number };
  /** Only of tests. */
  fake?: (FakeCloud & { url: string }) | undefined;
}

export interface Connector extends TeamsPort {
  /** Whom turns go to. Before that, everything is answered with 503. */
  attach: (app: TeamsApp) => void;
  /** When the turns that have arrived are done. */
  idle: () => Promise<void>;
}

export function createConnector(parts: ConnectorParts): Connector {
  const { settings, log, now, newId, fake, patience = PATIENCE } = parts;
  const { identity, tenants } = settings;
  const insecure = identity.kind === 'insecureLocal';
  const sdk = createTeamsSdk({ identity, fake });
  const urls = createServiceUrls({ more: settings.serviceUrls, loopbackOnly: insecure, fake: fake?.url });
  const refused = createRefusalLog(log, now);
  const underWay = new Set<Promise<unknown>>();
  let app: TeamsApp | undefined;

  const isOurs = (tenantId: string | undefined): boolean =>
    tenants === 'any' || (tenantId !== undefined && tenants.includes(tenantId.toLowerCase()));
  const refuse = (status: number, why: Refusal): TeamsResponse => {
    refused(why);
    return { status };
  };

  const authenticate = async (activity: Activity, header: unknown): Promise<GoodRequest | TeamsResponse> => {
    // The library checks other channels' tokens in other ways.
    if (activity.channelId !== 'msteams') return refuse(401, 'notTeams');
    if (!insecure && !mayBeOfTeams(header, identity.appId)) return refuse(401, 'token');
    try {
      const good = await sdk.authenticate(activity, insecure ? '' : String(header));
      return good ?? refuse(401, 'token');
    } catch (error) {
      log.debug('teams: no keys', failureFields(error));
      return refuse(503, 'keys');
    }
  };

  const handle = async ({ method, headers, body }: TeamsRequest): Promise<TeamsResponse> => {
    if (method !== 'POST') return { status: 405 };
    const read = Activity.safeParse(body);
    if (!read.success) return { status: 400 };
    const activity = read.data;
    const good = await authenticate(activity, headers['authorization']);
    if ('status' in good) return good;
    if (!urls.serves(activity.serviceUrl)) return refuse(403, 'serviceUrl');
    if (!isOurs(tenantOf(activity))) return refuse(403, 'tenant');
    if (activity.type === 'invoke' && !isKnownInvoke(activity.name)) return { status: 501 };
    const turn = toTurn(activity, { now: now(), newId });
    if (turn === undefined) return { status: 200 };
    if (app === undefined) return { status: 503 };
    const work = app.onTurn(turn);
    remember(underWay, work);
    return answered(await good.run(() => answerOf(activity, turn, work)));
  };

  /** Waits as long as Teams does; the turn itself goes on. */
  const answerOf = async (
    { name }: Activity,
    turn: TeamsTurn,
    work: Promise<TeamsReply>,
  ): Promise<InvokeAnswer | undefined> => {
    const isInvoke = isKnownInvoke(name);
    const done = await inTime(
      work.then((reply) => ({ reply })),
      isInvoke ? patience.invokeMs : patience.turnMs,
    );
    if (done === undefined) log.warn('teams: a turn took too long', { kind: turn.kind });
    if (!isInvoke) return undefined;
    return done === undefined ? { status: 503 } : { status: 200, body: invokeBody(name, done.reply) };
  };

  const call = async (what: TeamsCall): Promise<unknown> => {
    const authorization = await sdk.authorization().catch((error: unknown) => {
      throw noToken(error);
    });
    const result = await sdk.call(what, authorization).catch((error: unknown) => {
      throw lost(error);
    });
    demandSuccess(result, now());
    return result.body;
  };
  /** What was allowed when it was stored may not be any more. */
  const demandAllowed = (ref: StoredRef): void => {
    if (urls.serves(ref.serviceUrl) && isOurs(ref.tenantId)) return;
    const message = 'A stored conversation is at an address or of an organisation that is not allowed.';
    throw new TeamsSendError(message, { code: 'REFUSED', mayHaveArrived: false });
  };

  return {
    attach: (given) => {
      app = given;
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    handle: async (request) => {
      try {
        return await handle(request);
      } catch (error) {
        log.error('teams: a turn failed', failureFields(error));
        return { status: 500 };
      }
    },
    send: async (ref, out) => {
      demandAllowed(ref);
      const url = `${activitiesUrl(ref)}${targetOf(ref, out) === undefined ? '' : '?isTargetedActivity=true'}`;
      const body = await call({ method: 'POST', url, body: outgoingActivity(ref, out) });
      const id: unknown = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
      return typeof id === 'string' ? { activityId: id } : {};
    },
    update: async (ref, activityId, out) => {
      demandAllowed(ref);
      const url = `${activitiesUrl(ref, activityId)}${targetOf(ref, out) === undefined ? '' : '?isTargetedActivity=true'}`;
      await call({ method: 'PUT', url, body: { ...outgoingActivity(ref, out), id: activityId } });
    },
    remove: async (ref, activityId) => {
      demandAllowed(ref);
      await call({ method: 'DELETE', url: activitiesUrl(ref, activityId) });
    },
    download: (url, most) => download(url, most, urls),
  };
}

function answered(answer: InvokeAnswer | undefined): TeamsResponse {
  if (answer === undefined) return { status: 200 };
  return { status: answer.status, ...(answer.body !== undefined && { body: answer.body }) };
}

function remember(underWay: Set<Promise<unknown>>, work: Promise<unknown>): void {
  const settled = work.then(
    () => undefined,
    () => undefined,
  );
  underWay.add(settled);
  void settled.finally(() => underWay.delete(settled));
}

function lost(error: unknown): TeamsSendError {
  const code = error instanceof CallLost ? error.code : 'UNKNOWN';
  return new TeamsSendError(
    `Teams was not reached (${code}).`,
    { code, mayHaveArrived: !NEVER_CONNECTED.has(code) },
    { cause: error },
  );
}

function noToken(error: unknown): TeamsSendError {
  return new TeamsSendError(`Entra gives us no token (${entraWords(error).shown}).`, {
    code: 'TOKEN',
    mayHaveArrived: false,
  });
}
