/** What the traps of the intake contract mean further on: for matching, judging and counting. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordKeyOf } from '../../src/alerts/event-key.ts';
import { createAnswerer } from '../../src/answer.ts';
import type { WindowsEvent } from '../../src/event/event.ts';
import { readPayload } from '../../src/intake/read-payload.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const { knowledge } = loadKnowledge(['knowledge']);
if (knowledge === undefined) throw new Error('the knowledge has faults: run kb lint');
const answerer = createAnswerer(knowledge);

async function events(name: string): Promise<WindowsEvent[]> {
  const { items } = await readPayload(readFileSync(`test/replay/${name}`), { names: answerer.catalog.sourceNames });
  return items.map(({ event }) => event);
}

describe('01, 04, 05: without a message, source, ID and the parameters in UserData identify and judge', () => {
  const judged = { key: 'hyper-v-vmms/19100', case: 'file-in-use', verdict: 'action' };

  test.each([
    'traps/05-unexpanded-message-number.xml',
    'shippers/vector.ndjson',
    'traps/04-message-forms.json',
    'shippers/telegraf.json',
  ])('%s', async (name) => {
    for (const event of (await events(name)).filter(({ recordId }) => recordId === 214_592)) {
      const { inserts, ...finding } = answerer.tellEvent(event, 'en');
      expect(finding).toMatchObject(judged);
      expect(inserts['vm']).toBe('ERP-03');
      expect(inserts['code.decoded']).toMatch(/^0x80070020 /);
    }
  });

  test('the code is read from the number that nobody expanded', async () => {
    const [event = {}] = await events('traps/05-unexpanded-message-number.xml');
    const data = event.data?.filter(({ name }) => name !== 'ErrorCode') ?? [];

    expect(data.map(({ value }) => value)).toContain('%%2147942432');
    expect(answerer.tellEvent({ ...event, data }, 'ja')).toMatchObject(judged);
  });
});

test('11, 12: one record is one record under both spellings of its channel, and another one is not', async () => {
  const [dash, slash] = (await events('traps/11-channel-spelling.json')).map(recordKeyOf);
  const [first, again, other] = (await events('traps/12-retry.json')).map(recordKeyOf);

  expect(dash).toBeDefined();
  expect(slash).toBe(dash);
  expect(again).toBe(first);
  expect(first).toBe(dash);
  expect(other).not.toBe(first);
});
