import { describe, expect, it } from 'vitest';
import { visibleText } from '../../fake-slack/visible-text.ts';
import { expectCleanBlocks, last, lastText, MODES, openWorkspace, PASTES, SIGNS, verdict } from './workspace.ts';

describe.each(MODES)('the slash command (%s)', (mode) => {
  it('answers the one who typed it, and nobody else', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    const { acked, body } = await alice.command('/hvevent vmsmp 26');
    await settled();

    expect({ acked, body }).toEqual({ acked: true, body: undefined });
    expect(lastText(alice.sees())).toContain('VMSMP 26');
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.en);
    expect(hanako.sees()).toEqual([]);
    expectCleanBlocks(slack);
  });

  it('answers a Japanese in Japanese', async () => {
    const { slack, hanako, settled } = await openWorkspace(mode);

    await hanako.command('/hvevent vmsmp 26');
    await settled();

    expect(verdict(last(hanako.sees()))).toBe(SIGNS.conditional.ja);
    expectCleanBlocks(slack);
  });

  it('lets choose between the sources of a bare ID', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent 2');
    await settled();
    const question = last(alice.sees());
    expect(visibleText(question)).toMatch(/storvsp 2[^]*VMBus 2|VMBus 2[^]*storvsp 2/i);
    await alice.click(question, 'hv_choose_entry', { value: valueWith(question, 'vmbus/2') });
    await settled();

    expect(alice.sees()).toHaveLength(1);
    expect(lastText(alice.sees())).toContain('Host and guest do not speak the same VMBus version');
    expectCleanBlocks(slack);
  });

  it('reads a 32-bit identifier, and a pasted event whose lines Slack has joined', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent 0xC0060005');
    await settled();
    expect(lastText(alice.sees())).toContain('storvsp 5');

    await alice.command(`/hvevent ${PASTES.ignorable.replaceAll('\n', ' ')}`);
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('takes what Slack does to typed text back', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command(`/hvevent ${PASTES.ignorable.replaceAll("'", '’').replaceAll(' ', '\u00A0')}`);
    await settled();

    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('says what it can do when it is asked for help, and when it recognises nothing', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    await alice.command('/hvevent help');
    await hanako.command('/hvevent ヘルプ');
    await alice.command('/hvevent lunch anyone?');
    await settled();

    const [help, nothing] = alice.sees();
    expect(help && visibleText(help)).toContain('/hvevent lang ja');
    expect(lastText(hanako.sees())).toContain('イベントを入力');
    expect(verdict(nothing)).toBe(SIGNS.nothing.en);
    expectCleanBlocks(slack);
  });

  it('answers in the language that was chosen', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent lang ja');
    await settled();
    expect(lastText(alice.sees())).toContain('日本語で回答します');
    await alice.command('/hvevent vmsmp 26');
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.ja);

    await alice.command('/hvevent lang auto');
    await alice.command('/hvevent vmsmp 26');
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.en);
    await alice.command('/hvevent lang klingon');
    await settled();
    expect(lastText(alice.sees())).toContain('/hvevent lang ja');
    expectCleanBlocks(slack);
  });

  it('opens a form when nothing is typed, and answers what is filled in', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent');
    await settled();
    expect(visibleText(alice.modal())).toContain('Explain an event');
    const { userSaw } = await alice.submit({ hv_in_text: PASTES.ignorable });
    await settled();

    expect(userSaw).toBe('closed');
    expect(alice.modals()).toEqual([]);
    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('keeps the form open when it is empty, and answers in the language chosen in it', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent');
    await settled();
    const empty = await alice.submit({});
    expect(empty.userSaw).toBe('errors');
    expect(Object.values(alice.modal().errors).join()).toContain('Paste the event');

    await alice.submit({ hv_in_text: 'vmsmp 26', hv_in_lang: 'ja' });
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.ja);
    expectCleanBlocks(slack);
  });

  it('reads a file of the form', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent');
    await settled();
    await alice.submit({ hv_in_file: [{ name: 'system.txt', content: PASTES.ignorable }] });
    await slack.until(() => alice.sees().length > 0);
    await settled();

    expect(lastText(alice.sees())).toContain('system.txt');
    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('judges again when the question is answered, and lets a wrong click be changed', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command(`/hvevent ${PASTES.asks}`);
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.en);
    await alice.click(last(alice.sees()), 'Yes');
    await settled();
    expect(alice.sees()).toHaveLength(1);
    expect(verdict(last(alice.sees()))).toBe(SIGNS.ignore.en);
    expect(lastText(alice.sees())).toContain('Answered with Yes: Did the virtual machine start');

    await alice.click(last(alice.sees()), 'Change to No');
    await settled();
    expect(alice.sees()).toHaveLength(1);
    expect(verdict(last(alice.sees()))).toBe(SIGNS.action.en);
    expectCleanBlocks(slack);
  });

  it('turns the card into the other language and back', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent vmsmp 26');
    await settled();
    await alice.click(last(alice.sees()), '日本語で見る');
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.ja);
    await alice.click(last(alice.sees()), 'Show in English');
    await settled();

    expect(alice.sees()).toHaveLength(1);
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.en);
    expectCleanBlocks(slack);
  });

  it('sums several events up, opens one of them, and answers its question', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent');
    await settled();
    await alice.submit({ hv_in_text: 'VMSMP 26\nstorvsp 5\nSource: Acme-Filter\nEvent ID: 7' });
    await settled();
    const summary = last(alice.sees());
    expect(visibleText(summary)).toMatch(/VMSMP 26[^]*storvsp 5[^]*Acme-Filter 7/);
    await alice.click(summary, 'hv_open_finding', { value: valueWith(summary, '"f":1') });
    await settled();
    expect(visibleText(alice.modal())).toContain('storvsp 5');
    await alice.click(alice.modal(), 'Yes');
    await settled();

    expect(visibleText(alice.modal())).toContain('Answered with Yes');
    expectCleanBlocks(slack);
  });
});

