import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, decodeAction, encodeAction, readAction } from '../../adapters/slack/actions.ts';
import { SLACK_WORDS } from '../../adapters/slack/card-words.ts';
import { CARD_WORDS } from '../../src/chat/card-words.ts';
import { LIMITS, SHARES } from '../../adapters/slack/limits.ts';
import { renderAnswer, renderFinding, simpler, type CardContext } from '../../adapters/slack/render-card.ts';
import { mostUrgentFirst } from '../../src/card/build-card.ts';
import { linkable } from '../../src/card/plain-text.ts';
import { SYMBOLS } from '../../src/card/words.ts';
import type { Answer, Finding, FindingVerdict } from '../../src/finding.ts';
import { LANGS, type Lang } from '../../src/lang.ts';
import { answer, anyAnswer, finding, fullFinding, HOSTILE } from '../card/answers.ts';
import { adviseMessage, judgeMessage } from '../fake-slack/judge.ts';
import { createProduct } from '../generate/product.ts';
import { firstActive, foreignValues, isEscaped, outgoing, SLACK_HOSTILE, textOf, unescaped } from './outgoing.ts';

const SEED = 20_261_122;
const PAGE = 'https://hv.example.com';
const ALL_WORDS = { ...CARD_WORDS, ...SLACK_WORDS };
const VERDICTS = ['ignore', 'conditional', 'action', 'info', 'unknown'] as const satisfies readonly FindingVerdict[];
const product = createProduct();

function context(fields: Partial<CardContext> = {}): CardContext {
  return { lang: 'en', answerId: 'a1', index: 0, publicUrl: PAGE, offerShare: true, ...fields };
}

/** Everything that is checked of every card, full and simple. */
function expectSound(asked: Answer, lang: Lang, fields: Partial<CardContext> = {}) {
  const card = renderAnswer(asked, context({ lang, ...fields }));
  for (const each of [card, simpler(card)]) {
    expect(judgeMessage(each)).toEqual([]);
    expect(adviseMessage(each)).toEqual([]);
    expect(isEscaped(each.text)).toBe(true);
    const { shown, values, active } = outgoing(each.blocks);
    expect(firstActive([...shown, unescaped(each.text)])).toBeUndefined();
    expect(foreignValues(values)).toEqual([]);
    const ours = new Set(asked.findings.flatMap(({ references }) => references.map(({ url }) => linkable(url))));
    for (const element of active) {
      expect(element.type).toBe('link');
      expect(ours.has(element.url) || element.url?.startsWith(`${PAGE}/events/`)).toBe(true);
    }
    expect(shown.join('').length).toBeLessThan(16_000);
  }
  expect(simpler(card).blocks.map(({ type }) => type)).not.toContain('container');
  expect(simpler(card).blocks.map(({ type }) => type)).not.toContain('context_actions');
  return card;
}

function buttons(blocks: readonly KnownBlock[]) {
  return blocks.flatMap((block) => {
    if (block.type === 'section') return block.accessory?.type === 'button' ? [block.accessory] : [];
    return block.type === 'actions' ? block.elements.filter((element) => element.type === 'button') : [];
  });
}

function actionIds(blocks: readonly KnownBlock[]): (string | undefined)[] {
  return buttons(blocks).map(({ action_id: id }) => id);
}

function headerOf(blocks: readonly KnownBlock[]): string | undefined {
  return blocks.flatMap((block) => (block.type === 'header' ? [block.text.text] : []))[0];
}

