import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActionValue, decodeAction, encodeAction, INPUTS } from '../../adapters/teams/actions.ts';

describe('values of buttons', () => {
  it.each([
    { do: 'answer', answerId: 'A_b-9', index: 3, questionId: 'vmsmp/26/x', yes: true },
    { do: 'answer', answerId: 'a', index: 0, questionId: 'q', yes: false },
    { do: 'lang', answerId: 'a', lang: 'ja' },
    { do: 'choose', answerId: 'a', index: 1, entryKey: 'status/vmms' },
    { do: 'helpful', answerId: 'a', index: 9999 },
    { do: 'all', answerId: 'a' },
    { do: 'sendHuman', answerId: 'a', index: 0 },
  ] satisfies ActionValue[])('come back as they went: %j', (value) => {
    const wire = JSON.parse(JSON.stringify(encodeAction(value)));
    expect(decodeAction(wire)).toEqual(value);
    // Inputs of the card come with it, and change nothing.
    expect(decodeAction({ ...wire, [INPUTS.note]: 'x', f9: {} })).toEqual(value);
  });

  it('of the menu name the finding that was picked; another button does not', () => {
    const open = { hv: 1, do: 'open', a: 'a' };
    expect(decodeAction({ ...open, [INPUTS.pick]: '17' })).toEqual({ do: 'open', answerId: 'a', index: 17 });
    expect(decodeAction({ ...open, f: 2, [INPUTS.pick]: '17' })).toEqual({ do: 'open', answerId: 'a', index: 2 });
    expect(decodeAction({ ...open, do: 'helpful', [INPUTS.pick]: '17' })).toEqual({ do: 'helpful', answerId: 'a' });
    for (const picked of ['', '-1', '1e3', '99999', 17, null]) {
      expect(decodeAction({ ...open, [INPUTS.pick]: picked })).toEqual({ do: 'open', answerId: 'a' });
    }
  });

  it.each([
    undefined,
    null,
    'text',
    {},
    { hv: 2, do: 'all', a: 'x' },
    { hv: 1, do: 'all', a: '<at>' },
    { hv: 1, do: 'all', a: 'x'.repeat(65) },
    { hv: 1, do: 'drop', a: 'x' },
    { hv: 1, do: 'helpful', a: 'x', f: -1 },
    { hv: 1, do: 'helpful', a: 'x', f: 1.5 },
    { hv: 1, do: 'answer', a: 'x', f: 0, q: '../x', v: 'yes' },
    { hv: 1, do: 'answer', a: 'x', f: 0, q: 'x', v: 'maybe' },
    { hv: 1, do: 'answer', a: 'x', q: 'x', v: 'yes' },
    { hv: 1, do: 'lang', a: 'x', v: 'fr' },
    { hv: 1, do: 'choose', a: 'x', f: 0, v: 'A B' },
  ])('that are not ours are refused: %j', (data) => {
    expect(decodeAction(data)).toBeUndefined();
  });

  it('never throw on any input', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        expect(decodeAction(data)).toBeUndefined();
      }),
      { seed: 20_261_123, numRuns: 300 },
    );
  });

  it.each([
    { do: 'helpful', answerId: '' },
    { do: 'answer', answerId: 'a', index: 0, questionId: '<at>', yes: true },
    { do: 'choose', answerId: 'a', index: 0, entryKey: 'x y' },
  ] satisfies ActionValue[])('with ids that are none of ours do not exist: %j', (value) => {
    expect(encodeAction(value)).toBeUndefined();
  });
});
