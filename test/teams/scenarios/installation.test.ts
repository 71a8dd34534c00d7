import { describe, expect, it } from 'vitest';
import { last, openTenant, PASTES, read, SIGNS, type Tenant, verdict } from './tenant.ts';

/** Rows of everything that belongs to people. */
async function rows({ store }: Tenant): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['answer_context', 'look_up', 'preference', 'feedback', 'teams_reference']) {
    const [row] = await store.all(`SELECT count(*) AS n FROM ${table}`);
    counts[table] = Number(row?.['n']);
  }
  return counts;
}

describe('an installation', () => {
  it('is welcomed once, however often and in whatever ways Teams tells it', async () => {
    const { teams, alice, hanako, settled } = await openTenant();

    await hanako.install();
    await hanako.add(hanako.chat);
    await hanako.install();
    await settled();
    expect(hanako.sees()).toHaveLength(1);
    expect(read(last(hanako.sees()))).toContain('このイベント、無視してよい？');

    const general = teams.channel('General');
    await alice.add(general);
    await alice.install(general);
    await settled();
    expect(alice.sees(general)).toHaveLength(1);
  });

  it('is remembered with its address, and so is the newest one', async () => {
    const { teams, alice, app, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.install(general);
    await settled();
    expect(await app.references.get(general.id)).toMatchObject({
      conversationId: general.id,
      type: 'channel',
      serviceUrl: teams.serviceUrl,
      tenantId: teams.tenantId,
      bot: { id: `28:${teams.appId}`, name: 'hvevent' },
    });
    // A thread is no conversation of its own: from outside, we begin a new one.
    await alice.say('@hvevent 26', { in: general });
    await settled();
    expect(await app.references.get(`${general.id};messageid=1`)).toMatchObject({ conversationId: general.id });
  });
});

describe('a removal', () => {
  it('from a chat takes what was asked there and what the person chose, and nothing of others', async () => {
    const tenant = await openTenant();
    const { alice, hanako, app, settled } = tenant;
    for (const person of [alice, hanako]) {
      await person.say('lang ja');
      await person.say(PASTES.ignorable);
      await settled();
      await person.click(last(person.sees()), 'helpful');
      await settled();
    }
    const before = await rows(tenant);

    await alice.remove();
    await settled();

    const after = await rows(tenant);
    expect(await app.references.get(alice.chat.id)).toBeUndefined();
    expect(await app.references.get(hanako.chat.id)).toBeDefined();
    for (const [table, count] of Object.entries(before)) expect([table, after[table]]).toEqual([table, count / 2]);
    await hanako.click(last(hanako.sees()), 'Show in English');
    expect(verdict(last(hanako.sees()).shown)).toBe(SIGNS.ignore.en);
  });

  it('from a team takes the answers of all its channels', async () => {
    const tenant = await openTenant();
    const { teams, alice, app, settled } = tenant;
    const general = teams.channel('General');
    const servers = teams.channel('Servers');
    await alice.install(general);
    await alice.say('@hvevent vmsmp 26', { in: servers });
    await alice.say('vmsmp 26');
    await settled();
    const card = last(alice.sees(servers));

    await alice.remove(general);
    await settled();

    expect([await app.references.get(general.id), await app.references.get(servers.id)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await app.references.get(alice.chat.id)).toBeDefined();
    expect(JSON.stringify((await alice.click(card, 'helpful')).body)).toContain('no longer kept');
    await alice.click(last(alice.sees()), '日本語で見る');
    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.conditional.ja);
  });

  it('from the last place takes all of the organisation', async () => {
    const tenant = await openTenant();
    const { teams, alice, settled } = tenant;
    const general = teams.channel('General');
    await alice.say('@hvevent vmsmp 26', { in: general });
    await alice.say('lang ja');
    await settled();

    await alice.remove();
    await alice.remove(general);
    await settled();

    expect(Object.values(await rows(tenant))).toEqual([0, 0, 0, 0, 0]);
  });

  it('is noticed when Teams says that we are not there, but not from an answer to a change', async () => {
    const { teams, alice, app, settled } = await openTenant();
    const general = teams.channel('General');
    await alice.say(`@hvevent ${PASTES.asks}`, { in: general });
    await settled();

    teams.faults.next({ status: 404, code: 'ActivityNotFoundInConversation' });
    await alice.click(last(alice.sees(general)), 'Yes');
    await settled();
    expect(await app.references.get(general.id)).toBeDefined();

    teams.faults.next({ status: 403, code: 'BotNotInConversationRoster' });
    await alice.say('@hvevent 26', { in: general });
    await settled();
    expect(await app.references.get(general.id)).toBeUndefined();

    await alice.say('@hvevent 26', { in: general });
    await settled();
    expect(await app.references.get(general.id)).toBeDefined();
  });
});

describe('what people asked', () => {
  it('is sealed where there is a key', async () => {
    const { alice, store, settled } = await openTenant({ secretKey: Buffer.alloc(32, 7) });

    await alice.say(PASTES.asks);
    await settled();

    const stored = JSON.stringify(await store.all('SELECT body FROM answer_context'));
    expect(stored).not.toContain('lab-2012');
    await alice.click(last(alice.sees()), 'Yes');
    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.ignore.en);
  });
});