describe('the card of a finding', () => {
  it.each(LANGS.flatMap((lang) => VERDICTS.map((verdict) => [lang, verdict] as const)))(
    'in %s says "%s" by symbol and word',
    (lang, verdict) => {
      const cases = [{ id: 'a', verdict: 'ignore' as const, trigger: 'x' }];
      const card = expectSound(answer([fullFinding('vm01', { verdict, cases })], lang), lang);
      expect(headerOf(card.blocks)).toMatch(new RegExp(`^${SYMBOLS[verdict]} .+`, 'u'));
      expect(card.text).toContain(headerOf(card.blocks));
    },
  );

  it.each(['candidates', 'similar', 'unknown'] as const)('of kind %s never shows a verdict', (kind) => {
    const candidates = [
      { key: 'vmsmp/26', provider: 'VMSMP', eventId: 26, title: 'A title', verdict: 'ignore' as const },
    ];
    for (const lang of LANGS) {
      const card = expectSound(answer([fullFinding('x', { kind, verdict: 'ignore', candidates })], lang), lang);
      expect(textOf(card.blocks) + card.text).not.toContain(SYMBOLS.ignore);
      expect(textOf(card.blocks)).not.toMatch(/Safe to ignore|無視して問題ありません/);
    }
  });

  it('puts name, title, why, what to do, decoded values and sources in the open, evidence folded', () => {
    const { blocks, text } = renderFinding(fullFinding('vm01', { count: 3 }), context());
    const folded = blocks.filter((block) => block.type === 'container');
    const open = textOf(blocks.filter((block) => block.type !== 'container'));
    for (const words of [
      'VMSMP 26',
      'Network driver of a VM could not load',
      '×3',
      'Only the log is wrong.',
      'Nothing to do.',
      '196610',
      'NVSP 3.2',
      'A manual',
    ]) {
      expect(open).toContain(words);
    }
    expect(folded.every((block) => block.is_collapsible === true && block.default_collapsed === true)).toBe(true);
    expect(textOf(folded)).toContain('The text is the message of vm01.');
    expect(textOf(folded)).toContain('The guest proposes vm01.');
    expect(open).not.toContain('The text is the message');
    expect(text).toBe('✅ Safe to ignore: VMSMP 26 - Network driver of a VM could not load ×3. Nothing to do.');
  });

  it('links sources and its page, and nothing else', () => {
    const { blocks } = renderFinding(fullFinding('https://evil.example'), context());
    expect(outgoing(blocks).active.map(({ url }) => url)).toEqual([
      'https://learn.microsoft.com/kb/972108?a=1&b=2',
      `${PAGE}/events/vmsmp/26`,
    ]);
  });

  it.each([
    ['without a public address', finding(), { publicUrl: undefined }],
    ['for a guess', finding({ kind: 'similar' }), {}],
    ['for a key that is none', finding({ key: '../evil' }), {}],
    ['under an address that is none', finding(), { publicUrl: 'javascript:alert(1)' }],
  ])('has no link to a page %s', (_why, one, fields) => {
    expect(outgoing(renderFinding(one, context(fields)).blocks).active).toEqual([]);
  });

  it('links only http and https sources', () => {
    const references = [
      { title: 'bad', url: 'javascript:alert(1)' },
      { title: 'file', url: 'file:///etc/passwd' },
    ];
    const { blocks } = renderFinding(finding({ references }), context({ publicUrl: undefined }));
    expect(outgoing(blocks).active).toEqual([]);
    expect(textOf(blocks)).toContain('bad');
  });

  it('asks each question with Yes and No that carry its id', () => {
    const questions = [
      { id: 'vmsmp/26/adapter-works', text: 'Does it work?' },
      { id: 'vmsmp/26/first-start', text: 'First start?' },
    ];
    const { blocks } = renderFinding(finding({ verdict: 'conditional', questions }), context({ index: 4, lang: 'ja' }));
    const asked = buttons(blocks).filter(({ action_id: id }) => id === ACTIONS.answerYes || id === ACTIONS.answerNo);
    expect(asked.map(({ text }) => text.text)).toEqual(['はい', 'いいえ', 'はい', 'いいえ']);
    expect(asked.map((each) => readAction(each))).toEqual(
      [0, 0, 1, 1].map((i) => ({ answerId: 'a1', index: 4, questionId: questions[i]?.id })),
    );
    expect(asked[2]?.accessibility_label).toBe('はい: First start?');
  });

  it('has no button for a question whose id is none of ours', () => {
    const { blocks } = renderFinding(
      finding({ verdict: 'conditional', questions: [{ id: '<!channel>', text: 'So?' }] }),
      context(),
    );
    expect(actionIds(blocks)).not.toContain(ACTIONS.answerYes);
    expect(textOf(blocks)).toContain('So?');
  });

  it('offers entries to choose from, and then asks for no opinion', () => {
    const candidates = [
      { key: 'vmsmp/26', provider: 'VMSMP', eventId: 26, title: 'One', verdict: 'ignore' as const },
      { key: 'storvsp/26', provider: 'storvsp', eventId: 26, title: 'Two', verdict: 'action' as const },
    ];
    const { blocks } = renderFinding(finding({ kind: 'candidates', verdict: 'unknown', candidates }), context());
    const chosen = buttons(blocks).filter(({ action_id: id }) => id === ACTIONS.chooseEntry);
    expect(chosen.map((each) => readAction(each)?.entryKey)).toEqual(['vmsmp/26', 'storvsp/26']);
    expect(blocks.some(({ type }) => type === 'context_actions')).toBe(false);
  });

  it('marks similar events as guesses and asks for knowledge', () => {
    const candidates = [{ key: 'vmsmp/26', provider: 'VMSMP', eventId: 26, title: 'One', verdict: 'ignore' as const }];
    const { blocks } = renderFinding(finding({ kind: 'similar', verdict: 'unknown', candidates }), context());
    expect(textOf(blocks)).toContain('Did you mean');
    expect(textOf(blocks)).toContain('only a guess');
    expect(actionIds(blocks)).toContain(ACTIONS.suggest);
    expect(actionIds(blocks)).toContain(ACTIONS.chooseEntry);
  });

  it('offers to share only where that is possible', () => {
    expect(actionIds(renderFinding(finding(), context()).blocks)).toContain(ACTIONS.share);
    expect(actionIds(renderFinding(finding(), context({ offerShare: false })).blocks)).not.toContain(ACTIONS.share);
  });

  it('asks for a person, and for the other language', () => {
    const { blocks } = renderFinding(finding(), context({ lang: 'ja', index: 2 }));
    expect(actionIds(blocks)).toContain(ACTIONS.human);
    const toggle = buttons(blocks).find(({ action_id: id }) => id === ACTIONS.lang);
    expect(toggle?.text.text).toBe('Show in English');
    expect(readAction(toggle)).toEqual({ answerId: 'a1', index: 2, lang: 'en' });
  });

  it('turns thumbs into two buttons with the same values in the simple card', () => {
    const { blocks } = simpler(renderFinding(finding(), context()));
    const opinions = buttons(blocks).filter(({ action_id: id }) => id === ACTIONS.helpful || id === ACTIONS.notHelpful);
    expect(opinions.map((each) => readAction(each)?.opinion)).toEqual(['helpful', 'not-helpful']);
  });

  it('shows in the simple card all that the full one says', () => {
    const card = renderFinding(fullFinding('vm01'), context());
    const simple = outgoing(simpler(card)).shown.toSorted();
    expect(simple.length).toBeGreaterThan(30);
    expect(new Set(simple)).toEqual(new Set(outgoing(card).shown));
  });

  it.each([
    ['U0123ABCD', [{ type: 'user', user_id: 'U0123ABCD' }], 'Shared by'],
    ['<@U0123ABCD>', [], '<@U0123ABCD>'],
    ['@channel', [], '@channel'],
    ['', [], '?'],
  ])('names who shared it: %j', (by, active, words) => {
    const { blocks } = renderFinding(finding({ key: 'none' }), context({ shared: { by } }));
    expect(outgoing(blocks).active).toEqual(active);
    expect(textOf(blocks.slice(0, 1))).toContain(words);
    expect(firstActive(outgoing(blocks).shown)).toBeUndefined();
  });

  it('cuts a long text and says where the rest is', () => {
    const { blocks } = renderFinding(finding({ action: '漢'.repeat(20_000) }), context());
    const action = blocks.find((block) => textOf([block]).includes('What to do'));
    expect(textOf([action ?? {}])).toContain('漢…');
    expect(textOf([action ?? {}]).length).toBeLessThan(SHARES.action + 100);
    expect(outgoing(action).active).toEqual([expect.objectContaining({ url: `${PAGE}/events/vmsmp/26` })]);
  });

  it('carries nothing of the paste in its buttons', () => {
    for (const hostile of SLACK_HOSTILE.filter((text) => text.trim().length > 2)) {
      const { values } = outgoing(renderFinding(fullFinding(hostile, { title: hostile }), context()).blocks);
      for (const value of values) expect(value).not.toContain(hostile);
    }
  });
});

