import { describe, expect, it } from 'vitest';
import { visibleText } from '../../fake-slack/visible-text.ts';
import { expectCleanBlocks, last, lastText, MODES, openWorkspace, PASTES, SIGNS, verdict } from './workspace.ts';

describe.each(MODES)('a mention (%s)', (mode) => {
  it('is answered in its thread, for everybody', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    const { message } = await alice.mention(`is this a problem? ${PASTES.ignorable}`);
    await settled();

    expect(hanako.thread(message)).toHaveLength(2);
    expect(verdict(last(hanako.thread(message)))).toBe(SIGNS.ignore.en);
    expect(hanako.sees()).toHaveLength(1);
    expectCleanBlocks(slack);
  });

  it('speaks the language of the channel', async () => {
    const { slack, alice, settled } = await openWorkspace(mode, { channelLanguages: { general: 'ja' } });

    const { message } = await alice.mention('vmsmp 26');
    await settled();

    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.conditional.ja);
    expectCleanBlocks(slack);
  });

  it('shows the other language only to who wants it', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    const { message } = await alice.mention('vmsmp 26');
    await settled();
    await hanako.click(last(hanako.thread(message)), '日本語で見る');
    await settled();

    expect(verdict(last(hanako.thread(message)))).toBe(SIGNS.conditional.ja);
    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.conditional.en);
    expectCleanBlocks(slack);
  });

  it('lets anybody in the channel answer its question, and says who did', async () => {
    const { slack, alice, hanako, settled } = await openWorkspace(mode);

    const { message } = await alice.mention(PASTES.asks);
    await settled();
    await hanako.click(last(hanako.thread(message)), 'Yes');
    await settled();

    expect(alice.thread(message)).toHaveLength(2);
    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.ignore.en);
    expect(lastText(alice.thread(message))).toContain(`(@${hanako.id})`);
    expectCleanBlocks(slack);
  });

  it('goes on in the thread: "yes" answers the one open question', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    const { message } = await alice.mention(PASTES.asks);
    await settled();
    await alice.mention('Yes!', { thread: message });
    await settled();

    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('does not guess which of two questions "no" answers, nor what "yes" means without one', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    const { message } = await alice.mention('VMSMP 26 and storvsp 5');
    await settled();
    await alice.mention('no', { thread: message });
    await settled();
    expect(lastText(alice.thread(message))).toContain('more than one open question');

    const { message: other } = await alice.mention('yes');
    await settled();
    expect(lastText(alice.thread(other))).toContain('no open question');
    expectCleanBlocks(slack);
  });

  it('without a word says what it can do', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    const { message } = await alice.mention('');
    await settled();

    expect(lastText(alice.thread(message))).toContain('/hvevent lang ja');
    expectCleanBlocks(slack);
  });
});

describe.each(MODES)('a direct message (%s)', (mode) => {
  it('is answered there, and "はい" answers the question', async () => {
    const { slack, hanako, settled } = await openWorkspace(mode);

    await hanako.dm(PASTES.asks);
    await settled();
    expect(verdict(last(hanako.seesDm()))).toBe(SIGNS.conditional.ja);
    await hanako.dm('はい');
    await settled();

    expect(verdict(last(hanako.seesDm()))).toBe(SIGNS.ignore.ja);
    // Two of hers, two of ours: our own messages and edits come back as events, and are no questions.
    expect(hanako.seesDm()).toHaveLength(4);
    expectCleanBlocks(slack);
  });

  it('stays in its thread', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    const { message } = await alice.dm('hello');
    await settled();
    const before = alice.seesDm().length;
    await alice.dm('storvsp 5', { thread: message });
    await settled();

    expect(alice.seesDm()).toHaveLength(before);
    expect(lastText(alice.thread(message))).toContain('storvsp 5');
    expectCleanBlocks(slack);
  });

  it('is not answered again when it is edited', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    const { message } = await alice.dm('vmsmp 26');
    await settled();
    await alice.edit(message, 'vmsmp 27');
    await settled();

    expect(alice.seesDm()).toHaveLength(2);
    expectCleanBlocks(slack);
  });

  it('is turned into the other language in place', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.dm('vmsmp 26');
    await settled();
    await alice.click(last(alice.seesDm()), '日本語で見る');
    await settled();

    expect(alice.seesDm()).toHaveLength(2);
    expect(verdict(last(alice.seesDm()))).toBe(SIGNS.conditional.ja);
    expectCleanBlocks(slack);
  });
});

