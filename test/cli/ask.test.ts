import { describe, expect, test } from 'vitest';
import { CliError, OutputClosed } from '../../adapters/cli/io.ts';
import { runCli } from '../../adapters/cli/run.ts';
import { answer, finding } from '../card/answers.ts';
import { world } from './fake-io.ts';

const MIB = 1024 * 1024;

describe('exit codes', () => {
  test.each([
    ['answered, nothing to do', ['ask', 'VMSMP', '26'], 0],
    ['a question is open', ['ask', 'ask'], 0],
    ['an event needs action', ['ask', 'action'], 1],
    ['nothing recognised', ['ask', 'nothing'], 2],
    ['help', ['--help'], 0],
    ['help of a command', ['ask', '--help'], 0],
    ['version', ['--version'], 0],
    ['unknown command', ['aks'], 64],
    ['unknown option', ['ask', '--fromat', 'json', 'x'], 64],
    ['unknown language', ['ask', '--lang', 'fr', 'x'], 64],
    ['unknown format', ['ask', '--format', 'pdf', 'x'], 64],
    ['the message of a chat', ['ask', '--format', 'teams', 'action'], 1],
    ['answer without yes or no', ['ask', '--answer', 'vmsmp/26/q', 'x'], 64],
    ['file that is not there', ['ask', 'event.xml'], 64],
    ['the answer fails', ['ask', 'crash'], 70],
    ['a command of kb sets its own', ['kb', 'stats'], 1],
    ['kb without a command', ['kb'], 64],
  ])('%s', async (_name, argv, expected) => {
    expect(await runCli(argv, world().io)).toBe(expected);
  });

  test('a guess that claims to need action does not count as one', async () => {
    const guess = { answer: () => answer([finding({ kind: 'similar', verdict: 'action' })]) };

    expect(await runCli(['ask', 'x'], world({ answerer: guess }).io)).toBe(0);
  });

  test('knowledge that cannot be loaded is a failure, said in one sentence', async () => {
    const { io, err } = world();
    const failing = {
      ...io,
      answerer: () => {
        throw new CliError('The knowledge has faults:\n\u001b[31mred', 70);
      },
    };

    expect(await runCli(['ask', 'x'], failing)).toBe(70);
    expect(err()).toBe('hvevent: The knowledge has faults: ␛[31mred\n');
  });

  test('a fault of ours is said to be one', async () => {
    const { io, err } = world();

    await runCli(['ask', 'crash'], io);

    expect(err()).toBe('hvevent: This is a fault of hvevent itself: broken\n');
  });

  test('a reader that went away is no reason to complain', async () => {
    const { io, err } = world({ stdout: { write: () => Promise.reject(new OutputClosed()) } });

    expect(await runCli(['ask', 'action'], io)).toBe(0);
    expect(err()).toBe('');
  });
});

describe('wrong usage is told in one sentence', () => {
  test.each([
    [['aks', 'VMSMP', '26'], 'hvevent: unknown command \'aks\' (Did you mean ask?) See "hvevent --help".'],
    [['VMSMP', '26'], "hvevent: unknown command 'VMSMP'. To ask about an event: hvevent ask VMSMP 26\n"],
    [
      ['ask', '--fromat', 'json'],
      'hvevent: unknown option \'--fromat\' (Did you mean --format?) See "hvevent ask --help".',
    ],
    [['kb', 'stat'], 'hvevent: unknown command \'stat\' (Did you mean stats?) See "hvevent kb --help".'],
    [['ask', '--ndjson', 'text'], 'hvevent: --ndjson reads standard input: leave the text out.'],
    [['ask', '--ndjson', '--format', 'html'], 'hvevent: --ndjson prints JSON lines: leave --format html out.'],
    [['ask', '--ndjson', '--answer', 'a=yes'], 'hvevent: --answer does not go with --ndjson'],
  ])('%j', async (argv, sentence) => {
    const { io, out, err } = world();

    expect(await runCli(argv, io)).toBe(64);
    expect(err().startsWith(sentence)).toBe(true);
    expect(err().split('\n')).toHaveLength(2);
    expect(out()).toBe('');
  });
});

