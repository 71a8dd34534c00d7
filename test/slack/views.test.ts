import type { HomeView, ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, CALLBACKS, INPUTS, readAction, readHomeLang } from '../../adapters/slack/actions.ts';
import { REASONS } from '../../src/chat/opinions.ts';
import { homeView } from '../../adapters/slack/home-view.ts';
import { readAskForm, readHumanForm, readNotHelpfulForm, readSuggestForm } from '../../adapters/slack/inputs.ts';
import {
  askModal,
  findingModal,
  humanModal,
  notHelpfulModal,
  suggestModal,
  ticketCard,
} from '../../adapters/slack/views.ts';
import { LANGS, type Lang } from '../../src/lang.ts';
import { finding, fullFinding } from '../card/answers.ts';
import { judgeMessage, judgeView } from '../fake-slack/judge.ts';
import { firstActive, isEscaped, outgoing, SLACK_HOSTILE, textOf, unescaped } from './outgoing.ts';

const SEED = 20_261_123;
const PAGE = 'https://hv.example.com';

/** @param ours addresses of our own, which a ticket prints */
function expectSound<T extends ModalView | HomeView>(view: T, ours: readonly string[] = []): T {
  expect(judgeView(view)).toEqual([]);
  const shown = outgoing(view.blocks).shown.map((text) => ours.reduce((rest, url) => rest.replaceAll(url, ''), text));
  expect(firstActive(shown)).toBeUndefined();
  return view;
}

function inputsOf(view: ModalView) {
  return view.blocks.flatMap((block) => ('element' in block && 'block_id' in block ? [block] : []));
}

/** `view.state.values` as Slack sends it. */
function values(fields: Record<string, object>): Record<string, Record<string, object>> {
  return Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, { [id]: field }]));
}

const finder = (lang: Lang) => ({ lang, answerId: 'a1', index: 0, publicUrl: PAGE, offerShare: true });

describe.each(LANGS)('modals in %s', (lang) => {
  it('ask for a text, a file and the language', () => {
    const view = expectSound(askModal({ lang, chosen: 'auto', files: true, metadata: '{"c":"C1"}' }));
    expect(view.callback_id).toBe(CALLBACKS.ask);
    expect(view.private_metadata).toBe('{"c":"C1"}');
    expect(view.blocks.map(({ block_id: id }) => id)).toEqual([INPUTS.text, INPUTS.file, INPUTS.lang]);
    const [text] = inputsOf(view);
    expect(text).toMatchObject({ optional: true, element: { multiline: true, max_length: 3000 } });
    expect(JSON.stringify(view)).toContain('evtx');
  });

  it('ask for a text alone where files may not be read, and then need it', () => {
    const view = expectSound(askModal({ lang, chosen: lang, files: false }));
    expect(view.blocks.map(({ block_id: id }) => id)).toEqual([INPUTS.text, INPUTS.lang]);
    expect(inputsOf(view)[0]).toMatchObject({ optional: false });
    expect(view.private_metadata).toBeUndefined();
  });

  it('show a finding in classic blocks, without a way to share', () => {
    const view = expectSound(findingModal(fullFinding('vm01'), finder(lang)));
    expect(view.title.text).toBe('VMSMP 26');
    expect(JSON.stringify(view)).not.toContain(ACTIONS.share);
    expect(textOf(view.blocks)).toContain('NVSP 3.2');
    expect(view.submit).toBeUndefined();
  });

  it('ask why it was not helpful', () => {
    const view = expectSound(notHelpfulModal({ lang }));
    const [reason] = inputsOf(view);
    expect(reason).toMatchObject({ optional: false, element: { options: REASONS.map((value) => ({ value })) } });
  });

  it('ask what a person knows, with source and ID filled in', () => {
    const view = expectSound(
      suggestModal({ lang, finding: finding({ kind: 'unknown', provider: 'FooBar', eventId: 77 }) }),
    );
    const initial = inputsOf(view).map((block) =>
      'initial_value' in block.element ? block.element.initial_value : undefined,
    );
    expect(initial).toEqual(['FooBar', '77', undefined, undefined, undefined]);
    expectSound(suggestModal({ lang }));
  });

  it('offer a ready ticket text to be sent, or to be copied', () => {
    const one = fullFinding('vm01', { verdict: 'action' });
    const send = expectSound(
      humanModal(one, { lang, publicUrl: PAGE, canSend: true, asked: 'Log Name: System\n<!here> 26' }),
      [`${PAGE}/events/vmsmp/26`, 'https://learn.microsoft.com/kb/972108?a=1&b=2'],
    );
    const [ticket] = inputsOf(send);
    const text = JSON.stringify(ticket);
    for (const words of [
      'VMSMP 26',
      'Network driver of a VM could not load',
      'NVSP 3.2',
      `${PAGE}/events/vmsmp/26`,
      'vm01',
      'Log Name: System\\n<\u2060!here> 26',
    ]) {
      expect(text).toContain(words);
    }
    expect(send.submit).toBeDefined();
    const copy = expectSound({ ...humanModal(finding(), { lang, canSend: false }) });
    expect(copy.submit).toBeUndefined();
    expect(textOf(copy.blocks)).toContain('VMSMP 26');
  });

  it.each(SLACK_HOSTILE.map((text) => [text.slice(0, 30), text]))('show %j as characters', (_name, hostile) => {
    const one = fullFinding(hostile, {
      kind: 'unknown',
      verdict: 'unknown',
      provider: hostile,
      title: hostile,
      references: [],
    });
    expectSound(findingModal(one, finder(lang)));
    expectSound(suggestModal({ lang, finding: one }));
    for (const canSend of [true, false]) expectSound(humanModal(one, { lang, canSend, asked: hostile }));
    expect(judgeView(askModal({ lang, chosen: 'ja', files: true, initialText: hostile }))).toEqual([]);
    const card = ticketCard(hostile, { lang, asked: { by: hostile } });
    expect(judgeMessage(card)).toEqual([]);
    expect(isEscaped(card.text)).toBe(true);
    expect(firstActive([...outgoing(card.blocks).shown, unescaped(card.text)])).toBeUndefined();
    expect(outgoing(card.blocks).active).toEqual([]);
    expectSound(
      homeView({
        lang,
        chosen: 'auto',
        shortcut: 'Explain this event',
        recent: [{ answerId: 'a', title: hostile, at: 0 }],
      }),
    );
  });

  it('fill the home tab with the newest look-ups, each with a button', () => {
    const recent = Array.from({ length: 30 }, (_, i) => ({
      answerId: `a${i}`,
      title: `VMSMP ${i}`,
      verdict: 'action' as const,
      at: Date.UTC(2026, 10, 20, 14, 5),
    }));
    const view = expectSound(homeView({ lang, chosen: 'ja', recent, shortcut: 'Explain this event' }));
    const sections = view.blocks.flatMap((block) => ('accessory' in block ? [block] : []));
    expect(sections.length).toBeGreaterThan(5);
    expect(readAction(sections[0]?.accessory)).toEqual({ answerId: 'a0' });
    expect(textOf(sections.slice(0, 1))).toContain('🔴 VMSMP 0 · 2026-11-20 14:05 UTC');
    expect(textOf(view.blocks)).toContain('Explain this event');
  });

  it('say on the home tab that nothing was looked up yet', () => {
    const view = expectSound(homeView({ lang, chosen: 'auto', recent: [], shortcut: 'x' }));
    expect(view.blocks.some((block) => 'accessory' in block)).toBe(false);
    const menu = view.blocks
      .flatMap((block) => ('elements' in block && block.type === 'actions' ? block.elements : []))
      .find((each) => 'action_id' in each && each.action_id === ACTIONS.homeLang);
    expect(menu).toMatchObject({
      initial_option: { value: 'auto' },
      options: [{ value: 'auto' }, { value: 'en' }, { value: 'ja' }],
    });
  });
});