describe.each(MODES)('dropped files (%s)', (mode) => {
  it('are read in a direct message: text, XML, CSV', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    const xml = `<Events><Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="VMSMP"/><EventID Qualifiers="49158">26</EventID></System></Event></Events>`;
    const csv = 'Level,Date and Time,Source,Event ID,Task Category\r\nError,11/20/2026 10:00:00,storvsp,5,None\r\n';

    await alice.dm('these, please', {
      files: [
        { name: 'a.txt', content: PASTES.ignorable },
        { name: 'b.xml', content: xml },
        { name: 'c.csv', content: csv },
      ],
    });
    await settled();

    const [, first, second, third] = alice.seesDm();
    expect(first && visibleText(first)).toMatch(new RegExp(`a\\.txt[^]*${SIGNS.ignore.en}`));
    expect(second && visibleText(second)).toMatch(/b\.xml[^]*VMSMP 26/);
    expect(third && visibleText(third)).toMatch(/c\.csv[^]*storvsp 5/);
    expectCleanBlocks(slack);
  });

  it('have buttons that work without the file', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    const { message } = await alice.mention('', { files: [{ name: 'system.log', content: `${PASTES.asks}\n` }] });
    await settled();
    slack.state.files.clear();
    await alice.click(last(alice.thread(message)), 'Yes');
    await settled();

    expect(verdict(last(alice.thread(message)))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('of another kind, or with other content than their name says, are refused in words', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.dm('', {
      files: [
        { name: 'setup.exe', content: 'MZ' },
        { name: 'log.evtx', content: 'this is no event log' },
        { name: 'noise.txt', content: Uint8Array.from({ length: 4001 }, (_, i) => (i * 37) % 31) },
      ],
    });
    await settled();

    const [, kind, evtx, noise] = alice.seesDm().map(visibleText);
    expect(kind).toContain('this kind of file is not read');
    expect(evtx).toContain('not a Windows event log');
    expect(noise).toContain('neither a Windows event log');
    expectCleanBlocks(slack);
  });

  it('that are too large are not read, whatever Slack says of their size', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    const content = Buffer.alloc(20 * 1024 * 1024 + 1, 'a');

    await alice.dm('', { files: [{ name: 'claims-to-be-small.txt', content, claimedSize: 10 }] });
    await settled();

    expect(lastText(alice.seesDm())).toContain('larger than 20 MiB');
    expectCleanBlocks(slack);
  });

  it('of another organisation are asked for first', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);

    await alice.dm('', { files: [{ name: 'shared.txt', content: PASTES.ignorable, slackConnect: true }] });
    await settled();

    expect(verdict(last(alice.seesDm()))).toBe(SIGNS.ignore.en);
    expectCleanBlocks(slack);
  });

  it('never get the token to another host', async () => {
    const { slack, alice, settled } = await openWorkspace(mode);
    const elsewhere = slack.url.replace('127.0.0.1', 'localhost');

    await alice.dm('', { files: [{ name: 'a.txt', content: 'x', redirectTo: `${elsewhere}/files-pri/x` }] });
    await settled();

    expect(lastText(alice.seesDm())).toContain('not stored in Slack itself');
    expectCleanBlocks(slack);
  });

  it('say what is missing when the app may not read files', async () => {
    const scopes = ['commands', 'chat:write', 'users:read', 'app_mentions:read', 'im:history', 'assistant:write'];
    const { slack, alice, settled } = await openWorkspace(mode, { fake: { workspaces: [{ scopes }] } });

    await alice.dm('', { files: [{ name: 'a.txt', content: PASTES.ignorable }] });
    await settled();

    expect(lastText(alice.seesDm())).toContain('files:read');
    expectCleanBlocks(slack);
  });
});
