/* oxlint-disable unicorn/require-post-message-target-origin -- chat.postMessage is Slack's, not a window's */
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { apiError, client, fake, started } from './run-fake.ts';
import { askModal, card, silentLogger } from './tiny-app.ts';
import { visibleText } from './visible-text.ts';

describe('the Web API', () => {
  test('a lost response makes a client that repeats post twice, and one that does not post once', async () => {
    const slack = await fake();
    const message = { channel: slack.channel('general'), text: 'alert' };
    slack.faults.add('chat.postMessage', { kind: 'lost-response' });
    await expect(client(slack).chat.postMessage(message)).rejects.toThrow();
    expect(slack.user('alice').sees()).toHaveLength(1);
    slack.faults.add('chat.postMessage', { kind: 'lost-response' });
    const repeating = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 1, minTimeout: 1 },
      logger: silentLogger(),
    });
    await repeating.chat.postMessage(message);
    expect(slack.user('alice').sees()).toHaveLength(3);
  });

  test('429 with Retry-After per channel; other channels are free', async () => {
    const slack = await fake({ workspaces: [{ channels: [{ name: 'general' }, { name: 'alerts' }] }] });
    slack.limits.set('chat.postMessage', { calls: 1, perMs: 1000, retryAfterSeconds: 7 });
    const web = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      rejectRateLimitedCalls: true,
      logger: silentLogger(),
    });
    const post = (channel: string) => web.chat.postMessage({ channel: slack.channel(channel), text: 'x' });
    await post('general');
    await expect(post('general')).rejects.toMatchObject({ retryAfter: 7 });
    await post('alerts');
    expect(slack.calls('chat.postMessage').map(({ status }) => status)).toEqual([200, 429, 200]);
  });

  test('errors have the names that Slack gives them', async () => {
    const slack = await fake({ workspaces: [{ scopes: ['chat:write'] }] });
    const web = client(slack);
    const general = slack.channel('general');
    const text = 'x';
    const errors = await Promise.all([
      apiError(client(slack, 'xoxb-wrong').auth.test()),
      apiError(new WebClient(undefined, { slackApiUrl: slack.apiUrl }).auth.test()),
      apiError(web.users.info({ user: slack.user('alice').id })),
      apiError(web.chat.postMessage({ channel: 'C0NOWHERE', text })),
      apiError(web.chat.postMessage({ channel: slack.channel('no-app'), text })),
      apiError(web.chat.postMessage({ channel: slack.channel('secret'), text })),
      apiError(web.chat.update({ channel: general, ts: '1.000001', text })),
      apiError(web.chat.postMessage({ channel: general, text: '' })),
      apiError(web.apiCall('chat.shout')),
      apiError(web.views.open({ trigger_id: '1.2.3', view: askModal })),
      apiError(web.apps.connections.open()),
    ]);
    expect(errors).toEqual([
      'invalid_auth',
      'not_authed',
      'missing_scope',
      'channel_not_found',
      'not_in_channel',
      'channel_not_found',
      'message_not_found',
      'no_text',
      'unknown_method',
      'invalid_trigger_id',
      'not_allowed_token_type',
    ]);
  });

  test('a trigger is good once and for three seconds', async () => {
    let now = Date.now();
    const { slack } = await started('socket', { now: () => now });
    const alice = slack.user('alice');
    const trigger = async () => String((await alice.command('/hvevent 26')).payload['trigger_id']);
    const web = client(slack);
    const once = await trigger();
    await web.views.open({ trigger_id: once, view: askModal });
    expect(await apiError(web.views.open({ trigger_id: once, view: askModal }))).toBe('exchanged_trigger_id');
    const late = await trigger();
    now += 3001;
    expect(await apiError(web.views.open({ trigger_id: late, view: askModal }))).toBe('expired_trigger_id');
  });

  test('locale comes only when it is asked for', async () => {
    const slack = await fake();
    const user = slack.user('hanako').id;
    expect((await client(slack).users.info({ user })).user?.locale).toBeUndefined();
    expect((await client(slack).users.info({ user, include_locale: true })).user?.locale).toBe('ja-JP');
  });

  test('an update with text alone takes the blocks away', async () => {
    const slack = await fake();
    const web = client(slack);
    const channel = slack.channel('general');
    const { ts } = await web.chat.postMessage({ channel, text: 'card', blocks: card });
    await web.chat.update({ channel, ts: ts!, text: 'acknowledged', blocks: card.slice(0, 1) });
    expect(visibleText(slack.user('alice').sees()[0]!)).toBe('VMSMP 26');
    await web.chat.update({ channel, ts: ts!, text: 'resolved' });
    expect(visibleText(slack.user('alice').sees()[0]!)).toBe('resolved');
  });

  test('a stream grows in its thread and ends with blocks', async () => {
    const slack = await fake();
    const alice = slack.user('alice');
    const { message } = await alice.dm('explain 26');
    const place = { channel: alice.im().id, thread_ts: message.ts };
    const streamer = client(slack).chatStream({ ...place, buffer_size: 1 });
    await streamer.append({ markdown_text: 'The driver ' });
    await streamer.append({ markdown_text: 'is too old.' });
    await streamer.stop({ blocks: card });
    expect(alice.thread(message).at(-1)).toMatchObject({ text: 'The driver is too old.', streaming: false });
    expect(slack.state.violations).toEqual([]);
  });

  test('files are given to a token that may read them; others get the sign-in page', async () => {
    const slack = await fake();
    await slack.user('alice').dm('', { files: [{ name: 'a b.xml', content: '<Event/>' }] });
    const [id] = slack.state.files.keys();
    const { file } = await client(slack).files.info({ file: id! });
    const get = async (token: string) =>
      (await fetch(file!.url_private_download!, { headers: { authorization: `Bearer ${token}` } })).text();
    expect(await get(slack.botToken)).toBe('<Event/>');
    expect(await get('xoxb-wrong')).toContain('Sign in');
  });

  test('ephemeral messages are for one person, in channels with both, and not for update', async () => {
    const slack = await fake();
    const [alice, hanako] = [slack.user('alice'), slack.user('hanako')];
    const web = client(slack);
    const channel = slack.channel('general');
    const { message_ts: ts } = await web.chat.postEphemeral({ channel, user: hanako.id, text: 'psst' });
    expect(hanako.sees()).toMatchObject([{ text: 'psst' }]);
    expect(alice.sees()).toEqual([]);
    expect(await apiError(web.chat.update({ channel, ts: ts!, text: 'x' }))).toBe('message_not_found');
    expect(await apiError(web.chat.postEphemeral({ channel, user: 'U0NOBODY', text: 'x' }))).toBe(
      'user_not_in_channel',
    );
    hanako.reload();
    expect(hanako.sees()).toEqual([]);
  });

  test('delete, permalink and threads', async () => {
    const slack = await fake();
    const alice = slack.user('alice');
    const web = client(slack);
    const channel = slack.channel('general');
    const question = await alice.say('what is 26?');
    const { ts } = await web.chat.postMessage({ channel, text: 'an answer', thread_ts: question.message.ts });
    const { permalink } = await web.chat.getPermalink({ channel, message_ts: ts! });
    expect(permalink).toContain(`/archives/${channel}/p${ts!.replace('.', '')}?thread_ts=${question.message.ts}`);
    expect(await apiError(web.chat.delete({ channel, ts: question.message.ts }))).toBe('cant_delete_message');
    await web.chat.delete({ channel, ts: ts! });
    expect(alice.thread(question.message)).toEqual([question.message]);
    expect(await apiError(web.chat.postMessage({ channel, text: 'x', thread_ts: '1.000001' }))).toBe(
      'thread_not_found',
    );
  });

  test('views: hash, stack of three, external ids; a bad view is invalid_arguments with pointers', async () => {
    const { slack } = await started('socket');
    const alice = slack.user('alice');
    const web = client(slack);
    const trigger = String((await alice.command('/hvevent 26')).payload['trigger_id']);
    const wrong = web.views.open({ trigger_id: trigger, view: { ...askModal, blocks: [{ type: 'sectoin' }] } });
    await expect(wrong).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] unsupported type: sectoin [json-pointer:/view/blocks/0/type]'] },
      },
    });
    const { view } = await web.views.open({ trigger_id: trigger, view: { ...askModal, external_id: 'one' } });
    await alice.choose(alice.modal(), 'text', 'typed');
    await web.views.update({ external_id: 'one', hash: view!.hash!, view: { ...askModal, callback_id: 'second' } });
    expect(alice.modal().values['paste']?.['text']).toMatchObject({ value: 'typed' });
    const old = web.views.update({ view_id: view!.id!, hash: view!.hash!, view: askModal });
    expect(await apiError(old)).toBe('hash_conflict');
    expect(await apiError(web.views.update({ view_id: 'V0NONE', view: askModal }))).toBe('not_found');
  });

  test('conversations, reactions and the assistant', async () => {
    const scopes = ['chat:write', 'im:write', 'channels:read', 'reactions:write', 'assistant:write'];
    const slack = await fake({ workspaces: [{ scopes }] });
    const alice = slack.user('alice');
    const web = client(slack);
    const channel = slack.channel('general');
    expect((await web.conversations.open({ users: alice.id })).channel?.id).toBe(alice.im().id);
    expect((await web.conversations.info({ channel })).channel).toMatchObject({ name: 'general', is_member: true });
    expect((await web.conversations.members({ channel })).members).toContain(alice.id);
    expect(await apiError(web.conversations.info({ channel: slack.channel('secret') }))).toBe('channel_not_found');

    const { message } = await alice.say('26');
    const reaction = { channel, timestamp: message.ts, name: 'eyes' };
    await web.reactions.add(reaction);
    expect(await apiError(web.reactions.add(reaction))).toBe('already_reacted');

    const place = { channel_id: alice.im().id, thread_ts: message.ts };
    const thread = () => slack.state.assistantThreads.get(`${place.channel_id}:${place.thread_ts}`);
    await web.assistant.threads.setStatus({ ...place, status: 'is reading…' });
    expect(thread()).toEqual({ status: 'is reading…' });
    const prompts = Array.from({ length: 5 }, () => ({ title: 'Event 26', message: 'Explain event 26' }));
    const five = web.assistant.threads.setSuggestedPrompts({ ...place, prompts });
    expect(await apiError(five)).toBe('invalid_arguments');
    await web.assistant.threads.setStatus({ ...place, status: '' });
    expect(thread()).toEqual({});
  });

  test('slow answers, server errors and answers of our choice', async () => {
    const slack = await fake();
    const message = { channel: slack.channel('general'), text: 'x' };
    slack.faults.add('chat.postMessage', { kind: 'status', status: 503 });
    slack.faults.add('chat.postMessage', { kind: 'lost-request' });
    slack.faults.add('chat.postMessage', { kind: 'error', error: 'fatal_error' });
    await expect(client(slack).chat.postMessage(message)).rejects.toMatchObject({ statusCode: 503 });
    await expect(client(slack).chat.postMessage(message)).rejects.toThrow();
    expect(await apiError(client(slack).chat.postMessage(message))).toBe('fatal_error');
    expect(slack.state.messages).toEqual([]);
    slack.faults.add('chat.postMessage', { kind: 'slow', ms: 200 });
    const posting = client(slack).chat.postMessage(message);
    await slack.until(() => slack.state.messages[0]);
    expect(slack.user('alice').sees()).toHaveLength(1);
    await expect(slack.idle({ timeoutMs: 20 })).rejects.toThrow('POST /api/chat.postMessage');
    await posting;
  });
});
