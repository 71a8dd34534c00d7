import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../fake-teams/cards.ts';
import { last, openTenant, PASTES, read, SIGNS, verdict } from './tenant.ts';

describe('"Explain this event" on a message', () => {
  it('answers in a dialog that only this person sees', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    const { message } = await alice.say(`morning!\n${PASTES.asks}`, { in: general });
    await hanako.explain(message);
    await settled();

    expect(verdict(hanako.dialog()?.card)).toBe(SIGNS.conditional.ja);
    expect(teams.said(general)).toEqual([]);
    await hanako.submit('はい');
    expect(verdict(hanako.dialog()?.card)).toBe(SIGNS.ignore.ja);
    await hanako.submit('Show in English');
    expect(verdict(hanako.dialog()?.card)).toBe(SIGNS.ignore.en);
    await settled();
    expect(teams.said(general)).toEqual([]);
  });

  it('shares in the thread of the message, once, and says who did', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    const { message } = await hanako.say(PASTES.ignorable, { in: general });
    await alice.explain(message);
    await alice.submit('Share to channel');
    await settled();

    const shared = last(hanako.sees(general));
    expect(shared).toMatchObject({ from: 'bot', thread: message.id });
    expect(read(shared)).toContain('alice');
    expect(read(shared)).toContain(SIGNS.ignore.en);
    expect(alice.dialog()?.text).toContain('Everyone here can see');
  });

  it('puts the card into the message box where we are no member', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const group = teams.group('Without us');
    group.hasBot = false;

    const { message } = await hanako.say(PASTES.asks, { in: group });
    await alice.explain(message);
    await alice.submit('Share to channel');
    await settled();
    expect(alice.composed()).toHaveLength(1);
    alice.sendComposed(group);
    const sent = last(hanako.sees(group));
    expect(wordsOf(sent.card)).toContain('lab-2012');
    await hanako.click(sent, 'Yes');
    await settled();
    expect(read(last(hanako.sees(group)))).toContain(SIGNS.ignore.en);
  });

  it('opens the forms in the dialog', async () => {
    const { alice, hanako, settled } = await openTenant();

    const { message } = await alice.say(PASTES.ignorable);
    await settled();
    await hanako.explain(message);
    await hanako.submit('notHelpful');
    expect(wordsOf(hanako.dialog()?.card)).toContain('何が問題でしたか');
    await hanako.submit('送信', { hvReason: 'wrong-advice' });

    expect(hanako.dialog()?.text).toContain('ありがとうございます');
  });

  it('reads the card of an alert that another app has posted', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');
    const { message } = await hanako.say('', { in: general });
    const facts = [
      { title: 'Source', value: 'VMSMP' },
      { title: 'Event ID', value: '26' },
    ];
    message.card = { type: 'AdaptiveCard', body: [{ type: 'FactSet', facts }] };

    await alice.explain(message);
    await settled();

    expect(wordsOf(alice.dialog()?.card)).toContain('VMSMP 26');
  });

  it('says that there is no text in a message without any', async () => {
    const { teams, alice, settled } = await openTenant();
    const general = teams.channel('General');

    const { message } = await alice.say('', { in: general });
    await alice.explain(message);
    await settled();

    expect(wordsOf(alice.dialog()?.card)).toContain('no text in this message');
  });

  it('keeps no address of a conversation in which we are not', async () => {
    const { teams, alice, app, settled } = await openTenant();
    const group = teams.group('Without us');
    group.hasBot = false;

    const { message } = await alice.say(PASTES.asks, { in: group });
    await alice.explain(message);
    await alice.search('vmsmp 26', { in: group });
    await settled();

    expect(await app.references.get(group.id)).toBeUndefined();
  });
});

describe('the search in the message box', () => {
  it('gives a card for an event, which works where it is sent', async () => {
    const { teams, alice, hanako, settled } = await openTenant();

    const { results } = await alice.search(PASTES.asks);
    expect(results).toHaveLength(1);
    expect(results[0]?.preview).toMatchObject({ title: expect.stringContaining('VMSMP 26') });
    alice.composed().push(results[0]?.card ?? {});
    const group = teams.group('Friends');
    const sent = alice.sendComposed(group);
    await hanako.click(sent, 'Yes');
    await settled();

    expect(verdict(last(hanako.sees(group)).shown)).toBe(SIGNS.ignore.en);
  });

  it('gives each entry that fits a bare ID, and what is like a symptom', async () => {
    const { alice } = await openTenant();

    const byId = await alice.search('1');
    expect(byId.results.length).toBeGreaterThan(1);
    expect(JSON.stringify(byId.results.map(({ preview }) => preview))).toContain('storvsp 1');
    const bySymptom = await alice.search('nic driver incompatible');
    expect(JSON.stringify(bySymptom.results.map(({ preview }) => preview))).toContain('VMSMP 26');
  });

  it('answers nothing typed and nothing found with a sentence, and the second page with nothing', async () => {
    const { hanako } = await openTenant();

    expect(JSON.stringify((await hanako.search()).body)).toContain('症状');
    expect(JSON.stringify((await hanako.search('zzz')).body)).toContain('該当する情報はありません');
    expect((await hanako.search('vmsmp 26', { skip: 25 })).results).toEqual([]);
  });

  it('records no gap of what is typed letter by letter', async () => {
    const { alice, store, settled } = await openTenant();

    await alice.search('Source: Acme-Filter Event ID: 7');
    await settled();

    expect(await store.all('SELECT * FROM knowledge_gap')).toEqual([]);
  });
});
