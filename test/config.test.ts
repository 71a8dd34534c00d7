import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Config, ConfigFile, type ConfigResult, readConfig } from '../src/config.ts';

const EXAMPLE = readFileSync('hvevent.example.yaml', 'utf8');

interface Given {
  env?: Record<string, string>;
  /** By absolute path. */
  files?: Record<string, string>;
}

function read({ env = {}, files = {} }: Given = {}): ConfigResult {
  return readConfig({ env, cwd: '/srv/app', readFile: (path) => files[path] });
}

function settings(given: Given): Config {
  const { config, problems } = read(given);
  expect(problems).toEqual([]);
  if (config === undefined) throw new Error('no settings');
  return config;
}

const file = (text: string) => ({ '/srv/app/hvevent.yaml': text });

describe('settings', () => {
  it('have defaults that need no file', () => {
    expect(settings({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      dataDirectory: '/srv/app/data',
      knowledgeDirectories: [],
      watchKnowledge: true,
      language: 'auto',
      recordGaps: true,
      secretKeys: [],
      alerts: expect.objectContaining({ mode: 'live', routes: [], defaultTo: [], intakeTokens: [] }),
    });
  });

  it('come from the file, with paths seen from it, and from the environment, which wins', () => {
    const files = {
      '/etc/hvevent/our.yaml':
        'server:\n  port: 9000\n  host: 0.0.0.0\ndata: ../var\nknowledge:\n  directories: [local]\n  watch: no\n',
    };
    const env = { HVEVENT_CONFIG: '/etc/hvevent/our.yaml', HVEVENT_PORT: '9001', HVEVENT_HOST: '' };
    const { config, origins, file: where } = read({ env, files });

    expect(config).toMatchObject({
      port: 9001,
      host: '0.0.0.0',
      dataDirectory: '/etc/var',
      knowledgeDirectories: ['/etc/hvevent/local'],
      watchKnowledge: false,
    });
    expect(origins).toMatchObject({ port: 'environment', host: 'file', language: 'default' });
    expect(where).toBe('/etc/hvevent/our.yaml');
  });

  it('take several knowledge directories from the environment, seen from the working directory', () => {
    const { knowledgeDirectories } = settings({ env: { HVEVENT_KNOWLEDGE: 'one:/two::three/' } });
    expect(knowledgeDirectories).toEqual(['/srv/app/one', '/two', '/srv/app/three/']);
  });

  it('report every fault at once, with the place and what is allowed', () => {
    const { config, problems } = read({
      env: { HVEVENT_PORT: '80x', HVEVENT_HOST: 'a b', DATABASE_URL: 'mysql://u:secret-word@db' },
      files: file('server:\n  port: 70000\n  publicUrl: somewhere\n  loglevel: loud\ndata: ""\nlanguages: en\n'),
    });

    expect(config).toBeUndefined();
    const said = problems.map(({ where, message }) => `${where}: ${message}`);
    expect(said).toEqual([
      expect.stringMatching(/hvevent\.yaml:2: .*70000.*0 to 65535/),
      expect.stringMatching(/hvevent\.yaml:3: .*somewhere.*https:\/\//),
      expect.stringMatching(/hvevent\.yaml:4: "loglevel".*Did you mean "logLevel"/),
      expect.stringMatching(/hvevent\.yaml:5: "data"/),
      expect.stringMatching(/hvevent\.yaml:6: "languages".*Did you mean "language"/),
      expect.stringMatching(/HVEVENT_HOST/),
      expect.stringMatching(/HVEVENT_PORT: "80x" is not allowed: write a whole number/),
      expect.stringMatching(/DATABASE_URL: the value is not allowed: write an address such as postgres:/),
    ]);
    expect(said.join()).not.toContain('secret-word');
  });

  it.each([
    ['a file that is named and does not exist', { env: { HVEVENT_CONFIG: 'no.yaml' } }, /no\.yaml.*does not exist/],
    ['a file that is no YAML', { files: file('server: [') }, /hvevent\.yaml:\d/],
    ['a file that is a list', { files: file('- a\n') }, /hvevent\.yaml/],
  ])('say what is wrong with %s', (_, given, message) => {
    const { problems } = read(given);
    expect(problems.map(({ where, message: said }) => `${where}: ${said}`).join('\n')).toMatch(message);
  });

  it('say when the file cannot be read', () => {
    const { problems } = readConfig({ env: {}, cwd: '/srv/app', readFile: unreadable });
    expect(problems).toEqual([{ where: '/srv/app/hvevent.yaml', message: expect.stringContaining('EACCES') }]);
  });

  it('let an empty file be', () => {
    expect(settings({ files: file('# nothing\n\n') }).port).toBe(8080);
  });
});

describe('hvevent.example.yaml', () => {
  /** Prose has one blank after the "#"; a setting has none, or the two of its group. */
  const enabled = EXAMPLE.replaceAll(/^#(?=\S| {2,}\S)/gm, '');

  it('changes nothing as it is', () => {
    expect(settings({ files: file(EXAMPLE) })).toEqual(settings({}));
  });

  it('names every setting there is, with the value that holds without it', () => {
    const written: unknown = parse(enabled, { schema: 'failsafe' });
    expect(leaves(written)).toEqual(settingsOf(ConfigFile));

    const { publicUrl, ...others } = settings({ files: file(enabled) });
    expect(others).toEqual(settings({}));
    expect(publicUrl).toBe('https://hvevent.example.com');
  });

  it('names every variable of the environment', () => {
    const names = new Set<string>();
    const env = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, name) => void names.add(String(name)),
      },
    );
    readConfig({ env, cwd: '/', readFile: () => undefined });

    for (const name of names) expect(EXAMPLE).toContain(name);
    expect(names.size).toBeGreaterThan(4);
  });

  it('explains every setting: a comment stands above each', () => {
    const lines = enabled.split('\n');
    const naked = lines.filter((line, i) => /^ {2}\w+:/.test(line) && !/^ {2}#/.test(lines[i - 1] ?? ''));
    expect(naked).toEqual([]);
  });
});

function unreadable(): string {
  throw new Error('EACCES: permission denied');
}

function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0)
    return [path];
  return Object.entries(value)
    .flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
    .sort();
}

function settingsOf(schema: unknown, path = ''): string[] {
  const inner = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  if (!(inner instanceof z.ZodObject)) return [path];
  return Object.entries(inner.shape)
    .flatMap(([key, each]) => settingsOf(each, path === '' ? key : `${path}.${key}`))
    .sort();
}
