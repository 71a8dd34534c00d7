import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { visibleText } from '../../fake-slack/visible-text.ts';
import type { Message } from '../../fake-slack/state.ts';
import { expectCleanBlocks, last, lastText, MODES, openWorkspace, PASTES, SIGNS, verdict } from './workspace.ts';

const DAY = 24 * 60 * 60_000;

describe.each(MODES)('who may press (%s)', (mode) => {
  it('a private answer: only who asked', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    await alice.command(`/hvevent ${PASTES.asks}`);
    await settled();
    const card = last(alice.sees());
    // Somebody else with the button of another's answer: nothing of it is shown or changed.
    await hanako.click(copyFor(card, hanako.id), 'Yes');
    await settled();

    expect(lastText(hanako.sees())).toContain('別の方');
    expect(verdict(card)).toBe(SIGNS.conditional.en);
    await alice.click(card, 'Share to channel');
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.en);
    expectCleanBlocks(slack);
  });

  it('an answer of a channel: only there', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    const { message } = await alice.mention(PASTES.asks);
    await settled();
    const card = last(alice.thread(message));
    const elsewhere: Message = { ...copyFor(card, alice.id), channel: slack.channel('no-app') };
    slack.state.messages.push(elsewhere);
    await alice.click(elsewhere, 'Yes');
    await settled();

    expect(verdict(card)).toBe(SIGNS.conditional.en);
    expect(visibleText(last(slack.state.messages))).toContain('belongs to somebody else');
    expectCleanBlocks(slack);
  });

  it('after 30 days: nobody, and it says how to ask again', async () => {
    const { slack, alice, later, settled } = await openWorkspace(mode);

    await alice.command(`/hvevent ${PASTES.asks}`);
    const { message } = await alice.mention(PASTES.asks);
    await settled();
    later(29 * DAY);
    await alice.click(last(alice.thread(message)), 'Yes');
    await settled();
    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.ignore.en);

    later(31 * DAY);
    const card = last(alice.thread(message));
    await alice.click(card, 'Change to No');
    await settled();
    expect(verdict(card)).toBe(SIGNS.ignore.en);
    expect(lastText(alice.thread(message))).toContain('no longer kept');
    expectCleanBlocks(slack);
  });

  it('somebody of another workspace, in a channel they share: not', async () => {
    const fake = { workspaces: [{}, { name: 'Partner', people: [{ name: 'bob' }] }] };
    const { slack, alice, settled } = await openWorkspace(mode, { fake });

    const { message } = await alice.mention(PASTES.asks);
    await settled();
    const card = last(alice.thread(message));
    await slack.user('bob').click(card, 'Yes');
    await settled();

    expect(verdict(card)).toBe(SIGNS.conditional.en);
  });

  it('in an organisation that installed the app for all its workspaces: as everywhere', async () => {
    const fake = { workspaces: [{ enterprise: { id: 'E0ORG', name: 'Org' }, orgInstall: true }] };
    const { slack, alice, hanako, settled } = await openWorkspace(mode, { fake });

    await alice.command(`/hvevent ${PASTES.asks}`);
    const { message } = await alice.mention(PASTES.asks);
    await settled();
    await alice.click(last(alice.sees().filter(({ ephemeralTo }) => ephemeralTo !== undefined)), 'Yes');
    await hanako.click(last(alice.thread(message)), 'No');
    await settled();

    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);
    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.action.en);
    expectCleanBlocks(slack);
  });

  it('what was asked is stored sealed, and still works', async () => {
    const { slack, alice, store, settled } = await openWorkspace(mode, { secretKey: randomBytes(32) });

    await alice.command(`/hvevent ${PASTES.asks}`);
    await settled();
    const rows = await store.all('SELECT * FROM answer_context');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('lab-2012');
    await alice.click(last(alice.sees()), 'Yes');
    await settled();

    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });
});

function copyFor(message: Message, person: string): Message {
  return { ...message, ...(message.ephemeralTo !== undefined && { ephemeralTo: person }) };
}
