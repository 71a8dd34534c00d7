import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listFeedback } from '../../../src/store/feedback.ts';
import { listGaps } from '../../../src/store/gaps.ts';
import { wordsOf } from '../../fake-teams/cards.ts';
import { last, openTenant, PASTES, read, SIGNS, verdict } from './tenant.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const FOREIGN = '00000000-0000-4000-8000-00000000f001';

describe('opinions', () => {
  it('"helpful" is stored with the entry and the case, and thanked for', async () => {
    const { alice, store, settled } = await openTenant();

    await alice.say(PASTES.ignorable);
    await settled();
    const { body } = await alice.click(last(alice.sees()), 'helpful');
    await settled();

    expect(JSON.stringify(body)).toContain('Noted as helpful');
    expect(alice.sees()).toHaveLength(2);
    expect(await listFeedback(store)).toMatchObject([
      { opinion: 'helpful', entryKey: 'vmsmp/26', caseId: 'guest-newer-than-host', verdict: 'ignore' },
    ]);
  });

  it('"not helpful" asks why in the place of the card, stores no name that was written there, and leads back', async () => {
    const { teams, alice, hanako, store, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.say('@hvevent vmsmp 26', { in: general });
    await settled();
    const card = last(alice.sees(general));
    await alice.click(card, 'notHelpful');
    await settled();
    // Nothing was chosen: it asks again.
    await alice.click(last(alice.sees(general)), 'Send');
    expect(await listFeedback(store)).toEqual([]);
    const inputs = { hvReason: 'outdated', hvNote: 'ask bob@contoso.com, newer hosts accept it' };
    await alice.click(last(alice.sees(general)), 'Send', { inputs });
    await settled();

    const [stored] = await listFeedback(store);
    expect(stored).toMatchObject({ opinion: 'outdated', entryKey: 'vmsmp/26' });
    expect(stored?.note).toContain('newer hosts accept it');
    expect(stored?.note).not.toContain('contoso');
    expect(read(last(alice.sees(general)))).toContain('Thank you');
    expect(verdict(last(hanako.sees(general)).shown)).toBe(SIGNS.conditional.en);
    await alice.click(last(alice.sees(general)), 'Close');
    expect(verdict(last(alice.sees(general)).shown)).toBe(SIGNS.conditional.en);
    expect(teams.said(general)).toHaveLength(1);
  });

  it('a press that Teams delivers twice counts once', async () => {
    const { teams, alice, store, settled } = await openTenant();

    await alice.say('vmsmp 26');
    await settled();
    const card = last(alice.sees());
    const { data } = actionOf(card.shown, 'helpful');
    const press = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:same',
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      from: { id: alice.id, name: 'alice', aadObjectId: alice.aadId },
      recipient: { id: `28:${teams.appId}`, name: 'hvevent' },
      conversation: { id: alice.chat.id, conversationType: 'personal', tenantId: teams.tenantId },
      channelData: { tenant: { id: teams.tenantId } },
      replyToId: card.id,
      value: { action: { type: 'Action.Execute', verb: 'helpful', data } },
    };
    const answers = await Promise.all([teams.deliver(press), teams.deliver(press)]);
    await settled();

    expect(answers.map(({ body }) => JSON.stringify(body))).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('Noted as helpful')),
    );
    expect(await listFeedback(store)).toHaveLength(1);
  });
});

function actionOf(card: unknown, verb: string): { data: unknown } {
  const found = JSON.parse(JSON.stringify(card), (_key, value: unknown) => value) as unknown;
  const walk = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return undefined;
    if ('verb' in value && value.verb === verb) return value;
    for (const each of Object.values(value)) {
      const inner = walk(each);
      if (inner !== undefined) return inner;
    }
    return undefined;
  };
  return walk(found) as { data: unknown };
}

