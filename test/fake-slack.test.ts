/* oxlint-disable unicorn/require-post-message-target-origin -- chat.postMessage is Slack's, not a window's */
import { describe, expect, test } from 'vitest';
import { apiError, client, started } from './fake-slack/run-fake.ts';
import { askModal, card } from './fake-slack/tiny-app.ts';
import { visibleText } from './fake-slack/visible-text.ts';

describe.each(['http', 'socket'] as const)('a Bolt app over %s', (mode) => {
  test('a command is answered privately and shared with the channel', async () => {
    const { slack, heard } = await started(mode);
    const [alice, hanako] = [slack.user('alice'), slack.user('hanako')];

    const asked = await alice.command('/hvevent vmsmp 26');
    const answer = await slack.until(() => alice.sees().at(-1));
    expect(asked).toMatchObject({ acked: true, userSaw: 'nothing' });
    expect(visibleText(answer)).toContain('[Yes] [Share to channel]');
    expect(hanako.sees()).toEqual([]);

    await alice.click(answer, 'Share to channel');
    await slack.idle();
    expect(heard).toEqual(['command vmsmp 26', 'share without message']);
    expect(alice.sees().map(({ text, ephemeralTo }) => [text, ephemeralTo])).toEqual([
      [`shared by <@${alice.id}>`, undefined],
    ]);
    expect(hanako.sees()).toEqual(alice.sees());
    expect(slack.state.violations).toEqual([]);
  });

  test('a button in a channel message comes with the message and replaces it', async () => {
    const { slack } = await started(mode);
    const alice = slack.user('alice');
    await client(slack).chat.postMessage({ channel: slack.channel('general'), text: 'a card', blocks: card });
    const [message] = alice.sees();

    const pressed = await alice.click(message!, 'yes');
    await slack.idle();

    expect(pressed.payload).toMatchObject({
      message: { ts: message!.ts },
      actions: [{ action_id: 'yes', value: 'v1' }],
    });
    expect(alice.sees()).toEqual([expect.objectContaining({ text: 'may be ignored', ts: message!.ts })]);
    expect(message!.blocks).toBeUndefined();
  });

  test('a modal is refused, corrected, pushed and closed', async () => {
    const { slack, heard } = await started(mode);
    const alice = slack.user('alice');
    await alice.command('/hvevent');
    await slack.until(() => alice.modals()[0]);

    expect(await alice.submit()).toMatchObject({ userSaw: 'client-errors', attempts: [] });
    expect(await alice.submit({ 'The event': 'nothing' })).toMatchObject({ userSaw: 'errors' });
    expect(alice.modal().errors).toEqual({ paste: 'No event was found.' });
    expect(await alice.submit({ text: 'more' })).toMatchObject({ userSaw: 'pushed' });
    expect(alice.modals()).toHaveLength(2);
    await alice.close();
    const upload = [{ name: 'a.evtx', content: new Uint8Array([1, 2]) }];
    expect(await alice.submit({ paste: 'VMSMP 26', upload })).toMatchObject({ userSaw: 'closed' });
    await slack.idle();
    expect(alice.modals()).toEqual([]);
    expect(heard.at(-1)).toBe('ask VMSMP 26 a.evtx');
    expect(alice.seesDm().map(visibleText)).toEqual(['explained: VMSMP 26']);
    expect(slack.state.violations).toEqual([]);
  });

  test('errors for a block that is not there leave the person with an open modal and a violation', async () => {
    const { slack } = await started(mode);
    const alice = slack.user('alice');
    await alice.command('/hvevent');
    await slack.until(() => alice.modals()[0]);

    expect(await alice.submit({ text: 'bad' })).toMatchObject({ userSaw: 'dispatch_failed' });
    expect(alice.modal().notice).toContain('trouble');
    expect(slack.state.violations).toMatchObject([{ method: 'view_submission', pointer: '/errors/stranger' }]);
  });

  test('a shortcut on the message of another bot is answered in its thread', async () => {
    const { slack } = await started(mode);
    const alice = slack.user('alice');
    const alert = slack.otherBot({ text: 'Event 26', attachments: [{ text: 'VMSMP' }] });

    const used = await alice.shortcut('explain_event', alert);
    await slack.idle();

    expect(used.payload).toMatchObject({
      type: 'message_action',
      message: { bot_id: 'B0OTHERBOT', attachments: [{ text: 'VMSMP' }] },
    });
    expect(alice.thread(alert).map(({ text }) => text)).toEqual(['Event 26', 'explained: Event 26']);
    expect(alice.sees()).toEqual([alert]);
  });

  test('a mention arrives as Slack writes it; without the app in the channel it does not', async () => {
    const { slack } = await started(mode);
    const hanako = slack.user('hanako');

    const { message } = await hanako.mention('<26> on vm01.contoso.com & more');
    await slack.idle();
    const bot = slack.workspaces[0]!.bot.userId;
    const text = `<@${bot}> &lt;26&gt; on <http://vm01.contoso.com|vm01.contoso.com> &amp; more`;
    expect(hanako.thread(message).at(-1)?.text).toBe(`ja-JP: ${text}`);
    expect(await hanako.mention('26', { channel: 'no-app' })).toMatchObject({ userSaw: 'invite-prompt', attempts: [] });
  });

  test('a direct message with a file; the own answer comes back as noise and is not answered', async () => {
    const { slack, heard } = await started(mode);
    const alice = slack.user('alice');
    const written = await alice.dm('read this', { files: [{ name: 'system.evtx', content: 'bytes' }] });
    await slack.idle();
    expect(written.payload).toMatchObject({
      event: { type: 'message', channel_type: 'im', subtype: 'file_share', files: [{ name: 'system.evtx' }] },
    });
    expect(alice.seesDm().map(({ text }) => text)).toEqual(['read this', 'you said read this system.evtx']);
    await alice.edit(written.message, 'read that');
    await slack.idle();
    expect(heard).toEqual(['message file_share', 'message message_changed']);
    expect(alice.seesDm()).toHaveLength(2);
  });

  test('the home tab is published when it is opened', async () => {
    const { slack } = await started(mode);
    const alice = slack.user('alice');
    expect(alice.home()).toBeUndefined();
    await alice.openHome();
    await slack.idle();
    expect(visibleText(alice.home()!)).toContain('Welcome');
    expect(slack.user('hanako').home()).toBeUndefined();
    expect((await alice.openHome()).payload).toMatchObject({ event: { tab: 'home', view: { type: 'home' } } });
  });

  test('a command without acknowledgement: the person is told, and a late answer would be too late', async () => {
    const { slack } = await started(mode, { knobs: { ackLimitMs: 120 } });
    const alice = slack.user('alice');
    const asked = await alice.command('/hvevent silent');
    expect(asked).toMatchObject({
      acked: false,
      userSaw: 'operation_timeout',
      attempts: [{ outcome: 'http_timeout' }],
    });
    expect(alice.sees().at(-1)).toMatchObject({ notice: 'operation_timeout', ephemeralTo: alice.id });
    expect(slack.user('hanako').sees()).toEqual([]);
  });

  test('events come twice, again and in another order', async () => {
    const { slack, heard } = await started(mode);
    const alice = slack.user('alice');
    slack.events.duplicateNext();
    const first = await alice.mention('one');
    await slack.idle();
    const id = String(first.payload['event_id']);
    expect(heard).toEqual([`event ${id}`, `event ${id}`]);
    await slack.events.redeliver(first);
    expect(heard).toHaveLength(3);

    heard.length = 0;
    slack.events.hold();
    const both = [alice.mention('two'), alice.mention('three')];
    await slack.events.release('reversed');
    const [two, three] = await Promise.all(both);
    await slack.idle();
    expect(heard).toEqual([three!, two!].map(({ payload }) => `event ${String(payload['event_id'])}`));
  });

  test('uninstalling takes the tokens and tells the app', async () => {
    const { slack, heard } = await started(mode);
    slack.uninstall();
    await slack.idle();
    expect(heard.toSorted()).toEqual(['app_uninstalled', 'tokens_revoked']);
    expect(await apiError(client(slack).auth.test())).toBe('account_inactive');
    expect((await slack.user('alice').dm('still there?')).attempts).toEqual([]);
  });

  test('an organisation-wide installation has no team in interactions and says so in commands', async () => {
    const enterprise = { id: 'E0GRID', name: 'Grid' };
    const { slack } = await started(mode, { workspaces: [{ enterprise, orgInstall: true }] });
    const alice = slack.user('alice');
    const asked = await alice.command('/hvevent 26');
    const pressed = await alice.click(await slack.until(() => alice.sees()[0]), 'yes');
    const opened = await alice.openHome();
    expect(asked.payload).toMatchObject({ enterprise_id: 'E0GRID', is_enterprise_install: 'true' });
    expect(pressed.payload).toMatchObject({ team: null, enterprise, is_enterprise_install: true });
    expect(opened.payload).toMatchObject({
      authorizations: [{ enterprise_id: 'E0GRID', team_id: null, is_enterprise_install: true }],
    });
    expect(pressed.acked && opened.acked).toBe(true);
  });

  test('elements of home tabs, menus and feedback buttons tell what was used', async () => {
    const { slack, app } = await started(mode);
    const alice = slack.user('alice');
    const used: unknown[] = [];
    app.action(/.*/, async ({ ack, action, body }) => {
      await ack();
      used.push([action, 'container' in body && body.container['type']]);
    });
    const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value.toUpperCase() }, value });
    const lang = { type: 'static_select' as const, action_id: 'lang', options: [option('en'), option('ja')] };
    const face = (text: string, value: string) => ({ text: { type: 'plain_text' as const, text }, value });
    const feedback = {
      type: 'feedback_buttons' as const,
      action_id: 'fb',
      positive_button: face('Helpful', 'yes'),
      negative_button: face('Not helpful', 'no'),
    };
    const web = client(slack);
    const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Language' }, accessory: lang };
    await web.views.publish({ user_id: alice.id, view: { type: 'home', blocks: [section] } });
    await web.chat.postMessage({
      channel: alice.id,
      text: 'x',
      blocks: [{ type: 'context_actions', elements: [feedback] }],
    });

    await alice.choose(alice.home()!, 'lang', 'JA');
    await alice.click(alice.seesDm()[0]!, 'Not helpful');

    expect(used).toMatchObject([
      [{ type: 'static_select', selected_option: { value: 'ja' } }, 'view'],
      [{ type: 'feedback_buttons', action_id: 'fb', value: 'no' }, 'message'],
    ]);
    expect(slack.state.violations).toEqual([]);
    await expect(alice.click(alice.seesDm()[0]!, 'Maybe')).rejects.toThrow('there are: fb "Helpful", fb "Not helpful"');
  });

  test('closing a modal is told when the app asked for it', async () => {
    const { slack, app } = await started(mode);
    const alice = slack.user('alice');
    const closed: unknown[] = [];
    app.view({ callback_id: 'ask', type: 'view_closed' }, async ({ ack, body }) => {
      await ack();
      closed.push('is_cleared' in body && body.is_cleared);
    });
    const trigger = (await alice.command('/hvevent 26')).payload['trigger_id'];
    const view = { ...askModal, notify_on_close: true };
    await client(slack).views.open({ trigger_id: String(trigger), view });
    expect(await alice.close()).toMatchObject({ acked: true });
    expect(closed).toEqual([false]);
    expect(alice.modals()).toEqual([]);
  });

  test('fifty commands at once are all answered', async () => {
    const { slack, heard } = await started(mode);
    const alice = slack.user('alice');
    const asked = await Promise.all(Array.from({ length: 50 }, (_, index) => alice.command(`/hvevent ${index}`)));
    await slack.idle();
    expect(asked.every(({ acked }) => acked)).toBe(true);
    expect(new Set(heard).size).toBe(50);
    expect(alice.sees()).toHaveLength(50);
  });
});
