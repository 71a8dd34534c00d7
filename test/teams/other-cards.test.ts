import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAction, INPUTS } from '../../adapters/teams/actions.ts';
import {
  type Form,
  type FormContext,
  humanForm,
  notHelpfulForm,
  readHumanForm,
  readNotHelpfulForm,
  readSuggestForm,
  suggestForm,
} from '../../adapters/teams/forms.ts';
import { renderHelp } from '../../adapters/teams/help-card.ts';
import { LIMITS } from '../../adapters/teams/limits.ts';
import { previewOf, searchResults } from '../../adapters/teams/preview-cards.ts';
import { sentenceCard } from '../../adapters/teams/sentence-card.ts';
import { ticketCard } from '../../adapters/teams/ticket-card.ts';
import { LANGS } from '../../src/lang.ts';
import { finding, fullFinding } from '../card/answers.ts';
import { cardFaults } from './card-schema.ts';
import { firstActive, outgoing, TEAMS_HOSTILE, textOf } from './outgoing-card.ts';
import { parserFaults } from './real-parser.ts';

const PAGE = 'https://hv.example.com';

/** Addresses of our own may stand in a ticket, whole or cut: they are to be followed. */
const OUR_ADDRESS = /https:\/\/(?:learn\.|hv\.example)[^\s<]*/g;

function expectSoundCard(card: object): void {
  expect(cardFaults(card)).toEqual([]);
  expect(parserFaults(card)).toEqual([]);
  const out = outgoing(card);
  const values = out.values.map((value) => value.replaceAll(OUR_ADDRESS, ''));
  expect(firstActive({ ...out, values })).toBeUndefined();
  expect(JSON.stringify(card).length).toBeLessThanOrEqual(LIMITS.card);
}

const context = (fields: Partial<FormContext> = {}): FormContext => ({
  lang: 'en',
  answerId: 'a1',
  index: 2,
  dialog: false,
  ...fields,
});

function verbs(card: object) {
  return outgoing(card).actions.map(({ type, data }) => `${type} ${decodeAction(data)?.do ?? '?'}`);
}

describe('forms', () => {
  const canSend = { canSend: true, publicUrl: PAGE, asked: 'VMSMP 26' };
  const all = (hostile: string, fields: Partial<FormContext>): Form[] => {
    const one = fullFinding(hostile, { kind: 'unknown', provider: hostile, title: hostile, action: hostile });
    return [
      notHelpfulForm(context(fields)),
      suggestForm(one, context(fields)),
      suggestForm(undefined, context(fields)),
      humanForm(one, { ...canSend, asked: hostile }, context(fields)),
      humanForm(fullFinding(hostile), { canSend: false }, context(fields)),
    ];
  };

  it.each(TEAMS_HOSTILE.map((text) => [text.slice(0, 30), text]))('are sound with %j in them', (_name, hostile) => {
    for (const lang of LANGS) {
      for (const { card, title } of [...all(hostile, { lang }), ...all(hostile, { lang, dialog: true })]) {
        expectSoundCard(card);
        expect(title.length).toBeLessThanOrEqual(LIMITS.dialogTitle);
      }
    }
  });

  it('in a dialog send without Action.Execute, which dialogs do not take', () => {
    expect(verbs(notHelpfulForm(context({ dialog: true })).card)).toEqual(['Action.Submit sendNotHelpful']);
    expect(verbs(humanForm(finding(), canSend, context({ dialog: true })).card)).toEqual(['Action.Submit sendHuman']);
  });

  it('in the place of a card lead back to it', () => {
    expect(outgoing(suggestForm(undefined, context()).card).actions.map(({ data }) => decodeAction(data))).toEqual(
      expect.arrayContaining([
        { do: 'sendSuggest', answerId: 'a1', index: 2 },
        { do: 'open', answerId: 'a1', index: 2 },
      ]),
    );
    const whole = suggestForm(undefined, context({ index: undefined }));
    expect(verbs(whole.card)).toContain('Action.Execute all');
  });

  it('send what was typed only with the button that sends', () => {
    const { actions } = outgoing(notHelpfulForm(context()).card);
    const [send, cancel] = actions.filter(({ type }) => type === 'Action.Execute');
    expect(send).not.toHaveProperty('associatedInputs');
    expect(cancel).toHaveProperty('associatedInputs', 'none');
  });

  it('have the ticket ready: verdict, name, advice, question, page', () => {
    const { card } = humanForm(fullFinding('vm01'), canSend, context());
    const [ticket] = outgoing(card).values;
    for (const words of ['Safe to ignore', 'VMSMP 26', 'Nothing to do.', 'What was asked', `${PAGE}/events/vmsmp/26`]) {
      expect(ticket).toContain(words);
    }
    expect(verbs(humanForm(finding(), { canSend: false }, context()).card)).not.toContain('Action.Execute sendHuman');
  });

  it('fill in source and ID only where they are harmless', () => {
    const source = (provider: string) =>
      outgoing(suggestForm(finding({ provider, eventId: 7 }), context()).card).values;
    expect(source('Disk')).toEqual(['Disk', '7']);
    expect(source('<at>x</at>')).toEqual(['7']);
  });

  it('are read whatever comes', () => {
    expect(readNotHelpfulForm({ [INPUTS.reason]: 'outdated', [INPUTS.note]: ' x ' })).toEqual({
      reason: 'outdated',
      note: 'x',
    });
    expect(readNotHelpfulForm({ [INPUTS.reason]: 'other' })).toBeUndefined();
    expect(readSuggestForm({ [INPUTS.advice]: 'restart', [INPUTS.eventId]: 5 })).toEqual({
      source: '',
      eventId: '',
      message: '',
      advice: 'restart',
      reference: '',
    });
    expect(readHumanForm({ [INPUTS.ticket]: 'x'.repeat(100_000) })).toHaveLength(LIMITS.inputText);
    fc.assert(
      fc.property(fc.anything(), (data) => {
        expect(readNotHelpfulForm(data)).toBeUndefined();
        expect(readHumanForm(data)).toBe('');
        expect(readSuggestForm(data).advice).toBe('');
      }),
      { seed: 20_261_126, numRuns: 200 },
    );
  });
});

