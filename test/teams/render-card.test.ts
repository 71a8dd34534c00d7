import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAction } from '../../adapters/teams/actions.ts';
import type { TeamsCard } from '../../adapters/teams/adaptive.ts';
import { TEAMS_WORDS } from '../../adapters/teams/card-words.ts';
import { LIMITS } from '../../adapters/teams/limits.ts';
import { type AnswerContext, type CardContext, renderAnswer, renderFinding } from '../../adapters/teams/render-card.ts';
import { mostUrgentFirst } from '../../src/card/build-card.ts';
import { linkable } from '../../src/card/plain-text.ts';
import { SYMBOLS } from '../../src/card/words.ts';
import { word } from '../../src/chat/card-words.ts';
import type { Answer, Finding, FindingVerdict } from '../../src/finding.ts';
import { LANGS, type Lang } from '../../src/lang.ts';
import { answer, anyAnswer, finding, fullFinding, HOSTILE } from '../card/answers.ts';
import { createProduct } from '../generate/product.ts';
import { cardFaults } from './card-schema.ts';
import { firstActive, outgoing, TEAMS_HOSTILE, textOf } from './outgoing-card.ts';
import { parserFaults } from './real-parser.ts';

const SEED = 20_261_125;
const PAGE = 'https://hv.example.com';
const VERDICTS = ['ignore', 'conditional', 'action', 'info', 'unknown'] as const satisfies readonly FindingVerdict[];
const STYLE_OF = {
  ignore: 'good',
  conditional: 'warning',
  action: 'attention',
  info: 'accent',
  unknown: 'warning',
} as const satisfies Record<FindingVerdict, string>;
const product = createProduct();

function context(fields?: Partial<CardContext & AnswerContext>): CardContext & AnswerContext;
function context(fields: object = {}): object {
  return { lang: 'en', answerId: 'a1', index: 0, publicUrl: PAGE, offerShare: true, ...fields };
}

/** An activity as it leaves, with addresses and names as long as real ones. */
function activity({ card, text }: TeamsCard): string {
  const id = 'a:1'.padEnd(160, 'x');
  return JSON.stringify({
    type: 'message',
    serviceUrl: 'https://smba.trafficmanager.net/emea/00000000-0000-0000-0000-000000000000/',
    channelId: 'msteams',
    from: { id, name: 'hvevent' },
    recipient: { id, isTargeted: true },
    conversation: { id, tenantId: id, conversationType: 'personal' },
    replyToId: id,
    summary: text,
    text,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  });
}

function expectSoundCard(card: TeamsCard): void {
  expect(cardFaults(card.card)).toEqual([]);
  expect(parserFaults(card.card)).toEqual([]);
  expect(firstActive(outgoing({ ...card.card, title: card.text }))).toBeUndefined();
  expect(activity(card).length).toBeLessThanOrEqual(LIMITS.activity);
  expect(card.card.speak).toBe(card.text);
}

/** Everything that is checked of every card. */
function expectSound(asked: Answer, lang: Lang, fields: Partial<CardContext> = {}): TeamsCard {
  const card = renderAnswer(asked, context({ lang, ...fields }));
  expectSoundCard(card);
  const ours = new Set(asked.findings.flatMap(({ references }) => references.map(({ url }) => linkable(url))));
  for (const url of outgoing(card.card).urls) {
    expect(ours.has(url) || url.startsWith(`${PAGE}/events/`)).toBe(true);
  }
  return card;
}

function panelOf({ card }: TeamsCard) {
  return card.body.flatMap((element) => (element.type === 'Container' && element.bleed === true ? [element] : []))[0];
}

function hiddenOf({ card }: TeamsCard) {
  return card.body.flatMap((element) => (element.type === 'Container' && element.isVisible === false ? [element] : []));
}

function pressable(card: TeamsCard) {
  return outgoing(card.card)
    .actions.filter(({ type }) => type === 'Action.Execute')
    .map((action) => Object.assign(action, { value: decodeAction(action.data) }));
}

function verbs(card: TeamsCard) {
  return pressable(card).map(({ verb }) => verb);
}

