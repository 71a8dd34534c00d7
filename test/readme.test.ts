import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
/** ```console blocks: `$ npm run -s hvevent -- …` and what it prints. */
const SHOWN = [...readme.matchAll(/```console\n\$ npm run -s hvevent -- (.+)\n([\s\S]*?)```/g)].map((found) => ({
  line: found[1] ?? '',
  output: found[2] ?? '',
}));
/** ```console blocks of requests to the server, and what it answers; ```sh blocks only show the request. */
const ASKED = [...readme.matchAll(/```(?:console\n\$ |sh\n)(curl .+)\n([\s\S]*?)```/g)].map((found) => ({
  line: found[1] ?? '',
  output: found[2] ?? '',
}));
const HAS_CURL = spawnSync('curl', ['--version']).status === 0;
const SERVER = 'http://127.0.0.1:8080';

const data = mkdtempSync(join(tmpdir(), 'hvevent-readme-'));
const env = {
  ...process.env,
  NO_COLOR: '1',
  COLUMNS: '80',
  LANG: 'en_US.UTF-8',
  HVEVENT_KNOWLEDGE: '',
  HVEVENT_CONFIG: '',
  HVEVENT_DATA: data,
};
afterAll(() => rmSync(data, { recursive: true, force: true }));

describe('the README', () => {
  it('shows commands', () => {
    expect(SHOWN.length).toBeGreaterThanOrEqual(2);
  });

  it.each(SHOWN)('shows what `$line` really prints', ({ line, output }) => {
    const run = spawnSync(process.execPath, ['adapters/main.ts', ...wordsOf(line)], {
      encoding: 'utf8',
      env,
    });

    expect(run.stdout.trim()).toBe(output.trim());
  });

  it('names only scripts that exist', () => {
    const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);
    const named = [...readme.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map((found) => found[1] ?? '');
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

describe.skipIf(!HAS_CURL)('the requests of the README', () => {
  let server: ChildProcess | undefined;
  let url = '';
  beforeAll(async () => {
    const child = spawn(process.execPath, ['adapters/main.ts', 'serve'], {
      env: { ...env, HVEVENT_DATA: join(data, 'server'), HVEVENT_PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    server = child;
    url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        const found = /hvevent is at (\S+)/.exec(chunk.toString());
        if (found?.[1] !== undefined) resolve(found[1]);
      });
      child.once('exit', () => reject(new Error('the server did not start')));
    });
  }, 30_000);
  afterAll(() => server?.kill());

  it('are some', () => {
    expect(ASKED.length).toBeGreaterThanOrEqual(2);
  });

  it.each(ASKED)('`$line` is answered as shown', ({ line, output }) => {
    const [, ...words] = wordsOf(line.replace(SERVER, url));
    const run = spawnSync('curl', words, { encoding: 'utf8' });

    if (output.trim() === '') expect(JSON.parse(run.stdout)).toMatchObject({ items: [{}], rejected: [] });
    else expect(run.stdout.trim()).toBe(output.trim());
  });

  it('lead to a board', async () => {
    expect(readme).toContain(`${SERVER}/alerts`);
    const board = await fetch(`${url}/alerts`);

    expect(board.status).toBe(200);
    expect(await board.text()).toContain('HV-NODE04');
  });
});

/** Words and double-quoted texts. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((found) => found[1] ?? found[2] ?? '');
}
