import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredRef, TeamsReply, TeamsTurn } from '../../adapters/teams/port.ts';
import { createFakeTeams, type FakeTeams } from '../fake-teams/fake-teams.ts';
import { type DoorOnFake, startDoorOn } from './door-on-fake.ts';

const CARD = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'Input.Text', id: 'note' }],
  actions: [
    {
      type: 'Action.Execute',
      title: 'Yes',
      verb: 'answer',
      data: { hv: 1, do: 'answer', v: 'yes' },
      fallback: { type: 'Action.Submit', title: 'Yes', data: { hv: 1, do: 'answer', v: 'yes' } },
    },
    { type: 'Action.Submit', title: 'More', data: { hv: 1, do: 'human', msteams: { type: 'task/fetch' } } },
  ],
};
const OTHER = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Done' }] };

let teams: FakeTeams;
let door: DoorOnFake;
let answer: (turn: TeamsTurn) => Promise<TeamsReply> | TeamsReply = () => undefined;

beforeAll(async () => {
  teams = await createFakeTeams();
  door = await startDoorOn(teams, { onTurn: async (turn) => answer(turn) });
});
beforeEach(() => {
  answer = () => undefined;
});
afterEach(() => {
  teams.faults.always();
  door.turns.splice(0);
  door.lines.splice(0);
});
afterAll(async () => {
  await door.stop();
  await teams.close();
});

async function refOf(where = teams.user('Ann').chat): Promise<StoredRef> {
  await teams.user('Ann').say('@hvevent 26', { in: where });
  const ref = door.turns.at(-1)?.ref;
  if (ref === undefined) throw new Error('there was no turn');
  return ref;
}

describe('turns', () => {
  it('a message in a personal chat: the HTML keeps what the text loses', async () => {
    await teams.user('Ann').say('Source: VMSMP\nEvent ID: 26\n<data>x</data>');

    expect(door.turns).toEqual([
      {
        kind: 'message',
        id: expect.stringMatching(/^\d+$/),
        text: 'Source: VMSMPEvent ID: 26x',
        html: '<p>Source: VMSMP</p><p>Event ID: 26</p><p>&lt;data&gt;x&lt;/data&gt;</p>',
        private: true,
        personal: true,
        opensDialog: false,
        user: { id: teams.user('Ann').id, aadId: teams.user('Ann').aadId, name: 'Ann' },
        locale: 'en-US',
        ref: {
          conversationId: teams.user('Ann').chat.id,
          type: 'personal',
          serviceUrl: teams.serviceUrl,
          tenantId: teams.tenantId,
          bot: { id: `28:${teams.appId}`, name: 'hvevent' },
          updatedAt: expect.any(Number),
        },
        tenantId: teams.tenantId,
      },
    ]);
  });

  it('in a channel the bot hears what mentions it, in the thread', async () => {
    const channel = teams.channel('Servers');
    const ann = teams.user('Ann');

    expect(await ann.say('26', { in: channel })).toMatchObject({ status: 0 });
    const { message } = await ann.say('@hvevent 26', { in: channel });
    await ann.say('@hvevent 27', { in: channel, thread: message });

    expect(door.turns).toHaveLength(2);
    for (const turn of door.turns)
      expect(turn).toMatchObject({
        private: false,
        personal: false,
        teamId: '19:team@thread.tacv2',
        ref: { type: 'channel', conversationId: `${channel.id};messageid=${message.id}` },
      });
    expect(door.turns[0]?.text).toBe('<at>hvevent</at> 26');
  });

  it('a slash command is private', async () => {
    await teams.user('Ann').say('26', { in: teams.group('Team'), targeted: true });

    expect(door.turns).toMatchObject([{ kind: 'message', private: true, personal: false, ref: { type: 'groupChat' } }]);
  });

  it('a file comes as a link, and is fetched from there alone', async () => {
    await teams.user('Ann').say('look', { files: [{ name: 'system.txt', bytes: 'Event ID: 26' }] });
    const [file] = door.turns[0]?.files ?? [];

    expect(file).toMatchObject({ kind: 'download', name: 'system.txt' });
    const bytes = await door.connector.download(file?.url ?? '', 1000);
    expect(Buffer.from(bytes).toString()).toBe('Event ID: 26');
  });

  it('installing, removing and being added', async () => {
    const group = teams.group('New');
    const ann = teams.user('Ann');
    await ann.install();
    await ann.add(group);
    await ann.remove();

    expect(door.turns.map(({ kind, data, ref }) => [kind, data, ref.type])).toEqual([
      ['installed', undefined, 'personal'],
      ['membersAdded', { ids: [], bot: true }, 'groupChat'],
      ['removed', undefined, 'personal'],
    ]);
    await ann.install();
  });
});