describe('the card of a finding', () => {
  it.each(LANGS.flatMap((lang) => VERDICTS.map((verdict) => [lang, verdict] as const)))(
    'in %s says "%s" by colour, symbol and word, before anything else',
    (lang, verdict) => {
      const cases = [{ id: 'a', verdict: 'ignore' as const, trigger: 'x' }];
      const card = expectSound(answer([fullFinding('vm01', { verdict, cases })], lang), lang);
      expect(card.card.body[0]).toBe(panelOf(card));
      expect(panelOf(card)).toMatchObject({
        style: STYLE_OF[verdict],
        items: [
          { type: 'TextBlock', size: 'ExtraLarge', style: 'heading', text: expect.stringContaining(SYMBOLS[verdict]) },
          {},
          {},
        ],
      });
      expect(card.text).toContain(SYMBOLS[verdict]);
      expect(card.card.lang).toBe(lang);
    },
  );

  it.each(['candidates', 'similar', 'unknown'] as const)('of kind %s never shows a verdict', (kind) => {
    const candidates = [
      { key: 'vmsmp/26', provider: 'VMSMP', eventId: 26, title: 'A title', verdict: 'ignore' as const },
    ];
    for (const lang of LANGS) {
      const card = expectSound(answer([fullFinding('x', { kind, verdict: 'ignore', candidates })], lang), lang);
      expect(textOf(card)).not.toContain(SYMBOLS.ignore);
      expect(textOf(card)).not.toMatch(/Safe to ignore|無視して問題ありません/);
      expect(JSON.stringify(card.card)).not.toContain('"good"');
    }
  });

  it('shows name, title, why, what to do, decoded values and sources at once, evidence when it is wanted', () => {
    const card = renderFinding(fullFinding('vm01', { count: 3 }), context());
    const folded = textOf(hiddenOf(card));
    const open = textOf(card.card.body.filter((element) => !hiddenOf(card).some((hidden) => hidden === element)));
    for (const words of [
      'VMSMP 26',
      'Network driver of a VM could not load',
      '×3',
      'Only the log is wrong.',
      'Nothing to do.',
      '196610',
      'NVSP 3.2',
      'A manual',
      'storvsp 5',
      'Windows Server 2008 R2',
    ]) {
      expect(open).toContain(words);
    }
    expect(folded).toContain('The text is the message of vm01.');
    expect(folded).toContain('The guest proposes vm01.');
    expect(folded).toContain('vm01');
    expect(open).not.toContain('The text is the message');
    expect(card.text).toBe('✅ Safe to ignore: VMSMP 26 - Network driver of a VM could not load ×3. Nothing to do.');
  });

  it('opens each folded part with a button of its own', () => {
    const card = renderFinding(fullFinding('vm01'), context());
    const toggles = card.card.body.flatMap((element) =>
      element.type === 'ActionSet' ? element.actions.filter(({ type }) => type === 'Action.ToggleVisibility') : [],
    );
    expect(toggles).toHaveLength(2);
    expect(toggles.flatMap((toggle) => ('targetElements' in toggle ? toggle.targetElements : []))).toEqual(
      hiddenOf(card).map(({ id }) => id),
    );
  });

  it('lists each occurrence, with what was read only then', () => {
    const occurrences = [{ vm: 'web01' }, { vm: 'web02' }];
    const card = expectSound(answer([finding({ count: 2, inserts: { vm: 'web01' }, occurrences })]), 'en');
    expect(textOf(hiddenOf(card))).toContain('web01');
    expect(textOf(hiddenOf(card))).toContain('web02');
  });

  it('marks what comes from local knowledge, and what alerts do not report', () => {
    const both = renderFinding(finding({ local: true, silenced: true }), context());
    expect(textOf(panelOf(both))).toContain('Local knowledge of your organisation · Not reported by alerts');
    expect(textOf(panelOf(renderFinding(finding(), context())))).not.toMatch(/Local|alerts/);
  });

  it('links sources and its page, and nothing else', () => {
    const { card } = renderFinding(fullFinding('https://evil.example'), context());
    expect(outgoing(card).urls).toEqual(['https://learn.microsoft.com/kb/972108?a=1&b=2', `${PAGE}/events/vmsmp/26`]);
  });

  it.each([
    ['without a public address', finding(), { publicUrl: undefined }],
    ['for a guess', finding({ kind: 'similar' }), {}],
    ['for a key that is none', finding({ key: '../evil' }), {}],
    ['under an address that is none', finding(), { publicUrl: 'javascript:alert(1)' }],
  ])('has no link to a page %s', (_why, one, fields) => {
    expect(outgoing(renderFinding(one, context(fields)).card).urls).toEqual([]);
  });

  it('links only http and https sources', () => {
    const references = [
      { title: 'bad', url: 'javascript:alert(1)' },
      { title: 'file', url: 'file:///etc/passwd' },
    ];
    const { card } = renderFinding(finding({ references }), context({ publicUrl: undefined }));
    expect(outgoing(card).urls).toEqual([]);
    expect(textOf(card)).toContain('bad');
  });

  it('asks each question with Yes and No that carry its id, neither of them highlighted', () => {
    const questions = [
      { id: 'vmsmp/26/adapter-works', text: 'Does it work?' },
      { id: 'vmsmp/26/first-start', text: 'First start?' },
    ];
    const card = renderFinding(finding({ verdict: 'conditional', questions }), context({ index: 4, lang: 'ja' }));
    const asked = pressable(card).filter(({ verb }) => verb === 'answer');
    expect(asked.map(({ title }) => title)).toEqual(['はい', 'いいえ', 'はい', 'いいえ']);
    expect(asked.map(({ value }) => value)).toEqual(
      [true, false, true, false].map((yes, i) => ({
        do: 'answer',
        answerId: 'a1',
        index: 4,
        questionId: questions[Math.floor(i / 2)]?.id,
        yes,
      })),
    );
    expect(asked[2]?.tooltip).toBe('はい: First start?');
    expect(JSON.stringify(asked)).not.toContain('positive');
  });

  it('has no button for a question whose id is none of ours', () => {
    const questions = [{ id: '<at>all</at>', text: 'So?' }];
    const card = renderFinding(finding({ verdict: 'conditional', questions }), context());
    expect(verbs(card)).not.toContain('answer');
    expect(textOf(card)).toContain('So?');
  });

  it('shows what was answered, by whom, with a button to change it', () => {
    const given = [
      { id: 'vmsmp/26/adapter-works', text: 'Does it work?', index: 0, answer: true, by: '<at>Aiko</at>' },
      { id: 'vmsmp/26/other', text: 'Of another finding?', index: 1, answer: true },
    ];
    const card = renderAnswer(answer([finding()]), context({ given }));
    expectSoundCard(card);
    expect(textOf(card)).toContain('Answered with Yes: Does it work?');
    expect(textOf(card)).toContain('(<at>Aiko</at>)');
    expect(textOf(card)).not.toContain('Of another finding?');
    const change = pressable(card).find(({ verb }) => verb === 'answer');
    expect(change).toMatchObject({
      title: 'Change to No',
      value: { questionId: 'vmsmp/26/adapter-works', yes: false },
    });
  });

  it('offers entries to choose from, and then asks for no opinion', () => {
    const candidates = [
      { key: 'vmsmp/26', provider: 'VMSMP', eventId: 26, title: 'One', verdict: 'ignore' as const },
      { key: 'storvsp/26', provider: 'storvsp', eventId: 26, title: 'Two', verdict: 'action' as const },
    ];
    const card = renderFinding(finding({ kind: 'candidates', verdict: 'unknown', candidates }), context());
    const chosen = pressable(card).filter(({ verb }) => verb === 'choose');
    expect(chosen.map(({ value }) => value)).toEqual(
      ['vmsmp/26', 'storvsp/26'].map((entryKey) => ({ do: 'choose', answerId: 'a1', index: 0, entryKey })),
    );
    expect(verbs(card)).not.toContain('helpful');
  });

  it('marks similar events as guesses and asks for knowledge', () => {
    const candidates = [{ key: 'vmsmp/26', provider: 'VMSMP', eventId: 26, title: 'One', verdict: 'ignore' as const }];
    const card = renderFinding(finding({ kind: 'similar', verdict: 'unknown', candidates }), context());
    expect(textOf(card)).toContain('Did you mean');
    expect(textOf(card)).toContain('only a guess');
    expect(verbs(card)).toEqual(expect.arrayContaining(['choose', 'suggest']));
  });

  it('offers an opinion, the other language, a person, and the channel only where that is possible', () => {
    const card = renderFinding(finding(), context({ lang: 'ja', index: 2 }));
    expect(verbs(card)).toEqual(['helpful', 'notHelpful', 'lang', 'human', 'share']);
    const toggle = pressable(card).find(({ verb }) => verb === 'lang');
    expect(toggle).toMatchObject({
      title: 'Show in English',
      value: { do: 'lang', answerId: 'a1', index: 2, lang: 'en' },
    });
    expect(verbs(renderFinding(finding(), context({ offerShare: false })))).not.toContain('share');
  });

  it('of several leads back to all of them', () => {
    const card = renderFinding(finding(), context({ index: 3, back: true }));
    expect(pressable(card).find(({ verb }) => verb === 'all')?.value).toEqual({ do: 'all', answerId: 'a1' });
    expect(verbs(renderFinding(finding(), context()))).not.toContain('all');
  });

  it.each([
    ['Aiko Tanaka', 'Shared by Aiko Tanaka'],
    ['<at>General</at>', 'Shared by <at>General</at>'],
    ['\u202Egnp', 'Shared by <U+202E>gnp'],
    ['', 'Shared by ?'],
  ])('names who shared it as text: %j', (by, words) => {
    const card = renderFinding(finding(), context({ shared: { by } }));
    expectSoundCard(card);
    expect(textOf(card.card.body[0]).replaceAll('  ', ' ')).toBe(words.replace('by ', 'by  ').replaceAll('  ', ' '));
    expect(JSON.stringify(card.card)).not.toContain('entities');
  });

  it('cuts a long text and says where the rest is', () => {
    const long = finding({ action: '漢'.repeat(100_000) });
    const card = renderFinding(long, context());
    expectSoundCard(card);
    expect(textOf(card)).toContain('漢…');
    expect(textOf(card)).toContain(word('card.more', 'en'));
    expect(outgoing(card.card).urls).toContain(`${PAGE}/events/vmsmp/26`);
    expect(textOf(renderFinding(long, context({ publicUrl: undefined })))).toContain('(shortened)');
  });

  it('carries nothing of the paste in its buttons', () => {
    for (const hostile of TEAMS_HOSTILE.filter((text) => text.trim().length > 2)) {
      const { actions } = outgoing(renderFinding(fullFinding(hostile, { title: hostile }), context()).card);
      for (const { data } of actions)
        expect(JSON.stringify(data ?? {})).not.toContain(JSON.stringify(hostile).slice(1, -1));
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

  it('has one row each, the most urgent first, on the colour of its verdict, with a button that opens it', () => {
    const asked = answer(many(7));
    const card = expectSound(asked, 'en');
    const open = pressable(card).filter(({ verb }) => verb === 'open');
    const order = mostUrgentFirst(asked.findings).map((each) => asked.findings.indexOf(each));
    expect(open.map(({ value }) => (value?.do === 'open' ? value.index : undefined))).toEqual(order);
    const styles = card.card.body.flatMap((element) => (element.type === 'Container' ? [element.style] : []));
    expect(styles).toEqual(['attention', 'warning', 'warning', 'accent', 'good']);
    expect(textOf(card)).toContain('7 different events, the most urgent first');
    expect(textOf(card)).toContain('✅ Safe to ignore (2)');
    expect(card.text).toContain('🔴 Action needed: VMSMP 3 - T2.');
  });

  it('counts those in the menu too', () => {
    const said = textOf(renderAnswer(answer(many(40, { verdict: 'action' })), context()).card.body);
    expect(said).toContain('🔴 Action needed (40)');
    expect(said).toContain('And 30 less urgent ones:');
  });

  it.each(LANGS)('reaches each of 64 findings, by a button or by the menu, in %s', (lang) => {
    const card = expectSound(answer(many(64, { title: '長い題名'.repeat(40) }), lang), lang);
    const menus = card.card.body.flatMap((element) => (element.type === 'Input.ChoiceSet' ? [element] : []));
    expect(menus).toHaveLength(1);
    const open = pressable(card).filter(({ verb }) => verb === 'open');
    const picked = menus.flatMap(({ id, choices }) =>
      choices.map(({ value }) => decodeAction({ ...(open.at(-1)?.data as object), [id]: value })),
    );
    const places = [...open.slice(0, -1).map(({ value }) => value), ...picked].map((value) =>
      value !== undefined && 'index' in value ? (value.index ?? -1) : -1,
    );
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, i) => i));
    expect(open.at(-1)?.value).toEqual({ do: 'open', answerId: 'a1' });
  });

  it.each(TEAMS_HOSTILE.map((text) => [text.slice(0, 30), text]))(
    'shows %j as characters in the menu',
    (_name, hostile) => {
      expectSound(answer(many(25, { kind: 'unknown', title: hostile, provider: hostile })), 'ja');
    },
  );

  it.each(LANGS)('says what was left out, in %s, of one finding, several and none', (lang) => {
    for (const findings of [many(1), many(2), []]) {
      const asked = { ...answer(findings, lang), leftOut: { characters: 1234, events: 56, findings: 7 } };
      const said = textOf(expectSound(asked, lang));
      for (const n of ['1,234', '56', ' 7 ']) expect(said).toContain(n);
    }
  });

  it.each(LANGS)('helps when nothing looks like an event, in %s', (lang) => {
    const card = expectSound(answer([], lang), lang);
    expect(textOf(card)).toContain('VMSMP 26');
    expect(textOf(panelOf(card))).toContain(SYMBOLS.nothing);
    expect(card.text.length).toBeGreaterThan(40);
    expect(verbs(card)).toEqual(['suggest', 'lang']);
  });
});