describe('"I need a human"', () => {
  it('gives the text to be copied when nobody has said where to send it', async () => {
    const { hanako, settled } = await openTenant();

    await hanako.say('vmsmp 26');
    await settled();
    await hanako.click(last(hanako.sees()), '担当者に相談する');
    await settled();

    const form = last(hanako.sees()).shown;
    expect(JSON.stringify(form)).toContain('VMSMP 26');
    expect(JSON.stringify(form)).not.toContain('sendHuman');
  });

  it('posts the text that the person has checked to the conversation in charge, and says that it is there', async () => {
    const escalation: { conversation?: string } = {};
    const { teams, alice, hanako, settled } = await openTenant({ escalation });
    const charge = teams.group('In charge');
    escalation.conversation = charge.id;

    await alice.say('vmsmp 26');
    await settled();
    const card = last(alice.sees());
    await alice.click(card, 'human');
    await alice.click(card, 'Send', { inputs: { hvTicket: 'Nobody is there yet.' } });
    await settled();
    // We were never there, so there is no address: nothing that was written is lost.
    expect(read(last(alice.sees()))).toMatch(/could not be sent[^]*Nobody is there yet/);

    await hanako.install(charge);
    await alice.say('vmsmp 26');
    await settled();
    await alice.click(last(alice.sees()), 'human');
    await alice.click(last(alice.sees()), 'Send', {
      inputs: { hvTicket: 'VMSMP 26 on hyp-03. <at>all</at> Please look.' },
    });
    await settled();

    const ticket = last(hanako.sees(charge));
    expect(read(ticket)).toContain('Please look.');
    expect(read(ticket)).toContain('alice');
    expect(ticket.targetedTo).toBeUndefined();
    expect(read(last(alice.sees()))).toContain('Sent to the people in charge');
  });

  it('calls a webhook, and gives the text back when that fails', async () => {
    const received: string[] = [];
    let status = 200;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push(body);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ticket`;
    const { alice, settled } = await openTenant({ escalation: { webhook } });

    await alice.say('vmsmp 26');
    await settled();
    const card = last(alice.sees());
    await alice.click(card, 'human');
    await alice.click(card, 'Send', { inputs: { hvTicket: 'please look' } });
    await settled();
    expect(JSON.parse(received[0] ?? '')).toMatchObject({ source: 'hvevent', text: 'please look', person: alice.id });
    expect(read(last(alice.sees()))).toContain('Sent to the people in charge');

    status = 500;
    await alice.click(card, 'Close');
    await alice.click(card, 'human');
    await alice.click(card, 'Send', { inputs: { hvTicket: 'please look again' } });
    await settled();
    expect(read(last(alice.sees()))).toMatch(/could not be sent[^]*please look again/);
  });
});

describe('"Suggest knowledge"', () => {
  it('becomes a gap on the list of the authors, redacted', async () => {
    const { alice, store, settled } = await openTenant();

    await alice.say('Source: Acme-Filter\nEvent ID: 7\nLevel: Warning');
    await settled();
    const card = last(alice.sees());
    await alice.click(card, 'suggest');
    expect(JSON.stringify(card.shown)).toContain('Acme-Filter');
    const inputs = {
      hvAdvice: 'Update the filter; we saw it on \\\\hyp-03\\c$.',
      hvReference: 'https://learn.microsoft.com/windows/acme',
    };
    await alice.click(card, 'Send', { inputs });
    await settled();

    expect(read(last(alice.sees()))).toContain('Thank you');
    const gap = (await listGaps(store)).find(({ identity }) => identity.startsWith('suggestion|'));
    expect(gap).toMatchObject({ provider: 'Acme-Filter', eventId: 7 });
    expect(gap?.sample).toContain('Update the filter');
    expect(gap?.sample).toContain('learn.microsoft.com/windows/acme');
    expect(gap?.sample).not.toContain('hyp-03');
  });
});

describe('several events', () => {
  it('make a summary; one opens for who presses, in their language, and its question is theirs', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.say(`@hvevent storvsp 1 and\n${PASTES.asks}`, { in: general });
    await settled();
    const summary = last(alice.sees(general));
    expect(read(summary)).toMatch(/VMSMP 26[^]*storvsp 1|storvsp 1[^]*VMSMP 26/);
    await hanako.click(last(hanako.sees(general)), 'open');
    await settled();
    expect(verdict(last(hanako.sees(general)).shown)).toBe(SIGNS.conditional.ja);
    expect(read(last(alice.sees(general)))).toMatch(/VMSMP 26[^]*storvsp 1|storvsp 1[^]*VMSMP 26/);
    await hanako.click(last(hanako.sees(general)), 'はい');
    await settled();

    expect(verdict(last(hanako.sees(general)).shown)).toBe(SIGNS.ignore.ja);
    expect(last(alice.sees(general)).isEdited).toBe(false);
    await hanako.click(last(hanako.sees(general)), '一覧に戻る');
    expect(read(last(hanako.sees(general)))).toMatch(/VMSMP 26[^]*storvsp 1|storvsp 1[^]*VMSMP 26/);
  });

  it('an ID that several sources use lets the person choose', async () => {
    const { alice, settled } = await openTenant();

    await alice.say('1');
    await settled();
    const card = last(alice.sees());
    expect(read(card)).toMatch(/storvsp 1/);
    await alice.click(card, 'choose');
    await settled();

    expect(read(last(alice.sees()))).not.toContain('This one');
    expect(last(alice.sees()).isEdited).toBe(true);
  });

  it('text that is no event says so, for the one who asked', async () => {
    const { alice, settled } = await openTenant();

    await alice.say('good morning everybody');
    await settled();

    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.nothing.en);
  });
});

describe('buttons', () => {
  it('of an answer that is no longer kept say so', async () => {
    const { alice, store, later, settled } = await openTenant();

    await alice.say(PASTES.asks);
    await settled();
    later(31 * 24 * 60 * 60_000);
    await store.run('DELETE FROM answer_context');
    const { body } = await alice.click(last(alice.sees()), 'Yes');

    expect(JSON.stringify(body)).toContain('no longer kept');
    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.conditional.en);
  });

  it('are answered in time although the store is silent', async () => {
    const { alice, settled } = await openTenant({
      store: (db) => ({ ...db, all: () => new Promise<never>(() => undefined) }),
    });

    await alice.say(PASTES.asks);
    await settled();
    const { status } = await alice.click(last(alice.sees()), 'Yes');
    await settled();

    // Teams would not have waited for longer: the door answers 503 then.
    expect(status).toBe(200);
    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.ignore.en);
  });

  it('of another organisation work for nobody there', async () => {
    const { teams, alice, settled } = await openTenant({ tenants: [FOREIGN, '00000000-0000-4000-8000-00000000b001'] });
    const mallory = teams.user('mallory', { tenantId: FOREIGN });
    const { results } = await alice.search(PASTES.asks);
    alice.composed().push(results[0]?.card ?? {});
    const sent = alice.sendComposed(mallory.chat);

    const { body } = await mallory.click(sent, 'Yes');
    await settled();
    expect(JSON.stringify(body)).toContain('belongs to somebody else');
  });

  it('of another version, or made up, do nothing', async () => {
    const { teams, alice, settled } = await openTenant();

    await alice.say(PASTES.asks);
    await settled();
    const card = last(alice.sees());
    for (const data of [undefined, null, 'x', [], { hv: 2, do: 'answer' }, { hv: 1, do: 'answer', a: '../x', f: -1 }]) {
      const { status, body } = await teams.deliver({
        type: 'invoke',
        name: 'adaptiveCard/action',
        id: `f:${JSON.stringify(data)}`,
        channelId: 'msteams',
        serviceUrl: teams.serviceUrl,
        from: { id: alice.id, name: 'alice', aadObjectId: alice.aadId },
        recipient: { id: `28:${teams.appId}`, name: 'hvevent' },
        conversation: { id: alice.chat.id, conversationType: 'personal', tenantId: teams.tenantId },
        channelData: { tenant: { id: teams.tenantId } },
        replyToId: card.id,
        value: { action: { type: 'Action.Execute', verb: 'answer', data } },
      });
      expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining('older version')]);
    }
    expect(card.isEdited).toBe(false);
  });

  it('work with clients that know no Action.Execute: in a chat the message changes', async () => {
    const { alice, settled } = await openTenant();

    await alice.say(PASTES.asks);
    await settled();
    await alice.click(last(alice.sees()), 'Yes', { old: true });
    await settled();

    expect(alice.sees()).toHaveLength(2);
    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.ignore.en);
  });

  it('with such clients in a channel: what is of one person reaches that person alone', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.say(`@hvevent ${PASTES.asks}`, { in: general });
    await settled();
    const card = last(alice.sees(general));
    await hanako.click(card, '日本語で見る', { old: true });
    await hanako.click(card, 'notHelpful', { old: true });
    await hanako.click(card, 'helpful', { old: true });
    await settled();

    expect(alice.sees(general)).toHaveLength(2);
    const [, , inJapanese, form, thanks] = hanako.sees(general);
    expect(verdict(inJapanese?.shown)).toBe(SIGNS.conditional.ja);
    expect(wordsOf(form?.shown)).toContain('何が問題でしたか');
    expect(thanks?.text).toContain('ありがとうございます');
    expect([inJapanese, form, thanks].map((message) => message?.targetedTo)).toEqual([hanako.id, hanako.id, hanako.id]);
    await hanako.click(card, 'Yes', { old: true });
    await settled();
    expect(verdict(last(alice.sees(general)).shown)).toBe(SIGNS.ignore.en);
  });
});
