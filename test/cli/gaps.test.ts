import { describe, expect, it } from 'vitest';
import { gapsCommand } from '../../adapters/cli/gaps.ts';
import type { Gap } from '../../src/store/gaps.ts';

const GAP: Gap = {
  identity: 'disk|153',
  provider: 'disk',
  eventId: 153,
  level: 'warning',
  sample: 'The IO operation was retried.',
  asked: 12,
  firstAt: Date.UTC(2026, 10, 1),
  lastAt: Date.UTC(2026, 10, 20),
};

async function run(gaps: Gap[], args: string[] = []) {
  let out = '';
  let asked = 0;
  const command = gapsCommand({
    out: (text) => (out += text),
    listGaps: async (most) => {
      asked = most;
      return gaps;
    },
  });
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  await command.parseAsync(args, { from: 'user' });
  return { out, asked };
}

describe('hvevent kb gaps', () => {
  it('shows how often what was asked, and a text of it', async () => {
    expect((await run([GAP])).out).toBe(
      '    12 x  disk 153 (warning), last 2026-11-20\n          The IO operation was retried.\n',
    );
  });

  it('shows gaps of which little is known, and says when there are none', async () => {
    const unnamed = { ...GAP, provider: null, eventId: null, level: null, sample: '' };
    expect((await run([unnamed])).out).toBe('    12 x  without a source, last 2026-11-20\n');
    expect((await run([])).out).toBe('Nothing was asked that is not known.\n');
  });

  it('lets nothing of a text act on the terminal, and cuts it', async () => {
    const { out } = await run([{ ...GAP, provider: 'a\u001b[2J', sample: `x\n\u001b]0;t\u0007${'y'.repeat(500)}` }]);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(out.split('\n')).toHaveLength(3);
    expect(out.length).toBeLessThan(300);
  });

  it('gives all of it as JSON, as many as wanted', async () => {
    const { out, asked } = await run([GAP], ['--format', 'json', '--most', '7']);
    expect([JSON.parse(out), asked]).toEqual([[GAP], 7]);
  });

  it.each(['0', '-1', 'many', '10001'])('refuses --most %s', async (most) => {
    await expect(run([], [`--most=${most}`])).rejects.toThrow(/from 1 to 10000/);
  });
});
