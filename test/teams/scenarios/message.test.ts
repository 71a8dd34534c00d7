import { describe, expect, it } from 'vitest';
import { last, openTenant, PASTES, read, SIGNS, verdict } from './tenant.ts';

describe('a chat of one person', () => {
  it.each(['26', 'hvevent 26', '/hvevent 26', '@hvevent 26', 'Hvevent: 26', 'explain 26'])(
    '%j asks for 26',
    async (typed) => {
      const { alice, settled } = await openTenant();

      expect((await alice.say(typed)).status).toBe(200);
      await settled();

      const [, answer, ...more] = alice.sees();
      expect(more).toEqual([]);
      expect(read(last([answer]) as never)).toMatch(/VMSMP 26/);
    },
  );

  it('is answered in the language of the client, and "はい" answers the question', async () => {
    const { hanako, settled } = await openTenant();

    await hanako.say(PASTES.asks);
    await settled();
    expect(verdict(last(hanako.sees()).shown)).toBe(SIGNS.conditional.ja);
    await hanako.say('はい');
    await settled();

    expect(verdict(last(hanako.sees()).shown)).toBe(SIGNS.ignore.ja);
    expect(hanako.sees()).toHaveLength(4);
  });

  it('reads the html, where the text has lost its line ends and tags', async () => {
    const { alice, settled } = await openTenant();
    const xml = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="VMSMP"/><EventID Qualifiers="49158">26</EventID></System></Event>`;

    await alice.say(xml);
    await settled();
    expect(read(last(alice.sees()))).toContain('VMSMP 26');

    await alice.say('Source: storvsp\nEvent ID: 5\nLevel: Error');
    await settled();
    expect(read(last(alice.sees()))).toContain('storvsp 5');
  });

  it('chooses a language, and speaks it from then on; another is not there', async () => {
    const { alice, settled } = await openTenant();

    await alice.say('lang ja');
    await settled();
    expect(last(alice.sees()).text).toBe('これからは日本語で回答します。');
    await alice.say('vmsmp 26');
    await settled();
    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.conditional.ja);

    await alice.say('hvevent lang fr');
    await settled();
    expect(last(alice.sees()).text).toContain('ja と en');

    await alice.say('/lang auto');
    await settled();
    expect(last(alice.sees()).text).toContain('follow your language in Teams');
  });

  it('says what it can do, with what the person looked up, which opens again', async () => {
    const { alice, settled } = await openTenant();

    await alice.say(PASTES.ignorable);
    await settled();
    await alice.say('help');
    await settled();
    const help = last(alice.sees());
    expect(read(help)).toMatch(/hvevent[^]*lang ja[^]*VMSMP 26/);
    await alice.click(help, 'Open');
    await settled();

    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.ignore.en);
  });

  it('takes what a button says in the place of the person for a message', async () => {
    const { teams, alice, settled } = await openTenant();

    await teams.deliver({
      type: 'message',
      id: '1',
      text: 'VMSMP 26',
      value: { msteams: { type: 'imBack', value: 'VMSMP 26' } },
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      from: { id: alice.id, name: 'alice', aadObjectId: alice.aadId },
      recipient: { id: `28:${teams.appId}`, name: 'hvevent' },
      conversation: { id: alice.chat.id, conversationType: 'personal', tenantId: teams.tenantId },
      channelData: { tenant: { id: teams.tenantId } },
    });
    await settled();

    expect(read(last(alice.sees()))).toContain('VMSMP 26');
  });

  it('stays silent to the same message delivered again', async () => {
    const { teams, alice, settled } = await openTenant();
    const bodies: unknown[] = [];

    const { message } = await alice.say('vmsmp 26');
    await settled();
    bodies.push(message.id);
    const again = {
      type: 'message',
      id: message.id,
      text: 'vmsmp 26',
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      from: { id: alice.id, name: 'alice', aadObjectId: alice.aadId },
      recipient: { id: `28:${teams.appId}`, name: 'hvevent' },
      conversation: { id: alice.chat.id, conversationType: 'personal', tenantId: teams.tenantId },
      channelData: { tenant: { id: teams.tenantId } },
    };
    expect((await teams.deliver(again)).status).toBe(200);
    await settled();
    expect(alice.sees()).toHaveLength(2);

    await teams.deliver({ ...again, id: '42' });
    await settled();
    expect(alice.sees()).toHaveLength(3);
  });

  it('tells the person when something fails on our side, and logs no text of theirs', async () => {
    const { alice, door, settled } = await openTenant({
      store: (db) => ({
        ...db,
        all: () => Promise.reject(new Error('away')),
        run: () => Promise.reject(new Error('away')),
      }),
    });

    await alice.say(PASTES.asks);
    await settled();

    // Answering needs no store.
    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.conditional.en);
    await alice.click(last(alice.sees()), 'Yes');
    await settled();
    expect(verdict(last(alice.sees()).shown)).toBe(SIGNS.ignore.en);
    expect(door.lines.join('\n')).not.toContain('lab-2012');
  });
});

describe('a channel', () => {
  it('is answered in its thread, for everybody', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    const { message } = await alice.say(`@hvevent is this a problem? ${PASTES.ignorable}`, { in: general });
    await settled();

    const answer = last(hanako.sees(general));
    expect(answer).toMatchObject({ from: 'bot', thread: message.id });
    expect(answer.targetedTo).toBeUndefined();
    expect(verdict(answer.shown)).toBe(SIGNS.ignore.en);
  });

  it('speaks the language of the channel', async () => {
    const channelLanguages: Record<string, 'ja'> = {};
    const { teams, alice, settled } = await openTenant({ channelLanguages });
    const general = teams.channel('General');
    channelLanguages[general.id] = 'ja';

    await alice.say('@hvevent vmsmp 26', { in: general });
    await settled();

    expect(verdict(last(alice.sees(general)).shown)).toBe(SIGNS.conditional.ja);
  });

  it('lets anybody there answer its question, and says who did', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.say(`@hvevent ${PASTES.asks}`, { in: general });
    await settled();
    await hanako.click(last(hanako.sees(general)), 'Yes');
    await settled();

    const answer = last(alice.sees(general));
    expect(verdict(answer.shown)).toBe(SIGNS.ignore.en);
    expect(read(answer)).toContain('hanako');
    expect(answer.isEdited).toBe(true);
    expect(teams.said(general)).toHaveLength(1);
  });

  it('shows the other language only to who wants it', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.say('@hvevent vmsmp 26', { in: general });
    await settled();
    await hanako.click(last(hanako.sees(general)), '日本語で見る');
    await settled();

    expect(verdict(last(hanako.sees(general)).shown)).toBe(SIGNS.conditional.ja);
    expect(verdict(last(alice.sees(general)).shown)).toBe(SIGNS.conditional.en);
    expect(teams.said(general)).toHaveLength(1);
  });

  it('keeps what one person does in their own view from the others', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.say(`@hvevent ${PASTES.asks}`, { in: general });
    await settled();
    await hanako.click(last(hanako.sees(general)), '日本語で見る');
    await settled();
    await hanako.click(last(hanako.sees(general)), 'はい');
    await settled();

    expect(verdict(last(hanako.sees(general)).shown)).toBe(SIGNS.ignore.ja);
    expect(verdict(last(alice.sees(general)).shown)).toBe(SIGNS.conditional.en);
    expect(last(alice.sees(general)).isEdited).toBe(false);
  });

  it('goes on in the thread: "yes" answers the one open question, and none elsewhere', async () => {
    const { teams, alice, settled } = await openTenant();
    const general = teams.channel('General');

    const { message } = await alice.say(`@hvevent ${PASTES.asks}`, { in: general });
    await settled();
    await alice.say('@hvevent Yes!', { in: general });
    await settled();
    expect(last(alice.sees(general)).text).toContain('no open question');
    await alice.say('@hvevent Yes!', { in: general, thread: message });
    await settled();

    const answer = last(alice.sees(general));
    expect(answer).toMatchObject({ thread: message.id });
    expect(verdict(answer.shown)).toBe(SIGNS.ignore.en);
  });

  it('does not guess which of two questions "no" answers', async () => {
    const { teams, alice, settled } = await openTenant();
    const general = teams.channel('General');

    const { message } = await alice.say('@hvevent VMSMP 26 and storvsp 5', { in: general });
    await settled();
    await alice.say('@hvevent no', { in: general, thread: message });
    await settled();

    expect(last(alice.sees(general)).text).toContain('more than one open question');
  });

  it('says what it can do to a mention without a word, but nothing of what anybody looked up', async () => {
    const { teams, alice, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.say(PASTES.ignorable);
    await alice.say('@hvevent', { in: general });
    await settled();

    expect(read(last(alice.sees(general)))).toContain('lang ja');
    expect(read(last(alice.sees(general)))).not.toContain('recent look-ups');
  });
});

describe('a message that nobody else sees', () => {
  it('is answered so, and so is everything that follows', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');
    const targeted = { in: general, targeted: true };

    for (const typed of [PASTES.asks, 'yes', 'help', 'lang xx', 'lang en', 'nothing like an event', 'no']) {
      await alice.say(typed, targeted);
      await settled();
    }

    expect(teams.said(general)).toHaveLength(7);
    expect(teams.said(general).filter(({ targetedTo }) => targetedTo !== alice.id)).toEqual([]);
    expect(hanako.sees(general)).toEqual([]);
    const [, asked, , answered] = alice.sees(general);
    expect(verdict(asked?.shown)).toBe(SIGNS.conditional.en);
    expect(verdict(answered?.shown)).toBe(SIGNS.ignore.en);
  });

  it('says nothing in public when Teams takes no such answer, or when we fail', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    teams.faults.always({ status: 400, code: 'BadSyntax' });
    await alice.say(PASTES.asks, { in: general, targeted: true });
    await settled();
    teams.faults.always();

    expect(hanako.sees(general)).toEqual([]);
    const bodies = teams.calls.map(({ body, path }) => [path.includes('isTargetedActivity=true'), body]);
    expect(bodies.length).toBeGreaterThan(0);
    expect(bodies.filter(([isTargeted]) => isTargeted !== true)).toEqual([]);
  });

  it('belongs to the person: buttons of it work for nobody else, until it is shared', async () => {
    const { teams, alice, hanako, settled } = await openTenant();
    const general = teams.channel('General');

    await alice.say(PASTES.asks, { in: general, targeted: true });
    await settled();
    const card = last(alice.sees(general));
    const stolen = await hanako.click(card, 'Yes');
    await settled();
    expect(JSON.stringify(stolen.body)).toContain('別の方のものです');
    expect(hanako.sees(general)).toEqual([]);

    await alice.click(card, 'Share to channel');
    await alice.click(card, 'Close');
    await alice.click(card, 'Share to channel');
    await settled();
    const shared = last(hanako.sees(general));
    expect(read(shared)).toContain('alice');
    expect(teams.said(general).filter(({ targetedTo }) => targetedTo === undefined)).toHaveLength(1);
    expect(verdict(shared.shown)).not.toBe(SIGNS.ignore.en);
    await hanako.click(shared, 'Yes');
    await settled();
    expect(read(last(hanako.sees(general)))).toContain(SIGNS.ignore.en);
  });
});

describe('dropped files', () => {
  it('are read: text, XML, CSV; what cannot be read is said', async () => {
    const { alice, settled } = await openTenant();
    const xml = `<Events><Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="VMSMP"/><EventID Qualifiers="49158">26</EventID></System></Event></Events>`;
    const csv = 'Level,Date and Time,Source,Event ID,Task Category\r\nError,11/20/2026 10:00:00,storvsp,5,None\r\n';

    await alice.say('these, please', {
      files: [
        { name: 'a.txt', bytes: PASTES.ignorable },
        { name: 'b.xml', bytes: xml },
        { name: 'c.csv', bytes: csv },
        { name: 'd.docx', bytes: 'x' },
      ],
    });
    await settled();

    const [, first, second, third, fourth] = alice.sees().map(read);
    expect(first).toMatch(new RegExp(`a\\.txt[^]*${SIGNS.ignore.en}`));
    expect(second).toMatch(/b\.xml[^]*VMSMP 26/);
    expect(third).toMatch(/c\.csv[^]*storvsp 5/);
    expect(fourth).toContain('this kind of file is not read');
  });

  it('have buttons that work without the file', async () => {
    const { alice, settled } = await openTenant();

    await alice.say('', { files: [{ name: 'system.log', bytes: `${PASTES.asks}\n` }] });
    await settled();
    await alice.click(last(alice.sees()), 'Yes');
    await settled();

    expect(read(last(alice.sees()))).toMatch(new RegExp(`system\\.log[^]*${SIGNS.ignore.en}`));
  });

  it('are five at most, of at most 20 MiB, and from Teams alone', async () => {
    const { teams, alice, settled } = await openTenant();
    const small = Array.from({ length: 6 }, (_, i) => ({ name: `${i}.txt`, bytes: 'vmsmp 26' }));

    await alice.say('', {
      files: [...small.slice(0, 1), { name: 'big.log', bytes: new Uint8Array(21 * 1024 * 1024) }],
    });
    await settled();
    expect(last(alice.sees()).text).toContain('larger than 20 MiB');
    await alice.say('', { files: small });
    await settled();
    expect(last(alice.sees()).text).toContain('Only the first 5 files');

    const { message } = await alice.say('hello');
    const elsewhere = { downloadUrl: 'https://example.org/a.txt', fileType: 'txt' };
    await teams.deliver({
      type: 'message',
      id: `${message.id}1`,
      text: '',
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      from: { id: alice.id, name: 'alice', aadObjectId: alice.aadId },
      recipient: { id: `28:${teams.appId}`, name: 'hvevent' },
      conversation: { id: alice.chat.id, conversationType: 'personal', tenantId: teams.tenantId },
      channelData: { tenant: { id: teams.tenantId } },
      attachments: [
        { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.txt', content: elsewhere },
      ],
    });
    await settled();
    expect(last(alice.sees()).text).toContain('is not fetched');
  });
});