describe('the posted ticket', () => {
  it('names who asked, keeps the lines and links the page', () => {
    const card = ticketCard('Action needed\n- VMSMP 26', {
      lang: 'en',
      asked: { by: 'U0123ABCD' },
      page: `${PAGE}/events/vmsmp/26`,
    });
    expect(judgeMessage(card)).toEqual([]);
    expect(outgoing(card.blocks).active).toMatchObject([
      { type: 'user', user_id: 'U0123ABCD' },
      { type: 'link', url: `${PAGE}/events/vmsmp/26` },
    ]);
    expect(textOf(card.blocks)).toContain('Action needed\n- VMSMP 26');
    expect(card.text).toBe('A person is needed: Action needed - VMSMP 26');
  });
});

describe('metadata', () => {
  it('that is too long is refused, not cut', () => {
    expect(() => notHelpfulModal({ lang: 'en', metadata: 'x'.repeat(3001) })).toThrow(RangeError);
  });
});

describe('reading what was filled in', () => {
  it('gives text, language and files of the ask form', () => {
    const filled = values({
      [INPUTS.text]: { type: 'plain_text_input', value: ' VMSMP 26\n' },
      [INPUTS.lang]: {
        type: 'static_select',
        selected_option: { text: { type: 'plain_text', text: '日本語' }, value: 'ja' },
      },
      [INPUTS.file]: { type: 'file_input', files: [{ id: 'F1', name: 'a.evtx' }] },
    });
    expect(readAskForm(filled)).toEqual({ text: 'VMSMP 26', lang: 'ja', files: [{ id: 'F1', name: 'a.evtx' }] });
  });

  it('gives empty fields as empty', () => {
    const filled = values({
      [INPUTS.text]: { type: 'plain_text_input', value: null },
      [INPUTS.lang]: { selected_option: null },
    });
    expect(readAskForm(filled)).toEqual({ text: '', lang: 'auto', files: [] });
    expect(readNotHelpfulForm(values({}))).toBeUndefined();
    expect(readHumanForm({})).toBe('');
  });

  it('gives reason and note, and what was suggested', () => {
    const why = values({
      [INPUTS.reason]: { selected_option: { value: 'outdated' } },
      [INPUTS.note]: { value: 'new build' },
    });
    expect(readNotHelpfulForm(why)).toEqual({ reason: 'outdated', note: 'new build' });
    const told = values({
      [INPUTS.source]: { value: 'Foo' },
      [INPUTS.eventId]: { value: '7' },
      [INPUTS.advice]: { value: 'x' },
    });
    expect(readSuggestForm(told)).toEqual({ source: 'Foo', eventId: '7', message: '', advice: 'x', reference: '' });
    expect(readHumanForm(values({ [INPUTS.ticket]: { value: 'help' } }))).toBe('help');
  });

  it('knows the language chosen on the home tab', () => {
    expect(readHomeLang({ selected_option: { value: 'ja' } })).toBe('ja');
    expect(readHomeLang({ selected_option: { value: 'fr' } })).toBeUndefined();
  });

  it('never throws on any input', () => {
    fc.assert(
      fc.property(fc.anything(), (state) => {
        expect(readAskForm(state).lang).toBe('auto');
        expect(readNotHelpfulForm(state)).toBeUndefined();
        expect(readSuggestForm(state).source).toBe('');
        expect(readHumanForm(state)).toBe('');
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
