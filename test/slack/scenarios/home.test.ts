import { describe, expect, it } from 'vitest';
import { visibleText } from '../../fake-slack/visible-text.ts';
import type { View } from '../../fake-slack/state.ts';
import { expectCleanBlocks, last, lastText, MODES, openWorkspace, PASTES, SIGNS, verdict } from './workspace.ts';

describe.each(MODES)('the home tab (%s)', (mode) => {
  it('says what the app can do, and lists what was looked up', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    await alice.command('/hvevent vmsmp 26');
    await settled();
    await alice.openHome();
    await hanako.openHome();
    await settled();

    expect(text(alice.home())).toContain('VMSMP 26');
    expect(text(hanako.home())).toContain('このイベント、無視してよい？');
    expect(text(hanako.home())).not.toContain('UTC');
    expectCleanBlocks(slack);
  });

  it('opens a look-up again, whose question can be answered', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command(`/hvevent ${PASTES.asks}`);
    await settled();
    await alice.openHome();
    await settled();
    await alice.click(home(alice.home()), 'Open');
    await settled();
    await alice.click(alice.modal(), 'Yes');
    await settled();

    expect(verdict(alice.modal())).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('opens a summary, and one finding of it on top', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.command('/hvevent VMSMP 26, storvsp 5');
    await settled();
    await alice.openHome();
    await settled();
    await alice.click(home(alice.home()), 'Open');
    await settled();
    const [value] = JSON.stringify(alice.modal().payload.blocks).match(/\{\\"v\\":1[^}]*\\"f\\":1\}/) ?? [];
    await alice.click(alice.modal(), 'hv_open_finding', { value: JSON.parse(`"${value ?? ''}"`) as string });
    await settled();

    expect(alice.modals()).toHaveLength(2);
    expect(visibleText(alice.modal())).toContain('storvsp 5');
    expectCleanBlocks(slack);
  });

  it('takes the language of answers', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.openHome();
    await settled();
    await alice.choose(home(alice.home()), 'hv_home_lang', 'ja');
    await settled();
    expect(text(alice.home())).toContain('このイベント、無視してよい？');
    await alice.command('/hvevent vmsmp 26');
    await settled();
    expect(verdict(last(alice.sees()))).toBe(SIGNS.conditional.ja);

    await alice.choose(home(alice.home()), 'hv_home_lang', 'auto');
    await settled();
    expect(text(alice.home())).toContain('May I ignore this event?');
    expectCleanBlocks(slack);
  });

  it('has the form, whose answer comes as a direct message', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.openHome();
    await settled();
    await alice.click(home(alice.home()), 'hv_ask');
    await settled();
    await alice.submit({ hv_in_text: 'storvsp 5' });
    await settled();

    expect(lastText(alice.seesDm())).toContain('storvsp 5');
    expectCleanBlocks(slack);
  });
});

describe.each(MODES)('the agent pane (%s)', (mode) => {
  it('offers what to say first, in the language of the person', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    await alice.openMessages();
    await hanako.openMessages();
    await settled();

    const prompts = (channel: string) => JSON.stringify(slack.state.assistantThreads.get(`${channel}:`)?.prompts);
    expect(prompts(alice.im().id)).toContain('Explain VMSMP 26');
    expect(prompts(hanako.im().id)).toContain('VMSMP 26 を調べる');
    expectCleanBlocks(slack);
  });
});

function home(view: View | undefined): View {
  if (view === undefined) throw new Error('no home tab was published');
  return view;
}

function text(view: View | undefined): string {
  return visibleText(home(view));
}
