/** Our door on a server of its own, with the real library behind it, and an app that a test gives. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Connector, createConnector } from '../../adapters/teams/connector.ts';
import { teamsRoutes } from '../../adapters/teams/door.ts';
import type { TeamsApp, TeamsTurn } from '../../adapters/teams/port.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import { Secret, type TeamsConfig } from '../../src/config-teams.ts';
import type { FakeTeams } from '../fake-teams/fake-teams.ts';

export const PASSWORD = 'never-to-be-seen-1234567890';

export interface DoorOnFake {
  connector: Connector;
  /** Where Teams posts to. */
  url: string;
  /** What came through, in order. */
  turns: TeamsTurn[];
  /** What was logged: level, message and fields as one text. */
  lines: string[];
  stop: () => Promise<void>;
}

export interface DoorOptions {
  onTurn?: TeamsApp['onTurn'];
  settings?: Partial<Pick<TeamsConfig, 'identity' | 'serviceUrls' | 'tenants'>>;
  now?: () => number;
  patience?: { invokeMs: number; turnMs: number };
  /** Another cloud than the fake one: Teams' own. */
  real?: boolean;
}

export async function startDoorOn(teams: FakeTeams, options: DoorOptions = {}): Promise<DoorOnFake> {
  const { onTurn = async () => undefined, settings = {}, now = Date.now, real = false } = options;
  const turns: TeamsTurn[] = [];
  const lines: string[] = [];
  const log = logInto(lines);
  const identity: TeamsConfig['identity'] = settings.identity ?? {
    kind: 'registered',
    appId: teams.appId,
    tenantId: teams.tenantId,
    credentials: { kind: 'password', password: new Secret(PASSWORD) },
  };
  const { url: fakeUrl, openIdMetadataUrl, outgoingToken: token } = teams;
  let made = 0;
  const insecureLocal = identity.kind === 'insecureLocal';
  const connector = createConnector({
    settings: { serviceUrls: [], tenants: [teams.tenantId], ...settings, identity },
    log,
    now,
    newId: () => `own-${made++}`,
    ...(options.patience !== undefined && { patience: options.patience }),
    ...(!insecureLocal && !real && { fake: { url: fakeUrl, openIdMetadataUrl, token } }),
  });
  connector.attach({
    onTurn: (turn) => {
      turns.push(turn);
      return onTurn(turn);
    },
  });
  const routes = teamsRoutes({ port: connector, insecureLocal, log, now });
  const server = createServer((incoming, outgoing) => {
    const route = routes.get(incoming.url ?? '');
    if (route === undefined) outgoing.writeHead(404).end();
    else route(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  teams.setBot(url);
  return {
    connector,
    url,
    turns,
    lines,
    stop: async () => {
      await connector.idle();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function logInto(lines: string[]): ChatLog {
  const at = (level: string) => (message: string, fields?: object) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
