import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { readPayload } from '../../src/intake/read-payload.ts';

const { knowledge } = loadKnowledge(['knowledge']);
if (knowledge === undefined) throw new Error('the knowledge has faults: run kb lint');
const names = createCatalog(knowledge).sourceNames;

const FOLDERS = ['shippers', 'traps'] as const;
const EXPECTED = '.expected.json';

describe.each(FOLDERS)('%s', (folder) => {
  const all = readdirSync(`test/replay/${folder}`);
  const payloads = all.filter((name) => all.includes(name + EXPECTED));

  test('has a payload for every expectation', () => {
    expect(payloads.map((name) => name + EXPECTED).toSorted()).toEqual(
      all.filter((name) => name.endsWith(EXPECTED)).toSorted(),
    );
    expect(payloads.length).toBeGreaterThan(10);
  });

  test.each(payloads)('%s', async (name) => {
    const bytes = readFileSync(`test/replay/${folder}/${name}`);
    const expected = JSON.parse(readFileSync(`test/replay/${folder}/${name}${EXPECTED}`, 'utf8')) as unknown;

    expect(await readPayload(bytes, { names })).toEqual(expected);
  });
});
