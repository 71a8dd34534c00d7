import { describe, expect, test } from 'vitest';
import { runCli } from '../../adapters/cli/run.ts';
import { world, type World } from './fake-io.ts';

/** Each part is typed or pasted at once; between parts a person waits. */
async function type(typed: readonly string[], env: Record<string, string> = {}): Promise<World & { code: number }> {
  const made = world({ typed, env });
  return { ...made, code: await runCli([], made.io) };
}

const texts = ({ asked }: World): string[] => asked.map(({ text }) => text);

describe('a paste ends with an empty line', () => {
  test('typed line by line', async () => {
    const session = await type(['VMSMP 26\n', '\n', 'VMSMP 32\n', '\n', 'quit\n']);

    expect(session.code).toBe(0);
    expect(texts(session)).toEqual(['VMSMP 26', 'VMSMP 32']);
    expect(session.out().match(/✅ Safe to ignore/g)).toHaveLength(2);
  });

  test('empty lines inside a paste do not end it', async () => {
    const paste = 'Log Name: System\n\nDescription:\nNIC driver\n\nEvent Xml:\n<Event/>\n';
    const session = await type([`${paste}\n`, 'quit\n']);

    expect(texts(session)).toEqual([paste.trimEnd()]);
  });

  test('a paste without the last line end is completed by hand', async () => {
    const session = await type(['Source: VMSMP\n\nEvent ID: 26', '\n', '\n', 'quit\n']);

    expect(texts(session)).toEqual(['Source: VMSMP\n\nEvent ID: 26']);
  });

  test('the end of the input ends it as well', async () => {
    const session = await type(['Source: VMSMP\nEvent ID: 26']);

    expect(session.code).toBe(0);
    expect(texts(session)).toEqual(['Source: VMSMP\nEvent ID: 26']);
  });

  test('empty lines before it are nothing', async () => {
    expect(texts(await type(['\n', '\n', '  \n', 'VMSMP 26\n\n']))).toEqual(['VMSMP 26']);
  });
});

describe('questions', () => {
  test.each([
    ['y', 'Safe to ignore'],
    ['はい', 'Safe to ignore'],
    ['ｙ', 'Safe to ignore'],
    ['YES', 'Safe to ignore'],
    ['n', 'Action needed'],
    ['いいえ', 'Action needed'],
  ])('%s re-judges, and the card is shown again', async (reply, verdict) => {
    const session = await type(['ask\n', '\n', `${reply}\n`, 'quit\n']);

    expect(session.asked).toHaveLength(2);
    expect(session.asked[1]?.answers).toHaveProperty(['vmsmp/26/q']);
    expect(session.out()).toContain('Did it start? [y = yes, n = no, Enter = skip]');
    expect(session.out().lastIndexOf(verdict)).toBeGreaterThan(session.out().indexOf('Enter = skip'));
  });

  test('Enter skips', async () => {
    const session = await type(['ask\n', '\n', '\n', 'VMSMP 26\n', '\n']);

    expect(texts(session)).toEqual(['ask', 'VMSMP 26']);
    expect(session.asked[1]?.answers).toEqual({});
  });

  test('anything else is the next paste', async () => {
    const session = await type(['ask\n', '\n', 'Source: VMSMP\nEvent ID: 32\n\n', 'quit\n']);

    expect(texts(session)).toEqual(['ask', 'Source: VMSMP\nEvent ID: 32']);
  });

  test('a question that nobody answers any more', async () => {
    expect((await type(['ask\n', '\n'])).code).toBe(0);
  });
});

describe('commands', () => {
  test('the language can be chosen; otherwise the paste decides', async () => {
    const session = await type(['VMSMP 26\n', '\n', 'lang ja\n', 'VMSMP 26\n', '\n', 'lang en\n', 'VMSMP 26\n', '\n']);

    expect(session.asked.map(({ lang }) => lang)).toEqual([undefined, 'ja', 'en']);
    expect(session.out()).toContain('日本語で回答します。');
    expect(session.out()).toContain('無視して問題ありません');
  });

  test('help and quit; a word inside a paste is no command', async () => {
    const session = await type(['help\n', 'VMSMP 26\nquit\n\n', 'quit\n', 'VMSMP 32\n\n']);

    expect(session.out()).toContain('Ctrl-D');
    expect(texts(session)).toEqual(['VMSMP 26\nquit']);
  });

  test('the prompt speaks the language of the system', async () => {
    expect((await type([], { LANG: 'ja_JP.UTF-8' })).out()).toContain('空行');
    expect((await type([], { LANG: 'en_US.UTF-8' })).out()).toContain('empty line');
  });

  test('`ask` in a terminal without text opens it too, in the language given', async () => {
    const { io, asked } = world({ typed: ['VMSMP 26\n\n'] });

    expect(await runCli(['ask', '--lang', 'ja'], io)).toBe(0);
    expect(asked).toEqual([{ text: 'VMSMP 26', lang: 'ja', answers: {} }]);
  });
});

test('a text that cannot be answered is a failure, not a crash', async () => {
  const session = await type(['crash\n', '\n', 'VMSMP 26\n', '\n', 'quit\n']);

  expect(session.code).toBe(70);
  expect(session.err()).toBe('hvevent: This is a fault of hvevent itself: broken\n');
});