describe('the summary of several findings', () => {
  const many = (n: number, fields: Partial<Finding> = {}) =>
    Array.from({ length: n }, (_, i) => {
      const eventId = i + 1;
      return finding({
        eventId,
        key: `vmsmp/${eventId}`,
        verdict: VERDICTS[i % 5] ?? 'info',
        title: `T${i}`,
        ...fields,
      });
    });

  it('has one line each, the most urgent first, with a button that opens it', () => {
    const asked = answer(many(7));
    const { blocks, text } = expectSound(asked, 'en');
    const open = buttons(blocks).filter(({ action_id: id }) => id === ACTIONS.openFinding);
    const order = mostUrgentFirst(asked.findings).map((each) => asked.findings.indexOf(each));
    expect(open.map((each) => readAction(each)?.index)).toEqual(order);
    const lines = blocks.flatMap((block) => (block.type === 'section' ? [block.text?.text] : []));
    expect(lines[0]).toBe('🔴 Action needed: VMSMP 3 - T2');
    expect(headerOf(blocks)).toBe('7 different events, the most urgent first');
    expect(text).toContain('🔴 Action needed: VMSMP 3 - T2.');
  });

  it.each(LANGS)('reaches each of 64 findings, in %s', (lang) => {
    const { blocks } = expectSound(answer(many(64), lang), lang);
    const menus = blocks
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .filter(({ type }) => type === 'static_select');
    expect(menus).toHaveLength(1);
    const options = menus.flatMap((menu) => (menu.type === 'static_select' ? (menu.options ?? []) : []));
    const values = [
      ...buttons(blocks)
        .filter(({ action_id: id }) => id === ACTIONS.openFinding)
        .map(({ value }) => value),
      ...options.map(({ value }) => value),
    ];
    const indexes = values.map((value) => decodeAction(value)?.index).toSorted((a, b) => (a ?? 0) - (b ?? 0));
    expect(indexes).toEqual(Array.from({ length: 64 }, (_, i) => i));
  });

  it.each(SLACK_HOSTILE.map((text) => [text.slice(0, 30), text]))(
    'shows %j as characters in the menu',
    (_name, hostile) => {
      expectSound(answer(many(25, { kind: 'unknown', title: hostile })), 'ja');
    },
  );

  it('reads the chosen option of the menu like a button', () => {
    const value = encodeAction({ answerId: 'a'.repeat(32), index: 63 }, LIMITS.optionValue);
    expect(readAction({ type: 'static_select', selected_option: { value } })).toEqual({
      answerId: 'a'.repeat(32),
      index: 63,
    });
  });

  it.each(LANGS)('says what was left out, in %s, of one finding, several and none', (lang) => {
    for (const findings of [many(1), many(2), []]) {
      const asked = { ...answer(findings, lang), leftOut: { characters: 1234, events: 56, findings: 7 } };
      const said = textOf(expectSound(asked, lang).blocks);
      for (const n of ['1,234', '56', ' 7 ']) expect(said).toContain(n);
    }
  });

  it.each(LANGS)('helps when nothing looks like an event, in %s', (lang) => {
    const { blocks, text } = expectSound(answer([], lang), lang);
    expect(textOf(blocks)).toContain('VMSMP 26');
    expect(headerOf(blocks)).toContain(SYMBOLS.nothing);
    expect(text.length).toBeGreaterThan(40);
    expect(actionIds(blocks)).toEqual([ACTIONS.suggest, ACTIONS.lang]);
  });
});

