/** Our own Teams with a page on which a person can use the app by hand; the real renderer draws the cards. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { TEAMS_HOST_CONFIG } from '../teams/host-config.ts';
import { readAll } from './connector.ts';
import { createFakeTeams, type FakeTeams, type FakeTeamsOptions } from './fake-teams.ts';
import { asJson, type Conversation, type Json, type Message } from './state.ts';
import type { User } from './user.ts';

const RENDERER = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js');
const ASSETS: Readonly<Record<string, { file: string | URL; type: string }>> = {
  '/': { file: new URL('page/page.html', import.meta.url), type: 'text/html' },
  '/page.css': { file: new URL('page/page.css', import.meta.url), type: 'text/css' },
  '/page.js': { file: new URL('page/page.js', import.meta.url), type: 'text/javascript' },
  '/cards.js': { file: RENDERER, type: 'text/javascript' },
};
const SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Two people, a channel and a group chat stand ready. */
export async function startFakeTeamsWithPage(options: Omit<FakeTeamsOptions, 'page'> = {}): Promise<FakeTeams> {
  const teams = await createFakeTeams({
    ...options,
    page: (made) => (request, response) => serve(made, request, response),
  });
  teams.user('Ann');
  teams.user('Kenji', { locale: 'ja-JP' });
  teams.channel('Servers');
  teams.group('Night shift');
  return teams;
}

async function serve(teams: FakeTeams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', teams.url);
  // Another site's page must not reach this one under a name of its own.
  if (request.headers.host !== new URL(teams.url).host) return end(response, 421, 'text/plain', 'wrong host');
  response.setHeader('content-security-policy', SECURITY);
  response.setHeader('x-content-type-options', 'nosniff');
  const asset = ASSETS[url.pathname];
  if (asset !== undefined) return end(response, 200, asset.type, readFileSync(asset.file, 'utf8'));
  if (url.pathname === '/changes') return streamChanges(teams, response);
  if (url.pathname === '/state') return endJson(response, stateFor(teams, shownBy(teams, url.searchParams)));
  // JSON by its type, so that no form of another site can send it.
  if (url.pathname !== '/do' || request.headers['content-type'] !== 'application/json')
    return end(response, 404, 'text/plain', 'no such page');
  const told = asJson(JSON.parse(await readAll(request)));
  const shown = shownBy(teams, new URLSearchParams(word(told, 'query')));
  const answer = await act(shown, told).catch((error: unknown) => ({
    error: error instanceof Error ? error.message : String(error),
  }));
  return endJson(response, answer ?? {});
}

interface Shown {
  user: User;
  where: Conversation;
}

function shownBy(teams: FakeTeams, query: URLSearchParams): Shown {
  const people = teams.people();
  const user = people.find(({ name }) => name === query.get('user')) ?? people[0];
  if (user === undefined) throw new Error('nobody is here');
  const mine = placesOf(teams, user);
  return { user, where: mine.find(({ id }) => id === query.get('in')) ?? user.chat };
}

function placesOf(teams: FakeTeams, user: User): Conversation[] {
  return teams.conversations().filter(({ id, type }) => type !== 'personal' || id === user.chat.id);
}

function stateFor(teams: FakeTeams, { user, where }: Shown): Json {
  return {
    hostConfig: TEAMS_HOST_CONFIG,
    user: { name: user.name, locale: user.locale },
    people: teams.people().map(({ name }) => name),
    places: placesOf(teams, user).map(({ id, type, name, hasBot }) => ({
      id,
      type,
      name: type === 'personal' ? 'hvevent' : name,
      hasBot,
    })),
    where: where.id,
    messages: user.sees(where).map((message) => ({
      id: message.id,
      thread: message.thread ?? null,
      from: message.from === 'bot' ? 'hvevent' : message.from.name,
      text: message.text,
      card: message.shown ?? null,
      isPrivate: message.targetedTo !== undefined,
      isEdited: message.isEdited,
    })),
    dialog: user.dialog() ?? null,
    composed: user.composed().at(-1) ?? null,
  };
}

/** One act of the person: `{act, query, message?, …}`. */
async function act({ user, where }: Shown, told: Json): Promise<unknown> {
  const message = (): Message => {
    const found = user.sees(where).find(({ id }) => id === told['message']);
    if (found === undefined) throw new Error('it is not there any more');
    return found;
  };
  const inputs = Object.fromEntries(
    Object.entries(asJson(told['inputs'])).map(([name, value]) => [name, String(value)]),
  );
  switch (told['act']) {
    case 'say': {
      const thread = typeof told['message'] === 'string' ? { thread: message() } : {};
      const files = Array.isArray(told['files']) ? told['files'].map(asJson) : [];
      await user.say(word(told, 'text'), {
        in: where,
        ...thread,
        targeted: told['targeted'] === true,
        files: files.map((file) => ({ name: word(file, 'name'), bytes: Buffer.from(word(file, 'base64'), 'base64') })),
      });
      return undefined;
    }
    case 'click':
      return user.click(message(), Number(told['button']), { inputs });
    case 'explain':
      return user.explain(message());
    case 'submit':
      return user.submit(Number(told['button']), inputs);
    case 'close':
      return user.closeDialog();
    case 'search':
      return (await user.search(word(told, 'text'), { in: where })).body;
    case 'insert':
      user.composed().push(asJson(told['card']));
      return undefined;
    case 'send':
      return void user.sendComposed(where);
    case 'install':
      return user.install(where);
    case 'remove':
      return user.remove(where);
    default:
      throw new Error(`there is no act ${String(told['act'])}`);
  }
}

/** Server-sent events: one for every change. */
function streamChanges(teams: FakeTeams, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  const stop = teams.onChange(() => response.write('data: change\n\n'));
  response.on('close', stop);
}

function word(told: Json, name: string): string {
  const value = told[name];
  return typeof value === 'string' ? value : '';
}

function endJson(response: ServerResponse, value: unknown): void {
  end(response, 200, 'application/json', JSON.stringify(value));
}

function end(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(text);
}
