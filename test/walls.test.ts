import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rooms of src/, lower ones first: a file may import from its own room and from the rooms before it. */
const ROOMS = [
  ['src/lang.ts', 'src/text'],
  ['src/event'],
  ['src/knowledge'],
  ['src/match'],
  ['src/verdict', 'src/finding.ts'],
  ['src/tell.ts', 'src/shared-questions.ts'],
  ['src/files'],
  ['src/card'],
  ['src/answer.ts'],
  ['src/store', 'src/config.ts', 'src/config-slack.ts', 'src/config-teams.ts', 'src/config-alerts.ts'],
  ['src/assistant.ts', 'src/live-answerer.ts', 'src/judge-sample.ts'],
  ['src/chat', 'src/intake'],
  ['src/alerts'],
];

/** Where src/ may meet the machine: reading knowledge, and the store. */
const MEETS_THE_MACHINE = ['src/knowledge/load.ts', 'src/config.ts', 'src/store/'];

/** Packages that one file alone may import, so that replacing them is a change of one file. */
const SOLE_IMPORTERS: Record<string, string> = {
  'fuse.js': 'src/match/phrases.ts',
  botbuilder: 'adapters/teams/sdk.ts',
  '@azure/core-rest-pipeline': 'adapters/teams/sdk.ts',
};

const FORBIDDEN_NAMES = /(^|\/)(utils?|helpers?|common|misc|index)(\.ts|\/|$)/;

const files = ['src', 'adapters'].flatMap((dir) =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(dir, name).split(sep).join('/')),
);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

describe('the walls of the house', () => {
  it('finds the sources it guards', () => {
    expect(files).toContain('src/answer.ts');
    expect(files.length).toBeGreaterThan(40);
  });

  it.each(files.filter((file) => file.startsWith('src/')))(
    '%s imports only from its own room and lower ones',
    (file) => {
      const room = roomOf(file);
      expect(room, `${file} stands in no room: add it to ROOMS`).toBeGreaterThanOrEqual(0);
      const wrong = localImports(file).filter((target) => !target.startsWith('src/') || roomOf(target) > room);
      expect(wrong).toEqual([]);
    },
  );

  it('adapters never import each other; only main.ts wires them', () => {
    const wrong = files
      .filter((file) => file.startsWith('adapters/') && file !== 'adapters/main.ts')
      .flatMap((file) =>
        localImports(file).filter((t) => t.startsWith('adapters/') && adapterOf(t) !== adapterOf(file)),
      );
    expect(wrong).toEqual([]);
  });

  it('has no circles', () => {
    expect(files.flatMap((file) => circleFrom(file))).toEqual([]);
  });

  it.each(Object.entries(SOLE_IMPORTERS))('%s is imported by %s alone', (name, only) => {
    expect(files.filter((file) => imports.get(file)?.includes(name))).toEqual([only]);
  });

  it('has no drawers without a name', () => {
    expect(files.filter((file) => FORBIDDEN_NAMES.test(file))).toEqual([]);
  });

  it('keeps the network, the clock and files out of src/, but for the loader of knowledge and the store', () => {
    const outside = files
      .filter((file) => file.startsWith('src/') && !MEETS_THE_MACHINE.some((place) => file.startsWith(place)))
      .filter((file) => imports.get(file)?.some((name) => /^node:(?!crypto)/.test(name)));
    expect(outside).toEqual([]);
    const clocks = files.filter(
      (file) => file.startsWith('src/') && /\b(Date\.now|new Date\(\)|Math\.random)\b/.test(source(file)),
    );
    expect(clocks).toEqual([]);
  });
});

function source(file: string): string {
  return readFileSync(file, 'utf8');
}

function importsOf(file: string): string[] {
  return [...source(file).matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    (found) => found[1] ?? found[2] ?? '',
  );
}

function localImports(file: string): string[] {
  return (imports.get(file) ?? [])
    .filter((name) => name.startsWith('.'))
    .map((name) =>
      normalize(join(dirname(file), name))
        .split(sep)
        .join('/'),
    );
}

function roomOf(file: string): number {
  return ROOMS.findIndex((room) => room.some((place) => file === place || file.startsWith(`${place}/`)));
}

function adapterOf(file: string): string | undefined {
  return file.split('/')[1];
}

function circleFrom(start: string): string[] {
  const seen = new Set<string>();
  const waiting = localImports(start);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (file === start) return [start];
    if (!seen.has(file)) {
      seen.add(file);
      waiting.push(...localImports(file));
    }
  }
  return [];
}