describe('any answer', () => {
  it.each(SLACK_HOSTILE.map((text) => [text.slice(0, 30), text]))('shows %j as characters', (_name, hostile) => {
    for (const lang of LANGS) {
      const unknown = { kind: 'unknown' as const, provider: hostile, title: hostile, verdict: 'unknown' as const };
      const questions = [{ id: hostile, text: hostile }];
      const one = fullFinding(hostile, unknown);
      expectSound(answer([one], lang), lang);
      expectSound(answer([one, fullFinding(hostile, { title: hostile, action: hostile, questions })], lang), lang);
    }
  });

  it('that the types allow gives sound cards, the arbitrary ones with sharer and odd ids included', () => {
    fc.assert(
      fc.property(
        anyAnswer,
        fc.constantFrom(...LANGS),
        fc.constantFrom('a1', '', '<!here>', 'f'.repeat(64)),
        (asked, lang, answerId) => {
          expectSound({ ...asked, lang }, lang, { answerId });
          expectSound({ ...asked, lang, findings: asked.findings.slice(0, 1) }, lang);
        },
      ),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('from any text gives sound cards, in both languages', () => {
    const samples = product.catalog.knowledge.entries.flatMap((entry) => entry.samples.map(({ text }) => text));
    const piece = fc.oneof(
      fc.constantFrom(...samples),
      fc.constantFrom(...SLACK_HOSTILE, ...HOSTILE),
      fc.constantFrom('VMSMP 26', '26', '0xC0060005', 'vmsmp 99', 'Event ID: 5', 'Source: <!channel>', '\n\n'),
      fc.string({ unit: 'binary', maxLength: 100 }),
    );
    const paste = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('\n'));
    fc.assert(
      fc.property(paste, fc.constantFrom(...LANGS), (text, lang) => {
        const asked = product.answer(text, { lang });
        expectSound(asked, lang);
        for (const [index, each] of asked.findings.entries()) {
          expect(judgeMessage(renderFinding(each, context({ lang, index })))).toEqual([]);
        }
      }),
      { seed: SEED + 1, numRuns: 300 },
    );
  });

  it('with quotes of the paste in its inserts shows them harmless', () => {
    for (const hostile of SLACK_HOSTILE) {
      const text = `NIC driver on '${hostile}' cannot load because it is incompatible with the server virtualization stack. Server version 0.2 Client version 3.2 (VMID x).`;
      expectSound(product.answer(text, { lang: 'en' }), 'en');
    }
  });
});

describe('the knowledge of this repository', () => {
  const samples = product.catalog.knowledge.entries.flatMap((entry) =>
    entry.samples.map(({ text }) => [entry.key, text] as const),
  );

  it.each(LANGS)('fits into its cards uncut, in %s', (lang) => {
    expect(samples.length).toBeGreaterThan(50);
    for (const [key, text] of samples) {
      const asked = product.answer(text, { lang });
      const { blocks } = expectSound(asked, lang);
      const outside = blocks.filter((block) => block.type !== 'container');
      expect(textOf(outside), key).not.toContain(lang === 'en' ? 'The rest is on its page' : '続きは');
    }
  });
});

describe('values of buttons', () => {
  it('come back as they went', () => {
    const value = {
      answerId: 'A_b-9',
      index: 3,
      questionId: 'vmsmp/26/x',
      entryKey: 'vmsmp/26',
      lang: 'ja',
      opinion: 'helpful',
    } as const;
    expect(decodeAction(encodeAction(value))).toEqual(value);
  });

  it.each([
    '',
    '{}',
    'null',
    '{"v":2,"a":"x"}',
    '{"v":1,"a":"<!here>"}',
    '{"v":1,"a":"x","f":-1}',
    '{"v":1,"a":"x","z":1}',
    '{"v":1,"a":"x","q":"../x"}',
    'x'.repeat(3000),
  ])('that are not ours are refused: %s', (value) => {
    expect(decodeAction(value)).toBeUndefined();
  });

  it('never throw on any input', () => {
    fc.assert(
      fc.property(fc.anything(), (action) => {
        expect(readAction(action)).toBeUndefined();
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('words', () => {
  it.each(Object.entries(ALL_WORDS))('%s are there in both languages, with the same places', (_name, { en, ja }) => {
    const places = (text: string) => (text.match(/\{[a-z]+\}/g) ?? []).toSorted();
    expect(en.trim() && ja.trim()).not.toBe('');
    expect(places(ja)).toEqual(places(en));
  });

  it.each(Object.entries(ALL_WORDS).filter(([name]) => name.startsWith('button.') && !name.endsWith('.says')))(
    '%s is short enough to be read on a button',
    (_name, { en, ja }) => {
      expect(Math.max(en.length, ja.length)).toBeLessThanOrEqual(LIMITS.buttonTextSeen);
    },
  );

  it.each(
    Object.entries(ALL_WORDS).filter(([name]) => /^modal\.|\.title$|\.submit$/.test(name) && !name.startsWith('home.')),
  )('%s fits into the frame of a modal', (_name, { en, ja }) => {
    expect(Math.max(en.length, ja.length)).toBeLessThanOrEqual(LIMITS.modalWord);
  });
});