describe('where the text comes from', () => {
  test.each([
    ['words', ['ask', 'VMSMP', '26'], 'VMSMP 26'],
    ['a signed identifier is no option', ['ask', '-1073348603'], '-1073348603'],
    ['dashes after --', ['ask', '--', '--lang', 'x'], '--lang x'],
    ['a file', ['ask', 'a.txt'], 'first'],
    [
      'words and files',
      ['ask', 'see', 'this', 'a.txt', 'B.LOG', 'and', 'that'],
      'see this\n\nfirst\n\nsecond\n\nand that',
    ],
    ['a file name in a sentence', ['ask', 'error', 'in', 'setup.log'], 'error in setup.log'],
    ['a file with another ending is text', ['ask', 'storvsp.sys'], 'storvsp.sys'],
    ['standard input', ['ask'], 'from stdin'],
    ['standard input by name', ['ask', '-'], 'from stdin'],
    ['no command, and not in a terminal', [], 'from stdin'],
  ])('%s', async (_name, argv, text) => {
    const files = { 'a.txt': 'first', 'B.LOG': 'second', 'storvsp.sys': 'driver' };
    const { io, asked } = world({ files, stdin: ['from ', 'stdin'] });

    await runCli(argv, io);

    expect(asked.map((question) => question.text)).toEqual([text]);
  });

  test('a file or standard input in the encoding of Windows', async () => {
    const utf16 = Buffer.from('\ufeffイベント 26', 'utf16le');
    const { io, asked } = world({ files: { 'a.csv': utf16 }, stdin: [utf16] });

    await runCli(['ask', 'a.csv'], io);
    await runCli(['ask', '-'], io);

    expect(asked.map(({ text }) => text)).toEqual(['イベント 26', 'イベント 26']);
  });

  test('20 MiB are read, more are refused', async () => {
    const files = { 'fits.log': new Uint8Array(20 * MIB).fill(0x61), 'large.log': new Uint8Array(20 * MIB + 1) };
    const { io, err } = world({ files });

    expect(await runCli(['ask', 'fits.log'], io)).toBe(0);
    expect(await runCli(['ask', 'large.log'], io)).toBe(70);
    expect(err()).toContain('hvevent: "large.log": The file is larger than 20 MiB: ');
  });

  test('standard input is not read on beyond 20 MiB', async () => {
    let read = 0;
    function* endless(): Generator<Uint8Array> {
      for (;;) {
        read++;
        yield new Uint8Array(MIB);
      }
    }

    expect(await runCli(['ask'], world({ stdin: endless() }).io)).toBe(70);
    expect(read).toBe(21);
  });
});

describe('options', () => {
  test('the language, and answers to questions', async () => {
    const { io, asked } = world();

    await runCli(['ask', 'x', '--lang', 'ja', '--answer', 'vmsmp/26/a=yes', '--answer', 'vmsmp/26/b=no'], io);

    expect(asked).toEqual([{ text: 'x', lang: 'ja', answers: { 'vmsmp/26/a': true, 'vmsmp/26/b': false } }]);
  });

  test('an answer re-judges', async () => {
    expect(await runCli(['ask', 'ask', '--answer', 'vmsmp/26/q=no'], world().io)).toBe(1);
  });

  test.each([
    ['text', /^✅ Safe to ignore \[ignore\]\n/],
    ['markdown', /^## ✅ Safe to ignore\n/],
    ['html', /^<html-of en>\n$/],
    ['slack', /^\{\n  "platform": "slack",\n  "told": \{\n    "answer": \{/],
    ['teams', /^\{\n  "platform": "teams",\n  "told": \{\n    "answer": \{/],
  ])('format %s', async (format, expected) => {
    const { io, out } = world();

    await runCli(['ask', 'VMSMP 26', '--format', format], io);

    expect(out()).toMatch(expected);
  });

  test('format json is the answer itself', async () => {
    const { io, out } = world();

    await runCli(['ask', 'VMSMP 26', '--format', 'json'], io);

    expect(JSON.parse(out())).toEqual(answer([finding()]));
  });

  test.each([
    ['a terminal', {}, true, true],
    ['a pipe', {}, false, false],
    ['NO_COLOR', { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR says nothing', { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
    ['a dumb terminal', { TERM: 'dumb' }, true, false],
  ])('colour: %s', async (_name, env, isTTY, coloured) => {
    let out = '';
    const stdout = {
      isTTY,
      write: async (text: string) => {
        out += text;
      },
    };

    await runCli(['ask', 'VMSMP 26'], world({ env, stdout }).io);

    expect(out.includes('\u001b[')).toBe(coloured);
  });

  test.each([
    ['of the terminal', { columns: 40 }, {}, 40],
    ['never more than 100', { columns: 300 }, {}, 100],
    ['a terminal that does not know', { columns: 0 }, {}, 80],
    ['COLUMNS of a pipe', {}, { COLUMNS: '60' }, 60],
    ['COLUMNS that is no number', {}, { COLUMNS: 'wide' }, 80],
  ])('width: %s', async (_name, stdout, env, width) => {
    const long = { answer: () => answer([finding({ explanation: 'a '.repeat(200) })]) };
    let out = '';
    const write = async (text: string): Promise<void> => {
      out += text;
    };

    await runCli(['ask', 'x'], world({ answerer: long, env, stdout: { ...stdout, write } }).io);

    const widest = Math.max(...out.split('\n').map((line) => line.length));
    expect([width, width - 1]).toContain(widest);
  });

  test.each([
    ['ja_JP.UTF-8', true],
    ['ja_JP.eucJP', false],
    ['C', false],
    ['', true],
  ])('symbols in the locale %j: %s', async (locale, symbols) => {
    const { io, out } = world({ env: { LANG: locale } });

    await runCli(['ask', 'VMSMP 26'], io);

    expect(out().includes('✅')).toBe(symbols);
  });
});

test('help names every command, the exit codes and nothing that does not exist yet', async () => {
  const { io, out } = world();

  await runCli(['--help'], io);

  expect(out()).toMatch(/^ {2}ask .*\n[^]*^ {2}kb /m);
  expect(out()).toContain('64  wrong usage');
  expect(out()).not.toMatch(/serve|doctor/);
});

test('the version', async () => {
  const { io, out } = world();

  await runCli(['--version'], io);

  expect(out()).toBe('1.2.3\n');
});

test('what kb writes goes where it belongs', async () => {
  const { io, out, err } = world();

  await runCli(['kb', 'stats'], io);

  expect([out(), err()]).toEqual(['figures\n', 'remark\n']);
});
