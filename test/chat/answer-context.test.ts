import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createAnswerContexts, type ContextParts, type NewContext } from '../../src/chat/answer-context.ts';
import { createSecretBox } from '../../src/store/secret-box.ts';
import type { Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createKeptLog } from '../slack/hand-clock.ts';

const asked: NewContext = {
  place: 'slack:T1',
  person: 'U1',
  channel: 'C1',
  audience: 'channel',
  lang: 'en',
  parts: [{ text: 'VMSMP 26' }],
  answers: {},
  chosen: {},
};

const open: Db[] = [];
afterEach(async () => {
  for (const db of open.splice(0)) await db.close();
});

async function parts(changed: Partial<ContextParts> = {}): Promise<ContextParts> {
  const store = openSqlite(':memory:');
  open.push(store);
  await migrate(store);
  return { store, now: () => 1000, log: createKeptLog(), platform: 'slack', ...changed };
}

describe('contexts of answers', () => {
  it('are known to another replica, with what was answered there', async () => {
    const given = await parts();
    const here = createAnswerContexts(given);
    const there = createAnswerContexts(given);

    const { id } = here.create(asked);
    await here.settled();
    await there.change(id, (context) => ({ ...context, answers: { q: true } }));
    await there.settled();

    expect((await here.get(id))?.answers).toEqual({ q: true });
  });

  it('keep the answers of two people who press at once', async () => {
    const contexts = createAnswerContexts(await parts());
    const { id } = contexts.create(asked);

    await Promise.all(
      ['a', 'b', 'c'].map((q) =>
        contexts.change(id, (context) => ({ ...context, answers: { ...context.answers, [q]: true } })),
      ),
    );

    expect((await contexts.get(id))?.answers).toEqual({ a: true, b: true, c: true });
  });

  it('do not open with another key, and say so in the log without the text', async () => {
    const given = await parts({ box: createSecretBox([randomBytes(32)]) });
    const contexts = createAnswerContexts(given);
    const { id } = contexts.create(asked);
    await contexts.settled();
    const log = createKeptLog();
    const stranger = createAnswerContexts({ ...given, box: createSecretBox([randomBytes(32)]), log });

    expect(await stranger.get(id)).toBeUndefined();
    expect(log.lines).toHaveLength(1);
    expect(log.text()).not.toContain('VMSMP');
  });

  it('written before there was a key are read all the same', async () => {
    const given = await parts();
    const before = createAnswerContexts(given);
    const { id } = before.create(asked);
    await before.settled();

    const after = createAnswerContexts({ ...given, box: createSecretBox([randomBytes(32)]) });
    expect((await after.get(id))?.parts).toEqual(asked.parts);
  });

  it('follow a conversation, apart for each workspace', async () => {
    const given = await parts();
    const here = createAnswerContexts(given);
    here.follow('C1 1.1', here.create({ ...asked, lang: 'en' }));
    here.follow('C1 1.1', here.create({ ...asked, lang: 'ja' }));
    await here.settled();

    const there = createAnswerContexts(given);
    expect((await there.latest('C1 1.1', 'slack:T1'))?.lang).toBe('ja');
    expect(await there.latest('C1 1.1', 'slack:T2')).toBeUndefined();
    expect(await there.latest('C1 1.2', 'slack:T1')).toBeUndefined();
  });

  it('are forgotten with their workspace', async () => {
    const given = await parts();
    const contexts = createAnswerContexts(given);
    const mine = contexts.create(asked);
    const other = contexts.create({ ...asked, place: 'slack:T12' });
    await contexts.settled();
    await given.store.run('DELETE FROM answer_context', []);
    contexts.forget('slack:T1');

    expect(await contexts.get(mine.id)).toBeUndefined();
    expect((await contexts.get(other.id))?.place).toBe('slack:T12');
  });

  it('do not wait for a store that is silent', async () => {
    const given = await parts();
    const silent = { ...given.store, all: () => new Promise<never>(() => undefined) };
    const contexts = createAnswerContexts({ ...given, store: silent, patienceMs: 1 });
    const { id } = contexts.create(asked);

    expect((await contexts.get(id))?.id).toBe(id);
    expect(await contexts.get('unheard-of')).toBeUndefined();
  });
});
