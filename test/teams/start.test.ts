import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningTeams, type StartParts, startTeams } from '../../adapters/teams/start.ts';
import { createAssistant } from '../../src/assistant.ts';
import { Secret } from '../../src/config-teams.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { wordsOf } from '../fake-teams/cards.ts';
import { createFakeTeams, type FakeTeams } from '../fake-teams/fake-teams.ts';
import { messageActivity } from '../fake-teams/payloads.ts';
import type { Json } from '../fake-teams/state.ts';
import { realAnswerer } from '../http/running-app.ts';
import { logInto, PASSWORD } from './door-on-fake.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface World {
  teams: FakeTeams;
  running: RunningTeams;
  lines: string[];
  server: Server;
}

async function started(identity: 'registered' | 'insecureLocal', changes: Partial<StartParts> = {}): Promise<World> {
  const insecure = identity === 'insecureLocal';
  const teams = await createFakeTeams({ open: insecure });
  open.push(teams.close);
  const store = openSqlite(':memory:');
  await migrate(store);
  open.push(() => store.close());
  const answerer = realAnswerer();
  const assistant = createAssistant({
    answerer: () => answerer,
    store,
    recordGaps: false,
    now: Date.now,
    newId: randomUUID,
    onError: () => undefined,
  });
  const lines: string[] = [];
  const { appId, tenantId, url, openIdMetadataUrl, outgoingToken: token } = teams;
  const credentials = { kind: 'password' as const, password: new Secret(PASSWORD) };
  const running = startTeams({
    settings: {
      identity: insecure ? { kind: 'insecureLocal' } : { kind: 'registered', appId, tenantId, credentials },
      tenants: insecure ? 'any' : [tenantId],
      serviceUrls: [],
      escalation: {},
      channelLanguages: {},
    },
    secretKeys: [],
    store,
    assistant,
    answerer: () => answerer,
    language: 'auto',
    log: logInto(lines),
    now: Date.now,
    newId: randomUUID,
    pause: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
    ...(!insecure && { fake: { url, openIdMetadataUrl, token } }),
    ...changes,
  });
  const server = createServer((incoming, outgoing) => running.rawRoutes.get(incoming.url ?? '')?.(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  teams.setBot(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
  return { teams, running, lines, server };
}

describe('Teams', () => {
  it('answers a message with a card', async () => {
    const { teams, running, lines } = await started('registered');
    const ann = teams.user('Ann');
    await ann.say('VMSMP 26');
    await teams.until(() => teams.said(ann.chat).length > 0);

    expect(wordsOf(ann.sees().at(-1)?.shown)).toContain('Safe only if a condition holds');
    await running.stop();
    expect(lines.filter((line) => !line.startsWith('debug'))).toEqual([
      'info teams: started {"identity":"registered"}',
    ]);
  });

  it('is at one address only', async () => {
    const { running } = await started('registered');

    expect([...running.rawRoutes.keys()]).toEqual(['/api/messages']);
    await running.stop();
  });

  it('finishes what is under way before it stops', async () => {
    const { teams, running } = await started('registered');
    const ann = teams.user('Ann');
    teams.faults.next({ status: 429, retryAfter: '1' });
    const saying = ann.say('VMSMP 26');
    await teams.until(() => teams.calls.length === 1);
    expect(teams.said(ann.chat)).toHaveLength(0);

    await running.stop();

    expect(teams.said(ann.chat)).toHaveLength(1);
    await saying;
  });

  it('can be tried without an app registration, and says so in the log', async () => {
    const { teams, running, lines } = await started('insecureLocal');
    const ann = teams.user('Ann');
    await teams.deliver(activityOf(ann, teams), '');
    await teams.until(() => teams.said(ann.chat).length > 0);

    expect(teams.calls.at(-1)).toMatchObject({ authorization: undefined, status: 201 });
    expect(lines[0]).toMatch(/^warn teams: teams\.insecureLocal is on/);
    await running.stop();
  });
});

function activityOf(ann: ReturnType<FakeTeams['user']>, teams: FakeTeams): Json {
  const world = { appId: teams.appId, serviceUrl: teams.serviceUrl, nextId: randomUUID };
  const said = { text: 'VMSMP 26', html: '<p>VMSMP 26</p>', mentions: false, files: [], targeted: false };
  return messageActivity({ world, person: ann, conversation: ann.chat, ...said });
}