describe('the card of a file', () => {
  const file = {
    name: 'System_*x*.evtx',
    events: 1234,
    verdicts: { action: 20, conditional: 3, unknown: 1000, info: 11, ignore: 200 },
    unknown: [{ provider: 'Disk', eventId: 153, level: 'warning', count: 900 }, { count: 100 }],
    notes: Array.from({ length: 10 }, (_, i) => `Note ${i}.`),
  };

  it.each([0, 1, 3])('tells its name, its counts, what is not known and what was lost, with %i findings', (n) => {
    const findings = Array.from({ length: n }, (_, i) => finding({ eventId: i, key: `vmsmp/${i}`, verdict: 'action' }));
    const card = renderAnswer(answer(findings), context({ file }));
    expectSoundCard(card);
    const said = textOf(card.card.body);
    for (const words of ['System_*x*.evtx', '1,234 events', 'Disk 153', '900', 'Note 0.'])
      expect(said).toContain(words);
    expect(said).not.toContain('Note 9.');
    expect(said.includes('No event found')).toBe(false);
    expect(card.text).toMatch(/^System＿∗x∗/);
  });

  it('without any event says that nothing was found', () => {
    const verdicts = { action: 0, conditional: 0, unknown: 0, info: 0, ignore: 0 };
    const card = renderAnswer(answer([]), context({ file: { ...file, events: 0, verdicts, unknown: [] } }));
    expect(textOf(card)).toContain('No event found');
  });

  it.each(TEAMS_HOSTILE.map((text) => [text.slice(0, 30), text]))('shows %j as characters', (_name, hostile) => {
    const unknown = Array.from({ length: 20 }, () => ({ provider: hostile, level: hostile, count: 3 }));
    for (const findings of [[], [finding()], [finding(), finding({ key: 'vmsmp/27' })]]) {
      expectSoundCard(renderAnswer(answer(findings), context({ file: { ...file, name: hostile, unknown } })));
    }
  });
});

