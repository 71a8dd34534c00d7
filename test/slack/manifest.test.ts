/** The manifests of deploy/slack against the code, both ways, and against Slack's own limits (slack manifest reference). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '@slack/bolt';
import type { AppsManifestValidateArguments } from '@slack/web-api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { PATHS } from '../../adapters/slack/http-door.ts';
import { LISTENS, SCOPES } from '../../adapters/slack/listens.ts';
import { startSlack } from '../../adapters/slack/start.ts';
import { createAssistant } from '../../src/assistant.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { METHODS } from '../fake-slack/methods/all.ts';
import { realAnswerer } from '../http/running-app.ts';
import { createHandClock, createKeptLog } from './hand-clock.ts';

type OfficialManifest = Extract<AppsManifestValidateArguments['manifest'], object>;
type OfficialScopes = NonNullable<NonNullable<NonNullable<OfficialManifest['oauth_config']>['scopes']>['bot']>;
type OfficialEvents = NonNullable<
  NonNullable<NonNullable<OfficialManifest['settings']>['event_subscriptions']>['bot_events']
>;

const text = (most: number, fewest = 1) => z.string().min(fewest).max(most);
const address = z.httpUrl().startsWith('https://');
/** The package's types do not know this one yet. */
const NOT_YET_TYPED = 'assistant:write';
const scope = z
  .enum([...SCOPES.bot, ...SCOPES.botOptional])
  .transform((name) => (name === NOT_YET_TYPED ? 'commands' : name));
const event = z.enum(LISTENS.events);

