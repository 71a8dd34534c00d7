/**
 * FakeSlack with a page on which a person can use the app by hand.
 *
 *   const slack = await startFakeSlackWithPage({ port: 4000 });
 *   // start the app against slack.apiUrl (see fake-slack.ts), then open slack.url in a browser
 *
 * For `npm run fake-slack`: start this, then the real app with the tokens and addresses it returns.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Shown, drawPage } from './draw-page.ts';
import { type FakeSlack, type FakeSlackOptions, createFakeSlack } from './fake-slack.ts';
import type { GivenFile } from './given-files.ts';
import { answerJson, answerText, readBody } from './http.ts';
import type { Given, Target } from './interactions.ts';
import { type Json, isJson, parseJson, text } from './json.ts';
import type { User } from './user.ts';

/** The shortcut that the page offers on every message. */
const SHORTCUT = 'explain_event';
const ASSETS: Readonly<Record<string, string>> = { 'page.css': 'text/css', 'page.js': 'text/javascript' };
const SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Starts FakeSlack with its page at `/`. */
export function startFakeSlackWithPage(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  return createFakeSlack({ ...options, page: (slack) => (request, response) => servePage(slack, request, response) });
}

/** True when the request was for the page. */
async function servePage(slack: FakeSlack, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const url = new URL(request.url ?? '/', slack.url);
  if (url.pathname !== '/' && !url.pathname.startsWith('/page/')) return false;
  // Another site's page must not reach this one under a name of its own.
  if (request.headers.host !== new URL(slack.url).host && request.headers.host?.startsWith('localhost:') !== true) {
    answerText(response, 421, 'wrong host');
    return true;
  }
  response.setHeader('content-security-policy', SECURITY);
  response.setHeader('x-content-type-options', 'nosniff');
  const asset = url.pathname.slice('/page/'.length);
  const type = ASSETS[asset];
  if (url.pathname === '/') answerText(response, 200, drawPage(slack, shownBy(slack, url.searchParams)), 'text/html');
  else if (type !== undefined)
    answerText(response, 200, readFileSync(new URL(`page/${asset}`, import.meta.url), 'utf8'), type);
  else if (asset === 'changes') streamChanges(slack, response);
  else if (asset === 'do' && request.method === 'POST') await doAsTold(slack, request, response);
  else answerText(response, 404, 'no such page');
  return true;
}

function shownBy(slack: FakeSlack, query: URLSearchParams): Shown {
  const people = [...slack.state.people.values()].filter(({ isBot }) => !isBot);
  const person = people.find(({ id }) => id === query.get('user')) ?? people[0];
  const user = slack.user(person?.name ?? '');
  const mine = [...slack.state.channels.values()].filter(
    ({ team, withUser }) => team === user.team && (withUser ?? user.id) === user.id,
  );
  const channel = mine.find(({ id }) => id === query.get('channel')) ?? mine[0] ?? user.im();
  const thread = query.get('thread');
  return {
    user,
    channel,
    tab: query.get('tab') === 'home' ? 'home' : 'messages',
    ...(thread === null ? {} : { thread }),
  };
}

/** Server-sent events: one for every change. */
function streamChanges(slack: FakeSlack, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  response.on(
    'close',
    slack.onChange(() => response.write('data: change\n\n')),
  );
}

/** One act of the person: `{act, user, channel, thread?, target?, …}`. JSON only, so that no form of another site can send it. */
async function doAsTold(slack: FakeSlack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const told = body.contentType.startsWith('application/json') ? parseJson(body.text) : undefined;
  if (!isJson(told)) return answerJson(response, 415, { error: 'JSON is needed' });
  try {
    await act(slack, shownBy(slack, new URLSearchParams(told['query'] as string)), told);
    answerJson(response, 200, { ok: true });
  } catch (error) {
    answerJson(response, 200, { ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

async function act(slack: FakeSlack, shown: Shown, told: Json): Promise<unknown> {
  const { user } = shown;
  const name = text(told['action']) ?? '';
  const value = text(told['value']);
  const hint = { ...(value === undefined ? {} : { value }), blockId: text(told['block']) ?? '' };
  switch (told['act']) {
    case 'send':
      return send(shown, text(told['text']) ?? '', { thread: text(told['thread']), files: givenFiles(told['files']) });
    case 'press':
      return user.click(targetOf(slack, user, told), name, hint);
    case 'choose':
      return user.choose(targetOf(slack, user, told), name, given(told['given']), { blockId: hint.blockId });
    case 'submit':
      return user.submit(givenValues(told['values']));
    case 'close':
      return user.close();
    case 'shortcut': {
      const target = targetOf(slack, user, told);
      return 'ts' in target ? user.shortcut(SHORTCUT, target) : undefined;
    }
    case 'home':
      return user.openHome();
    case 'messages':
      return user.openMessages();
    case 'locale': {
      const person = slack.state.people.get(user.id);
      if (person !== undefined) person.locale = text(told['locale']) ?? person.locale;
      return undefined;
    }
    case 'reload':
      return user.reload();
    default:
      throw new Error(`there is no act ${String(told['act'])}`);
  }
}

function send(
  { user, channel }: Shown,
  typed: string,
  { thread, files }: { thread: string | undefined; files: GivenFile[] },
): Promise<unknown> {
  const options = { files, ...(thread === undefined ? {} : { thread }) };
  if (typed.startsWith('/') && thread === undefined) return user.command(typed, { channel: channel.id });
  if (channel.kind === 'im') return user.dm(typed, options);
  const mention = '@hvevent';
  if (!typed.startsWith(mention)) return user.say(typed, { ...options, channel: channel.id });
  return user.mention(typed.slice(mention.length).trimStart(), { ...options, channel: channel.id });
}

function targetOf({ state }: FakeSlack, user: User, told: Json): Target {
  const [kind, id] = String(told['target']).split(':', 2);
  const views = [...user.modals(), ...[user.home()].filter((view) => view !== undefined)];
  const target =
    kind === 'view'
      ? views.find((view) => view.id === id)
      : state.messages.find(
          ({ ts, team, ephemeralTo }) => ts === id && team === user.team && (ephemeralTo ?? user.id) === user.id,
        );
  if (target === undefined) throw new Error('it is not there any more');
  return target;
}

function given(value: unknown): Given {
  if (Array.isArray(value) && value.some(isJson)) return givenFiles(value);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? value : null;
}

function givenValues(values: unknown): Record<string, Given> {
  return Object.fromEntries(Object.entries(isJson(values) ? values : {}).map(([name, value]) => [name, given(value)]));
}

/** Files as page.js sends them: `{name, base64}`. */
function givenFiles(files: unknown): GivenFile[] {
  const sent = Array.isArray(files) ? files.filter(isJson) : [];
  return sent.map(({ name, base64 }) => ({ name: String(name), content: Buffer.from(String(base64), 'base64') }));
}