describe('any answer', () => {
  it.each(TEAMS_HOSTILE.map((text) => [text.slice(0, 30), text]))('shows %j as characters', (_name, hostile) => {
    for (const lang of LANGS) {
      const unknown = { kind: 'unknown' as const, provider: hostile, title: hostile, verdict: 'unknown' as const };
      const questions = [{ id: hostile, text: hostile }];
      const given = [{ id: 'vmsmp/26/x', text: hostile, index: 0, answer: true, by: hostile }];
      const one = fullFinding(hostile, unknown);
      expectSound(answer([one], lang), lang, { given, shared: { by: hostile } });
      expectSound(answer([one, fullFinding(hostile, { title: hostile, action: hostile, questions })], lang), lang);
    }
  });

  it('with every part as long as can be stays within the limit', () => {
    const long = '漢"\\'.repeat(30_000);
    const candidates = Array.from({ length: 40 }, (_, i) => ({
      key: `vmsmp/${i}`,
      provider: long,
      title: long,
      verdict: 'ignore' as const,
    }));
    const lines = Array.from({ length: 100 }, () => long);
    const fields: Partial<Finding> = {
      verdict: 'conditional',
      title: long,
      action: long,
      explanation: lines.join('\n'),
      questions: Array.from({ length: 9 }, (_, i) => ({ id: `vmsmp/26/q${i}`, text: long })),
      cases: lines.map((trigger, i) => ({ id: String(i), verdict: 'action', trigger })),
      evidence: lines,
      course: lines,
      references: lines.map((title, i) => ({ title, url: `https://learn.microsoft.com/${i}` })),
      seeAlso: lines.map((title) => ({ key: 'vmsmp/1', title })),
      occurrences: lines.map((vm) => ({ vm })),
      appliesTo: lines,
    };
    const given = fields.questions?.map(({ id, text }) => ({ id, text, index: 0, answer: true, by: long }));
    expectSound(answer([fullFinding(long, fields)]), 'en', { given: given ?? [], shared: { by: long }, back: true });
    expectSound(answer([fullFinding(long, { ...fields, kind: 'similar', candidates })]), 'ja');
    expectSound(answer(Array.from({ length: 64 }, () => fullFinding(long, { kind: 'unknown', title: long }))), 'ja');
  });

  it('that the types allow gives sound cards, the arbitrary ones with sharer and odd ids included', () => {
    fc.assert(
      fc.property(
        anyAnswer,
        fc.constantFrom(...LANGS),
        fc.constantFrom('a1', '', '<at>', 'f'.repeat(64)),
        (asked, lang, answerId) => {
          expectSound({ ...asked, lang }, lang, { answerId });
          expectSound({ ...asked, lang, findings: asked.findings.slice(0, 1) }, lang);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('from any text gives sound cards, in both languages', () => {
    const samples = product.catalog.knowledge.entries.flatMap((entry) => entry.samples.map(({ text }) => text));
    const piece = fc.oneof(
      fc.constantFrom(...samples),
      fc.constantFrom(...TEAMS_HOSTILE.filter((text) => text.length < 20_000), ...HOSTILE),
      fc.constantFrom('VMSMP 26', '26', '0xC0060005', 'vmsmp 99', 'Event ID: 5', 'Source: <at>all</at>', '\n\n'),
      fc.string({ unit: 'binary', maxLength: 100 }),
    );
    const paste = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('\n'));
    fc.assert(
      fc.property(paste, fc.constantFrom(...LANGS), (text, lang) => {
        const asked = product.answer(text, { lang });
        expectSound(asked, lang);
        for (const [index, each] of asked.findings.entries()) {
          expectSoundCard(renderFinding(each, context({ lang, index, back: true })));
        }
      }),
      { seed: SEED + 1, numRuns: 150 },
    );
  });

  it('with quotes of the paste in its inserts shows them harmless', () => {
    for (const hostile of TEAMS_HOSTILE.filter((text) => text.length < 20_000)) {
      const text = `NIC driver on '${hostile}' cannot load because it is incompatible with the server virtualization stack. Server version 0.2 Client version 3.2 (VMID x).`;
      expectSound(product.answer(text, { lang: 'en' }), 'en');
    }
  });
});

describe('the knowledge of this repository', () => {
  it.each(LANGS)('fits into its cards uncut, in %s', (lang) => {
    const samples = product.catalog.knowledge.entries.flatMap((entry) =>
      entry.samples.map(({ text }) => [entry.key, text] as const),
    );
    expect(samples.length).toBeGreaterThan(50);
    for (const [key, text] of samples) {
      const card = expectSound(product.answer(text, { lang }), lang);
      const seen = card.card.body.filter((element) => !hiddenOf(card).some((hidden) => hidden === element));
      expect(textOf(seen), key).not.toContain(word('card.more', lang));
    }
  });
});

describe('words', () => {
  it.each(Object.entries(TEAMS_WORDS))('%s are there in both languages, with the same places', (_name, { en, ja }) => {
    const places = (text: string) => (text.match(/\{[a-z]+\}/g) ?? []).toSorted();
    expect(en.trim() && ja.trim()).not.toBe('');
    expect(places(ja)).toEqual(places(en));
  });
});