describe('what is answered in place', () => {
  it('a button shows another card to the one who pressed it', async () => {
    const ref = await refOf(teams.group('Team'));
    await door.connector.send(ref, { card: CARD });
    answer = ({ kind }) => (kind === 'cardAction' ? { card: OTHER } : undefined);
    const [ann, ben] = [teams.user('Ann'), teams.user('Ben')];
    const card = teams.said(teams.group('Team')).at(-1);
    if (card === undefined) throw new Error('there is no card');

    expect((await ann.click(card, 'Yes', { inputs: { note: 'mine' } })).status).toBe(200);

    expect(door.turns.at(-1)).toMatchObject({
      kind: 'cardAction',
      data: { hv: 1, do: 'answer', v: 'yes', note: 'mine' },
      private: false,
    });
    const shownTo = (person: typeof ann) => person.sees(teams.group('Team')).find(({ id }) => id === card.id)?.shown;
    expect(shownTo(ann)).toEqual(OTHER);
    expect(shownTo(ben)).toEqual(CARD);
  });

  it('a client without Action.Execute sends a message instead', async () => {
    const ref = await refOf();
    await door.connector.send(ref, { card: CARD });
    const ann = teams.user('Ann');
    const [card] = ann.sees().toReversed();
    if (card === undefined) throw new Error('there is no card');

    await ann.click(card, 'Yes', { old: true });

    expect(door.turns.at(-1)).toMatchObject({ kind: 'submit', data: { do: 'answer', v: 'yes' }, replyToId: card.id });
  });

  it('a button that wants a dialog, and the dialog', async () => {
    const ref = await refOf();
    await door.connector.send(ref, { card: CARD });
    const ann = teams.user('Ann');
    const [card] = ann.sees().toReversed();
    if (card === undefined) throw new Error('there is no card');
    answer = () => ({ dialog: { title: 'Ticket', card: CARD } });
    await ann.click(card, 'More');

    expect(door.turns.at(-1)).toMatchObject({ kind: 'cardAction', data: { do: 'human' }, opensDialog: true });
    expect(ann.dialog()).toMatchObject({ title: 'Ticket', card: CARD });

    answer = () => ({ message: 'Sent.' });
    await ann.submit('More', { note: 'please' });
    expect(door.turns.at(-1)).toMatchObject({ kind: 'cardAction', data: { do: 'human', note: 'please' } });
    expect(ann.dialog()).toMatchObject({ text: 'Sent.' });
  });

  it('"Explain this event": dialog, then a card for the box', async () => {
    const ann = teams.user('Ann');
    const { message } = await teams.user('Ben').say('Event 26 of VMSMP', { in: teams.group('Team') });
    answer = () => ({ dialog: { title: 'This event', card: CARD } });
    await ann.explain(message);

    expect(door.turns.at(-1)).toMatchObject({
      kind: 'explainMessage',
      private: true,
      opensDialog: true,
      data: { body: { contentType: 'html', content: '<p>Event 26 of VMSMP</p>' } },
    });

    answer = () => ({ compose: OTHER });
    await ann.submit('Yes');
    expect(door.turns.at(-1)).toMatchObject({ kind: 'explainSubmit', data: { do: 'answer' } });
    expect(ann.composed()).toEqual([OTHER]);
    expect(ann.dialog()).toBeUndefined();
  });

  it('search', async () => {
    const ann = teams.user('Ann');
    answer = () => ({ results: [{ preview: { title: 'VMSMP 26' }, card: CARD }] });

    expect((await ann.search('network', { skip: 25 })).results).toEqual([
      { preview: { title: 'VMSMP 26' }, card: CARD },
    ]);
    expect(door.turns.at(-1)).toMatchObject({
      kind: 'search',
      private: true,
      data: { commandId: 'searchEvent', query: 'network', skip: 25, count: 25 },
    });
    await ann.search();
    expect(door.turns.at(-1)?.data).toMatchObject({ query: '', skip: 0 });
    answer = () => ({ message: 'Nothing found.' });
    expect((await ann.search('x')).body).toEqual({ composeExtension: { type: 'message', text: 'Nothing found.' } });
  });

  it('a turn that fails is a bare 500, and its words are not in the answer', async () => {
    answer = () => {
      throw new Error('a secret word');
    };

    expect(await teams.user('Ann').say('26')).toMatchObject({ status: 500, body: undefined });
    expect(await teams.user('Ann').search('26')).toMatchObject({ status: 500, body: undefined });
  });
});

describe('a turn that takes long', () => {
  it('holds up neither Teams nor the end of itself', async () => {
    const log: string[] = [];
    let finish = (): void => undefined;
    const slow = await startDoorOn(teams, {
      patience: { invokeMs: 50, turnMs: 50 },
      onTurn: async ({ kind }) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        log.push(kind);
        return undefined;
      },
    });
    const ann = teams.user('Ann');

    expect(await ann.say('26')).toMatchObject({ status: 200, body: undefined });
    expect(log).toEqual([]);
    finish();
    await slow.connector.idle();
    expect(log).toEqual(['message']);

    expect(await ann.search('26')).toMatchObject({ status: 503, body: undefined });
    expect(slow.lines).toHaveLength(2);
    finish();
    await slow.stop();
    teams.setBot(door.url);
  });
});

