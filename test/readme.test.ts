import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
/** ```console blocks: `$ npm run -s hvevent -- …` and what it prints. */
const SHOWN = [...readme.matchAll(/```console\n\$ npm run -s hvevent -- (.+)\n([\s\S]*?)```/g)].map((found) => ({
  line: found[1] ?? '',
  output: found[2] ?? '',
}));

describe('the README', () => {
  it('shows commands', () => {
    expect(SHOWN.length).toBeGreaterThanOrEqual(2);
  });

  it.each(SHOWN)('shows what `$line` really prints', ({ line, output }) => {
    const run = spawnSync(process.execPath, ['adapters/main.ts', ...wordsOf(line)], {
      encoding: 'utf8',
      env: {
        ...process.env,
        NO_COLOR: '1',
        COLUMNS: '80',
        LANG: 'en_US.UTF-8',
        HVEVENT_KNOWLEDGE: '',
        HVEVENT_CONFIG: '',
      },
    });

    expect(run.stdout.trim()).toBe(output.trim());
  });

  it('names only scripts that exist', () => {
    const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);
    const named = [...readme.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map((found) => found[1] ?? '');
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

/** Words and double-quoted texts. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((found) => found[1] ?? found[2] ?? '');
}