describe('the ticket for the people in charge', () => {
  it.each(TEAMS_HOSTILE.map((text) => [text.slice(0, 30), text]))('is sound with %j in it', (_name, hostile) => {
    for (const lang of LANGS)
      expectSoundCard(ticketCard(hostile, { lang, by: hostile, page: `${PAGE}/events/vmsmp/26` }).card);
  });

  it('keeps its lines, and its order', () => {
    const { card } = ticketCard('Action needed\n\nVMSMP 26\n- step', { lang: 'en', by: 'Aiko', page: `${PAGE}/x` });
    expect(outgoing(card).runs).toEqual(['Asked by ', 'Aiko', 'Action needed', 'VMSMP 26', '- step']);
    expect(outgoing(card).urls).toEqual([`${PAGE}/x`]);
  });
});

describe('the help card', () => {
  it.each(LANGS)('tells how to ask, in %s', (lang) => {
    const recent = TEAMS_HOSTILE.slice(0, 12).map((title, i) => ({
      answerId: `a${i}`,
      title,
      at: 0,
      verdict: 'action' as const,
    }));
    for (const personal of [true, false]) {
      const { card } = renderHelp({ lang, personal, action: 'Explain this event', recent });
      expectSoundCard(card);
      for (const words of ['VMSMP 26', '0xC0060005', '.evtx', 'lang ja', 'Explain this event']) {
        expect(textOf(card)).toContain(words);
      }
      const typed = outgoing(card).actions.filter(({ data }) => decodeAction(data) === undefined);
      expect(typed.length > 0).toBe(personal);
    }
  });
});

describe('results of a search', () => {
  it.each(TEAMS_HOSTILE.map((text) => [text.slice(0, 30), text]))('show %j as characters', (_name, hostile) => {
    const findings = Array.from({ length: 12 }, () => fullFinding(hostile, { kind: 'unknown', title: hostile }));
    const results = searchResults(findings, { lang: 'en', answerId: 'a', offerShare: false });
    expect(results).toHaveLength(LIMITS.searchResults);
    for (const { card, preview } of results) {
      expectSoundCard(card);
      expect(firstActive({ ...outgoing({}), labels: [preview.title, preview.text] })).toBeUndefined();
    }
  });

  it('show what to choose by: the name, the verdict in words, and of a guess none', () => {
    expect(previewOf(fullFinding('vm'), { lang: 'en' })).toEqual({
      title: 'VMSMP 26 - Network driver of a VM could not load',
      text: expect.stringMatching(/^✅ Safe to ignore\. /),
    });
    expect(previewOf(finding({ kind: 'similar' }), { lang: 'en' }).text).not.toContain('Safe');
  });
});

describe('a sentence', () => {
  it('stands in a card, with a way back to where it came from', () => {
    const { card } = sentenceCard('<at>all</at>', { lang: 'ja', back: { answerId: 'a', index: 1 } });
    expectSoundCard(card);
    expect(verbs(card)).toContain('Action.Execute open');
    expectSoundCard(sentenceCard('Done.', { lang: 'en' }).card);
  });
});
