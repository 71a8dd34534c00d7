import { describe, expect, it } from 'vitest';
import { visibleText } from '../../fake-slack/visible-text.ts';
import { expectCleanBlocks, last, lastText, MODES, openWorkspace, PASTES, SIGNS, verdict } from './workspace.ts';

const SHORTCUT = 'explain_event';

describe.each(MODES)('"Explain this event" on a message (%s)', (mode) => {
  it('of a colleague is answered in its thread', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    const { message } = await hanako.say(PASTES.ignorable);
    await alice.shortcut(SHORTCUT, message);
    await settled();

    expect(hanako.thread(message)).toHaveLength(2);
    expect(verdict(last(hanako.thread(message)))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('of monitoring reads its attachment', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    const message = slack.otherBot({
      text: '',
      attachments: [
        {
          color: 'danger',
          fallback: 'alert',
          title: 'Alert on hyp-03',
          text: PASTES.ignorable,
          fields: [
            { title: 'Source', value: 'VMSMP' },
            { title: 'Event ID', value: '26' },
          ],
        },
      ],
    });

    await alice.shortcut(SHORTCUT, message);
    await settled();

    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('of monitoring reads its blocks rather than the short text beside them', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    const message = slack.otherBot({
      text: 'New alert',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Alert' } },
        { type: 'section', text: { type: 'mrkdwn', text: '```' + PASTES.ignorable + '```' } },
        {
          type: 'section',
          fields: [{ type: 'mrkdwn', text: '*Host*\n<http://hyp-03.example.com|hyp-03.example.com>' }],
        },
      ],
    });

    await alice.shortcut(SHORTCUT, message);
    await settled();

    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('with a file reads the file', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    const { message } = await hanako.say('', { files: [{ name: 'event.txt', content: PASTES.ignorable }] });
    await alice.shortcut(SHORTCUT, message);
    await settled();

    expect(lastText(alice.thread(message))).toContain('event.txt');
    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('where the app is no member is answered privately, with how to change that', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    const { message } = await hanako.say(PASTES.asks, { channel: 'secret' });
    await alice.shortcut(SHORTCUT, message);
    await settled();

    const answer = alice.sees('secret').at(-1);
    expect(answer && visibleText(answer)).toContain('Invite it to have answers in the thread');
    expect(hanako.sees('secret')).toHaveLength(1);
    // Its buttons are the person's own.
    if (answer) await alice.click(answer, 'Yes');
    await settled();
    expect(verdict(last(alice.sees('secret')))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('without an event in it bothers nobody else', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    const { message } = await hanako.say('lunch at noon?');
    await alice.shortcut(SHORTCUT, message);
    await settled();

    expect(hanako.thread(message)).toHaveLength(1);
    expect(verdict(last(alice.sees()))).toBe(SIGNS.nothing.en);
    expectCleanBlocks(slack);
  });

  it('never repeats a mention or a link of the message', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    const text = `NIC driver on '<!channel> <@U0ADMIN> <http://evil.example|x>' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).`;
    const message = slack.otherBot({ text });

    await alice.shortcut(SHORTCUT, message);
    await settled();

    const posted = JSON.stringify(slack.calls('chat.postMessage').map(({ args }) => args));
    expect(posted).toContain('VMSMP 26');
    expect(posted).not.toMatch(/<!channel|<@U0ADMIN|<http:\/\/evil|"type":"broadcast"/);
    expect(posted).not.toMatch(/"url":"[^"]*evil/);
    expectCleanBlocks(slack);
  });
});
