import { describe, expect, it } from 'vitest';
import { compileTemplate, literalsOf } from '../../src/match/compile-template.ts';

function cut(text: string, style: 'braces' | 'percent') {
  const { literals, gaps } = compileTemplate(text, style);
  return { literals, names: gaps.map(({ names }) => names), raws: gaps.map(({ raws }) => raws) };
}

describe('compileTemplate, braces', () => {
  it('cuts at the inserts and keeps the raw text around them', () => {
    expect(cut("VSP rejected version '{version}'.", 'braces')).toEqual({
      literals: ['vsprejectedversion'],
      names: [[], ['version']],
      raws: [[''], [" '", "'."]],
    });
  });

  it('reads an insert at the beginning, and Japanese', () => {
    expect(cut('"{vm}" の記憶装置は、{n} です。', 'braces')).toEqual({
      literals: ['の記憶装置は', 'て\u3099す'],
      names: [['vm'], ['n'], []],
      raws: [['"', '" '], ['、', ' '], ['。']],
    });
  });

  it('joins inserts without a letter between them', () => {
    expect(cut('Error {code} ({text}): see {a}{b}', 'braces')).toEqual({
      literals: ['error', 'see'],
      names: [[], ['code', 'text'], ['a', 'b']],
      raws: [[''], [' ', ' (', '): '], [' ', '', '']],
    });
  });

  it('takes doubled braces and what is no name for text', () => {
    expect(cut('{{a}} {not a name} } { {x', 'braces')).toMatchObject({ literals: ['anotanamex'], names: [[], []] });
    expect(cut('object {{{guid}}} gone', 'braces')).toMatchObject({
      literals: ['object', 'gone'],
      names: [[], ['guid'], []],
      raws: [[''], [' {', '} '], ['']],
    });
  });

  it('keeps separators that the comparison form drops from words out of the marks', () => {
    const { gaps } = compileTemplate('サーバー {server}、クライアント “{client}”', 'braces');
    expect(gaps.map(({ marks }) => marks)).toEqual([[''], ['', '、'], ["'", "'"]]);
  });

  it.each(['', '""', '。', '{a}', '{a}{b}', '\ud800'])('finds no literal in %j', (text) => {
    const { literals, gaps } = compileTemplate(text, 'braces');
    expect(literals).toEqual([]);
    expect(gaps).toHaveLength(1);
  });
});

describe('compileTemplate, percent', () => {
  it.each([
    ['%1', [], [['1']]],
    ['%1%2', [], [['1', '2']]],
    ['%1!s!: %2!d!', [], [['1', '2']]],
    ['""', [], [[]]],
    ['%n%t%1', [], [['1']]],
    ['Error %1', ['error'], [[], ['1']]],
    ['a%0b', ['a'], [[], []]],
    ['%0', [], [[]]],
    ['100%% sure', ['100sure'], [[], []]],
    ['value %%1234 set', ['value', 'set'], [[], [undefined], []]],
    ['100%', ['100'], [[], []]],
    ['%s failed with %d', ['failedwith'], [[undefined], [undefined]]],
    ['code %08x, %-5lu and %.2f', ['code', 'and'], [[], [undefined, undefined], [undefined]]],
    ['in %SystemRoot%\\system32', ['insystemrootsystem32'], [[], []]],
    ['%2 after %1 and %2', ['after', 'and'], [['2'], ['1'], ['2']]],
    ['%10 and %99', ['and'], [['10'], ['99']]],
    ['%1!08lX! and %2!-10s!.', ['and'], [['1'], ['2']]],
    ['Stop %1! And %2!', ['stop', 'and'], [[], ['1'], ['2']]],
    ['end.%r%n', ['end'], [[], []]],
    ['a%bb%.c%!d', ['abcd'], [[], []]],
    ['Done. \\r\\n', ['done'], [[], []]],
  ])('cuts %j', (text, literals, names) => {
    expect(cut(text, 'percent')).toMatchObject({ literals, names });
  });

  it('takes printed and real line breaks for blanks', () => {
    expect(cut('First.%nSecond: %n%1\\r\\n', 'percent').raws).toEqual([[''], [': \n', '\n']]);
    expect(cut('First.\r\n\tSecond', 'percent').literals).toEqual(['firstsecond']);
  });

  it('reads 94 inserts', () => {
    const text = Array.from({ length: 94 }, (_, i) => `word%${i + 1}`).join(' ');
    const { literals, names } = cut(text, 'percent');
    expect(literals).toHaveLength(94);
    expect(names.at(-1)).toEqual(['94']);
  });
});

describe('literalsOf', () => {
  it('gives each text the literals of its own, whatever the batch', () => {
    const texts = Array.from({ length: 200 }, (_, i) => ({
      text: `ド${i} {x} “𠮷” ${'ー'.repeat(i)}\ufdfa {y}`,
      style: 'braces' as const,
    }));
    const all = [
      ...literalsOf([
        { text: '{a}', style: 'braces' },
        ...texts,
        { text: '\ud842', style: 'braces' },
        { text: '\udfb7', style: 'braces' },
      ]),
    ];
    expect(all.shift()).toEqual([]);
    expect(all.pop()).toEqual([]);
    expect(all.pop()).toEqual([]);
    for (const [i, source] of texts.entries()) expect(all[i]).toEqual(compileTemplate(source.text, 'braces').literals);
  });
});