describe.each(MODES)('sharing (%s)', (mode) => {
  it('posts a fresh card that names who shared it, and takes the private one away', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    await alice.command('/hvevent vmsmp 26');
    await settled();
    await alice.click(last(alice.sees()), 'Share to channel');
    await settled();

    expect(alice.sees()).toHaveLength(1);
    expect(lastText(hanako.sees())).toContain(`Shared by @${alice.id}`);
    expect(lastText(hanako.sees())).not.toContain('Share to channel');
    expectCleanBlocks(slack);
  });

  it('works in a channel without the app, where others can still use the card', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    await alice.command(`/hvevent ${PASTES.asks}`, { channel: 'no-app' });
    await settled();
    await alice.click(last(alice.sees('no-app')), 'Share to channel');
    await settled();
    expect(alice.sees('no-app')).toHaveLength(1);
    await hanako.click(last(hanako.sees('no-app')), 'Yes');
    await settled();

    expect(verdict(last(alice.sees('no-app')))).toBe(SIGNS.ignore.en);
    expect(lastText(alice.sees('no-app'))).toContain(`(@${hanako.id})`);
    expectCleanBlocks(slack);
  });

  it('speaks the language of the channel', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode, { channelLanguages: { general: 'ja' } });

    await alice.command('/hvevent vmsmp 26');
    await settled();
    await alice.click(last(alice.sees()), 'Share to channel');
    await settled();

    expect(verdict(last(hanako.sees()))).toBe(SIGNS.conditional.ja);
    expectCleanBlocks(slack);
  });
});

/** The value of the button that carries `part`. */
function valueWith(message: { blocks?: unknown }, part: string): string {
  const values = JSON.stringify(message.blocks).matchAll(/"value":("(?:[^"\\]|\\.)*")/g);
  for (const [, json = '""'] of values) {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'string' && value.includes(part)) return value;
  }
  throw new Error(`no button carries ${part}`);
}
