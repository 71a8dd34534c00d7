import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

function read(alerts: string, env: Record<string, string> = {}) {
  const files: Record<string, string> = { '/srv/hvevent.yaml': alerts };
  const { config, problems } = readConfig({ env, cwd: '/srv', readFile: (path) => files[path] });
  return { alerts: config?.alerts, said: problems.map(({ where, message }) => `${where}: ${message}`) };
}

describe('the settings of alerts', () => {
  it('take single values and lists, durations, moments and schedules', () => {
    const { alerts, said } = read(
      `language: ja
alerts:
  routes:
    - match: { verdict: action, id: [21502, 7], computer: "HV-*" }
      to: slack:C0123ABCD
      throttle: 10m
      budget: 20/1h
  defaultTo: ["teams:19:abc@thread.tacv2"]
  maintenance:
    - { computers: "*", from: 2026-11-21T22:00+09:00, to: 2026-11-21T15:00:00Z, reason: firmware }
    - { vms: [ERP*], schedule: "0 22 * * 6", for: 4h, timeZone: Asia/Tokyo }
  heartbeat: { wec1: 15m }
  escalation: { channel: slack:C0SUPPORT }
`,
      { HVEVENT_INTAKE_TOKENS: 'wec1=0123456789abcdef==, zabbix=fedcba9876543210' },
    );

    expect(said).toEqual([]);
    expect(alerts).toMatchObject({
      language: 'ja',
      mode: 'live',
      routes: [
        {
          match: { verdict: ['action'], id: [21502, 7], computer: ['HV-*'] },
          to: ['slack:C0123ABCD'],
          mode: 'post',
          throttle: 600_000,
          budget: { posts: 20, perMs: 3_600_000 },
        },
      ],
      maintenance: [{ from: Date.UTC(2026, 10, 21, 13), to: Date.UTC(2026, 10, 21, 15) }, { for: 14_400_000 }],
      heartbeat: { wec1: 900_000 },
      digest: { language: 'ja', daily: '0 8 * * *' },
      intakeTokens: [
        { name: 'wec1', token: '0123456789abcdef==' },
        { name: 'zabbix', token: 'fedcba9876543210' },
      ],
      operatorTokens: [],
    });
  });

  it('report every fault at once, with its line and what is allowed, and never a token', () => {
    const { alerts, said } = read(
      `alerts:
  mode: dry
  routes:
    - match: { verdict: bad, id: x }
      to: C0123ABCD
      throttle: soon
    - matches: {}
  updateEvery: 30
  maintenance:
    - { computers: "*", from: 2026-11-21T22:00+09:00 }
    - { computers: "*", schedule: "every day", for: 1h }
    - { schedule: "0 1 * * *", for: 1h, timeZone: Mars/Olympus }
  digest:
    daily: "8 o'clock"
  roles:
    mute: [alice]
`,
      {
        HVEVENT_OPERATOR_TOKENS: 'alice=short-secret,bob',
        HVEVENT_INTAKE_TOKENS: 'a=0123456789abcdef,b=0123456789abcdef',
      },
    );

    expect(alerts).toBeUndefined();
    const all = said.join('\n');
    for (const [line, pattern] of [
      [2, /dry.*live.*shadow/],
      [4, /bad/],
      [4, /event ID/],
      [5, /slack:C0123ABCD/],
      [6, /soon.*15m/],
      [7, /"matches".*Did you mean "match"/],
      [8, /updateEvery.*90s/],
      [10, /"from" and "to"/],
      [11, /cron/],
      [12, /Asia\/Tokyo/],
      [14, /cron/],
      [16, /everyone/],
    ] as const) {
      expect(
        said.filter((text) => text.includes(`hvevent.yaml:${line}:`)).join('\n'),
        `line ${line} of\n${all}`,
      ).toMatch(pattern);
    }
    expect(all).toMatch(/HVEVENT_OPERATOR_TOKENS: the token of alice is not allowed: at least 16/);
    expect(all).toMatch(/HVEVENT_OPERATOR_TOKENS: part 2 is not allowed: write name=token/);
    expect(all).toMatch(/HVEVENT_INTAKE_TOKENS: the token of b is that of another name/);
    expect(all).not.toMatch(/short-secret|0123456789abcdef/);
  });

  it('are shown whole in the example, with a route and windows that are valid as they stand in its comments', () => {
    const example = readFileSync('hvevent.example.yaml', 'utf8');
    const comment = example.split('\n').map((line) => line.replace(/^#\s*#? ?\s*/, ''));
    const start = comment.findIndex((line) => line.startsWith('- { name: storage team'));
    const route = `${comment[start]} ${comment[start + 1]}`;
    const windows = comment
      .filter((line) => /^\{ (computers|vms): /.test(line))
      .map((line) => line.replace(/(, or|\.)$/, ''));
    expect(windows).toHaveLength(2);
    const { said } = read(
      `alerts:\n  routes:\n    ${route}\n  maintenance:\n${windows.map((line) => `    - ${line}\n`).join('')}`,
    );
    expect(said).toEqual([]);
  });
});