/** What we use of a manifest, with Slack's limits; nothing else may stand there. */
const Manifest = z.strictObject({
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: text(4000, 174),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({ display_name: text(80).regex(/^[a-z0-9._-]+$/), always_online: z.boolean() }),
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    agent_view: z.strictObject({
      agent_description: text(300),
      suggested_prompts: z
        .array(z.strictObject({ title: text(75), message: text(500) }))
        .min(1)
        .max(4),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(32).startsWith('/'),
          url: address.optional(),
          description: text(2000),
          usage_hint: text(1000),
          should_escape: z.literal(false),
        }),
      )
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({ type: z.literal('message'), name: text(24), callback_id: text(255), description: text(150) }),
      )
      .max(10),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(address).optional(),
    scopes: z.strictObject({ bot: z.array(scope), bot_optional: z.array(scope) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address.optional(), bot_events: z.array(event).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: address.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

interface Raw {
  features: { slash_commands: { command: string; url?: string }[]; shortcuts: { callback_id: string }[] };
  oauth_config: { redirect_urls?: string[]; scopes: { bot: string[]; bot_optional: string[] } };
  settings: {
    event_subscriptions: { request_url?: string; bot_events: string[] };
    interactivity: { request_url?: string };
    socket_mode_enabled: boolean;
  };
}

const readRaw = (name: string) => parse(readFileSync(`deploy/slack/manifest.${name}.yaml`, 'utf8')) as Raw;

afterEach(() => vi.restoreAllMocks());

/** What the app that is really started listens to, as it tells Bolt. */
async function listening() {
  const heard = {
    commands: [] as string[],
    shortcuts: [] as string[],
    events: [] as string[],
    actions: [] as string[],
    views: [] as string[],
  };
  const note =
    (list: string[], key: 'callback_id' | 'action_id') =>
    (constraint: unknown): void => {
      const named = typeof constraint === 'string' ? constraint : (constraint as Record<string, unknown>)[key];
      if (typeof named !== 'string')
        throw new TypeError(`a listener without a fixed ${key}: ${JSON.stringify(constraint)}`);
      list.push(named);
    };
  vi.spyOn(App.prototype, 'command').mockImplementation(note(heard.commands, 'callback_id'));
  vi.spyOn(App.prototype, 'shortcut').mockImplementation(note(heard.shortcuts, 'callback_id'));
  vi.spyOn(App.prototype, 'action').mockImplementation(note(heard.actions, 'action_id'));
  vi.spyOn(App.prototype, 'view').mockImplementation(note(heard.views, 'callback_id'));
  vi.spyOn(App.prototype, 'event').mockImplementation(((name: string) => void heard.events.push(name)) as App['event']);
  vi.spyOn(App.prototype, 'message').mockImplementation(() => void heard.events.push('message.im'));
  vi.spyOn(App.prototype, 'options').mockImplementation(() => {
    throw new Error('options need an address in the manifest');
  });
  const store = openSqlite(':memory:');
  await migrate(store);
  const { now, pause } = createHandClock();
  const answerer = realAnswerer;
  const assistant = createAssistant({
    answerer,
    store,
    recordGaps: false,
    now,
    newId: () => 'id',
    onError: () => undefined,
  });
  const slack = await startSlack({
    store,
    answerer,
    assistant,
    now,
    pause,
    secretKeys: [],
    language: 'auto',
    log: createKeptLog(),
    settings: {
      escalation: {},
      channelLanguages: {},
      delivery: {
        mode: 'http',
        signingSecret: 'not used here',
      },
      access: {
        kind: 'workspace',
        botToken: 'xoxb-not-used',
      },
    },
  });
  await slack.stop();
  await store.close();
  return heard;
}

const sorted = (names: Iterable<string>) => [...new Set(names)].toSorted();

describe.each(['socket', 'http'])('manifest.%s.yaml', (name) => {
  it('is one that Slack takes: known keys, limits, scopes and events', () => {
    // The official types, checked when this file is compiled.
    const manifest: OfficialManifest = Manifest.parse(readRaw(name));
    const scopes: OfficialScopes = manifest.oauth_config?.scopes?.bot ?? [];
    const events: OfficialEvents = manifest.settings?.event_subscriptions?.bot_events ?? [];
    expect([scopes.length, events.length]).toEqual([SCOPES.bot.length, LISTENS.events.length]);
  });

  it('names all that the code listens to and asks for, and nothing else', () => {
    const { features, oauth_config: oauth, settings } = readRaw(name);
    const named = {
      commands: features.slash_commands.map(({ command }) => command),
      shortcuts: features.shortcuts.map(({ callback_id: id }) => id),
      events: settings.event_subscriptions.bot_events,
      bot: oauth.scopes.bot,
      optional: oauth.scopes.bot_optional,
    };
    expect(named).toEqual({
      commands: [...LISTENS.commands],
      shortcuts: [...LISTENS.shortcuts],
      events: sorted(LISTENS.events),
      bot: sorted(SCOPES.bot),
      optional: sorted(SCOPES.botOptional),
    });
  });
});

describe('the two manifests', () => {
  it('differ in the way Slack reaches us, and in nothing else', () => {
    const http = readRaw('http');
    const { features, oauth_config: oauth, settings } = http;
    const base = 'https://hvevent.example.com';
    expect(features.slash_commands.map(({ url }) => url)).toEqual([base + PATHS.events]);
    expect(settings.event_subscriptions.request_url).toBe(base + PATHS.events);
    expect(settings.interactivity.request_url).toBe(base + PATHS.events);
    expect(oauth.redirect_urls).toEqual([base + PATHS.redirect]);
    expect(settings.socket_mode_enabled).toBe(false);

    for (const command of features.slash_commands) delete command.url;
    delete settings.event_subscriptions.request_url;
    delete settings.interactivity.request_url;
    delete oauth.redirect_urls;
    settings.socket_mode_enabled = true;
    expect(http).toEqual(readRaw('socket'));
  });
});

describe('the list of what the app listens to', () => {
  it('is what its listeners really listen to', async () => {
    const { commands, shortcuts, events, actions, views } = await listening();

    expect(sorted(commands)).toEqual(sorted(LISTENS.commands));
    expect(sorted(shortcuts)).toEqual(sorted(LISTENS.shortcuts));
    expect(sorted(events)).toEqual(sorted(LISTENS.events));
    expect(sorted(actions)).toEqual(sorted(LISTENS.actions));
    expect(sorted(views)).toEqual(sorted(LISTENS.views));
  });

  it('asks for the scopes of the methods it calls, and for no others', () => {
    const called = new Set(
      sources()
        .flatMap(methodsIn)
        .filter((method) => method !== 'apps.connections.open'),
    );
    expect(called.size).toBeGreaterThan(5);
    const needed = [...called].flatMap((method) => {
      const known = METHODS[method];
      if (known === undefined) throw new Error(`FakeSlack does not know ${method}, which the app calls`);
      const { anyScope = [] } = known;
      return anyScope.length === 0 ? [] : [anyScope];
    });
    const asked: readonly string[] = [...SCOPES.bot, ...SCOPES.botOptional];
    for (const any of needed)
      expect(
        any.some((each) => asked.includes(each)),
        any.join(' or '),
      ).toBe(true);

    // Those that no method tells: they are for what arrives, and for channels without the app.
    const forArrivals = new Set(['commands', 'app_mentions:read', 'im:history', 'chat:write.public']);
    const unneeded = asked.filter((each) => !forArrivals.has(each) && !needed.some((any) => any.includes(each)));
    expect(unneeded).toEqual([]);
  });
});

function sources(): string[] {
  return readdirSync('adapters/slack', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join('adapters/slack', file), 'utf8'));
}

/** `client.chat.postMessage(` and `client.assistant.threads.setStatus(` */
function methodsIn(source: string): string[] {
  return [...source.matchAll(/\bclient\.((?:[a-z]\w*\.){1,2}[a-z]\w*)\(/g)].flatMap(([, method]) => method ?? []);
}