describe('our calls', () => {
  it('send, change and remove a message', async () => {
    const ref = await refOf();
    const ann = teams.user('Ann');
    const { activityId = '' } = await door.connector.send(ref, { card: CARD, summary: 'VMSMP 26' });

    expect(ann.sees().at(-1)).toMatchObject({ id: activityId, shown: CARD, summary: 'VMSMP 26' });
    await door.connector.update(ref, activityId, { text: 'Changed' });
    expect(ann.sees().at(-1)).toMatchObject({ id: activityId, text: 'Changed', isEdited: true });
    await door.connector.remove(ref, activityId);
    expect(ann.sees().map(({ id }) => id)).not.toContain(activityId);
  });

  it('a message for one person is seen by that one alone', async () => {
    const group = teams.group('Team');
    const ref = await refOf(group);
    const [ann, ben] = [teams.user('Ann'), teams.user('Ben')];
    const { activityId } = await door.connector.send(ref, { text: 'Only you', targetedTo: ann.id });
    const seenBy = (person: typeof ann) => person.sees(group).some(({ id }) => id === activityId);

    expect([seenBy(ann), seenBy(ben)]).toEqual([true, false]);
    const mine = await refOf();
    await door.connector.send(mine, { text: 'In our chat', targetedTo: ann.id });
    expect(ann.sees().at(-1)?.text).toBe('In our chat');
  });

  it.each([
    [
      { status: 429, retryAfter: '7' },
      { status: 429, retryAfterMs: 7000, mayHaveArrived: false },
    ],
    [{ status: 429 }, { status: 429, retryAfterMs: undefined, mayHaveArrived: false }],
    [
      { status: 429, retryAfter: '999999999' },
      { status: 429, retryAfterMs: 600_000 },
    ],
    [
      { status: 412, code: 'PreconditionFailed' },
      { status: 412, code: 'PreconditionFailed', mayHaveArrived: false },
    ],
    [
      { status: 403, code: 'BotNotInConversationRoster' },
      { status: 403, code: 'BotNotInConversationRoster' },
    ],
    [
      { status: 404, code: 'not a word\n' },
      { status: 404, code: undefined },
    ],
    [{ status: 302 }, { status: 302 }],
    [{ status: 500 }, { status: 500, mayHaveArrived: true }],
    [
      { status: 503, accepted: true },
      { status: 503, mayHaveArrived: true },
    ],
    [{ hangUp: true as const }, { status: undefined, code: 'ECONNRESET', mayHaveArrived: true }],
  ])('%j: one call, and an error that says all', async (fault, expected) => {
    const ref = await refOf();
    const before = teams.calls.length;
    teams.faults.next(fault);

    const failed = door.connector.send(ref, { text: 'x' });

    await expect(failed).rejects.toMatchObject({ name: 'TeamsSendError', ...expected });
    expect(teams.calls).toHaveLength(before + 1);
  });

  it('an address where nobody is: nothing has arrived', async () => {
    const ref = await refOf();
    const gone = await createFakeTeams();
    const own = await startDoorOn({ ...gone, openIdMetadataUrl: teams.openIdMetadataUrl });
    await gone.close();
    teams.setBot(door.url);

    const failed = own.connector.send({ ...ref, serviceUrl: gone.serviceUrl }, { text: 'x' });

    await expect(failed).rejects.toMatchObject({ code: 'ECONNREFUSED', mayHaveArrived: false });
    await own.stop();
  });

  it('a conversation without us is refused by Teams', async () => {
    const ref = await refOf();
    const { chat } = teams.user('Ann');
    chat.hasBot = false;

    await expect(door.connector.send(ref, { text: 'x' })).rejects.toMatchObject({
      status: 403,
      code: 'BotNotInConversationRoster',
    });
    chat.hasBot = true;
  });
});

describe('files', () => {
  const failure = (url: string, most = 1000) => door.connector.download(url, most).catch((error: unknown) => error);

  it('are fetched from Teams alone, also after a redirect', async () => {
    const moved = teams.file('moved', '', { location: teams.file('real', 'here') });
    const away = teams.file('away', '', { location: 'http://127.0.0.1:1/secret' });
    const round = teams.file('round', '', { location: `${teams.url}/files/round` });

    expect(Buffer.from(await door.connector.download(moved, 1000)).toString()).toBe('here');
    for (const url of [
      away,
      round,
      'http://169.254.169.254/',
      'file:///etc/passwd',
      'https://sharepoint.com.evil.example/x',
    ])
      expect(await failure(url)).toMatchObject({ name: 'TeamsSendError', code: 'REFUSED' });
  });

  it('are no longer than what is read', async () => {
    const url = teams.file('long', 'x'.repeat(2000));

    expect(await failure(url)).toMatchObject({ code: 'TOO_LARGE' });
    expect((await door.connector.download(url, 2000)).length).toBe(2000);
  });

  it('that are gone say so', async () => {
    expect(await failure(`${teams.url}/files/none`)).toMatchObject({ status: 404 });
  });
});
