/**
 * What people do with hvevent in a chat, told once and run on every platform. What a platform does otherwise stands in GAPS
 * with its reason; a gap that is none any more is a failing test as well.
 */
import { describe, expect, it } from 'vitest';
import { listFeedback } from '../../src/store/feedback.ts';
import { listGaps } from '../../src/store/gaps.ts';
import type { ChatOptions, ChatPerson, ChatWorld, OpenChat } from './chat-world.ts';

type PlatformName = 'slack' | 'teams';

/** By platform and story. */
const GAPS: Readonly<Record<PlatformName, Readonly<Record<string, string>>>> = {
  slack: {
    'a symptom that is typed into the message box finds events':
      'Slack lets no app search from the message box; /hvevent answers a few words with guesses, and the web page has a search',
  },
  teams: {
    '"Explain this event" answers in the thread, for everybody':
      'Teams answers a message action in a dialog of the one who asked, also where hvevent is no member; "Share to channel" is in it',
    'the private card goes when it is shared':
      'Teams keeps the card in the chat of the person, with a line that says it was shared; it disappears by itself after a day',
  },
};

const TITLE = {
  en: 'VMSMP 26 - The host refused the network driver version of a virtual machine',
  ja: 'VMSMP 26 - 仮想マシンのネットワーク ドライバーのバージョンをホストが拒否した',
} as const;
const VERDICT = {
  ignore: { en: 'Safe to ignore', ja: '無視して問題ありません' },
  conditional: { en: 'Safe only if a condition holds', ja: '条件付きで無視できます' },
  action: { en: 'Action needed', ja: '対応が必要です' },
  unknown: { en: 'Unknown - do not ignore on our word' },
  choice: { en: 'Which event is it? - no verdict yet' },
  nothing: { en: 'No event found' },
} as const;
const QUESTION = {
  en: 'Did the virtual machine start, and does its network adapter (not a legacy network adapter) work now?',
  ja: '仮想マシンは起動し、そのネットワーク アダプター (レガシ ネットワーク アダプターではないもの) は現在使えますか?',
} as const;
const WAIT_FOR_ANSWER = {
  en: 'Answer the question first; until then do not treat the event as harmless.',
  ja: 'まず質問にお答えください。確認できるまでは、無視してよいものとして扱わないでください。',
} as const;

const PASTES = {
  /** The one pair of versions that Microsoft describes. */
  harmless:
    "NIC driver on 'sales-portal' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).",
  harmlessInJapanese:
    "'販売サーバー' の NIC ドライバーは、サーバー仮想化スタックと互換性がないため、読み込めません。 サーバー バージョン 2 クライアント バージョン 196610 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234)。",
  /** Another pair: it depends on whether the adapter works. */
  asks: "NIC driver on 'lab-2012' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 5.0 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).",
  unknown: 'Source: Acme-Filter Event ID: 7 Level: Error',
  several: 'VMSMP 26\nstorvsp 5\nSource: Acme-Filter\nEvent ID: 7',
} as const;

const DAY = 24 * 60 * 60_000;
const OF_PEOPLE = ['answer_context', 'look_up', 'preference', 'feedback'] as const;

/** Three ways to ask. */
const WAYS = {
  'in the chat with hvevent': (person: ChatPerson, text: string) => person.writes(text),
  'by a mention in the channel': (person: ChatPerson, text: string) => person.mentions(text),
  'by the slash command': (person: ChatPerson, text: string) => person.commands(text),
} as const;

/** All stories, on one platform. */
export function tellChatStories(platform: PlatformName, open: OpenChat): void {
  const told = new Set<string>();
  const story = (name: string, act: (chat: ChatWorld) => Promise<void>, options?: ChatOptions): void => {
    told.add(name);
    const gap = GAPS[platform][name];
    it(gap === undefined ? name : `${name} - not here: ${gap}`, async () => {
      const chat = await open(options);
      if (gap === undefined) await act(chat);
      else await expect(act(chat), 'there is no gap any more').rejects.toThrow();
      chat.expectClean();
    });
  };

  describe(`asking on ${platform}`, () => tellAsking(story));
  describe(`answering and choosing on ${platform}`, () => tellAnswering(story));
  describe(`who sees what on ${platform}`, () => tellSeeing(story));
  describe(`saying what one thinks on ${platform}`, () => tellOpinions(story));
  describe(`what is kept on ${platform}`, () => tellKeeping(story));

  it(`every gap of ${platform} is one of a story`, () => {
    expect(Object.keys(GAPS[platform]).filter((name) => !told.has(name))).toEqual([]);
  });
}

type Story = (name: string, act: (chat: ChatWorld) => Promise<void>, options?: ChatOptions) => void;

function tellAsking(story: Story): void {
  for (const [way, asks] of Object.entries(WAYS)) {
    story(`source and ID, ${way}`, async ({ alice }) => {
      await asks(alice, 'vmsmp 26');

      const { headline, text } = alice.card();
      expect(headline).toBe(VERDICT.conditional.en);
      expect(text).toContain(TITLE.en);
      expect(text).toContain(QUESTION.en);
      expect(text).toContain('Paste the whole event with its text');
    });

    story(`source and ID in Japanese, ${way}`, async ({ hanako }) => {
      await asks(hanako, 'vmsmp 26');

      const { headline, text } = hanako.card();
      expect(headline).toBe(VERDICT.conditional.ja);
      expect(text).toContain(TITLE.ja);
      expect(text).toContain(QUESTION.ja);
    });

    story(`a paste, ${way}`, async ({ alice }) => {
      await asks(alice, PASTES.harmless);

      const { headline, text } = alice.card();
      expect(headline).toBe(VERDICT.ignore.en);
      expect(text).toContain(TITLE.en);
      expect(text).toContain('Nothing to do.');
      expect(text).toContain('sales-portal');
      expect(text).not.toContain(QUESTION.en);
    });

    story(`a Japanese paste, ${way}`, async ({ hanako }) => {
      await asks(hanako, PASTES.harmlessInJapanese);

      const { headline, text } = hanako.card();
      expect(headline).toBe(VERDICT.ignore.ja);
      expect(text).toContain(TITLE.ja);
      expect(text).toContain('対処は不要です。');
      expect(text).toContain('販売サーバー');
    });

    story(`words that are no event, ${way}`, async ({ alice }) => {
      await asks(alice, 'lunch anyone?');

      expect(alice.card().headline).toBe(VERDICT.nothing.en);
    });

    story(`help, ${way}`, async ({ alice }) => {
      await asks(alice, 'help');

      expect(alice.told()).toMatch(/VMSMP 26[^]*lang ja/i);
    });
  }

  story('a file with several events is summed up, and one of them opens', async ({ alice }) => {
    const content = `${PASTES.asks}\r\n\r\nSource: storvsp\r\nEvent ID: 5\r\n`;
    await alice.writes('', [{ name: 'monday.txt', content }]);

    expect(alice.card().text).toContain('monday.txt');
    expect(alice.card().text).toMatch(/VMSMP 26[^]*storvsp 5|storvsp 5[^]*VMSMP 26/);
    await alice.presses('Open', 'VMSMP 26');
    expect(alice.card().text).toContain(QUESTION.en);
    await alice.presses('Yes');
    expect(alice.card().headline).toBe(VERDICT.ignore.en);
  });

  story('a symptom that is typed into the message box finds events', async ({ alice, hanako }) => {
    expect((await alice.searches('network driver')).join()).toContain('VMSMP 26');
    expect((await alice.searches('storage driver refused')).join()).toContain('storvsp 5');
    expect((await hanako.searches('統合サービス 古い')).join()).toContain('KvpExchange 4130');
    expect((await hanako.searches('ネットワークドライバー')).join()).toContain('VMSMP 26');
    expect(await alice.searches('lunch anyone?')).toEqual([]);
  });
}

function tellAnswering(story: Story): void {
  story('a question that is answered with yes makes the event harmless', async ({ alice }) => {
    await alice.writes(PASTES.asks);
    expect(alice.card().headline).toBe(VERDICT.conditional.en);
    expect(alice.card().text).toContain(QUESTION.en);
    expect(alice.card().text).toContain(WAIT_FOR_ANSWER.en);
    await alice.presses('Yes');

    expect(alice.card().headline).toBe(VERDICT.ignore.en);
    expect(alice.card().text).toContain(`Answered with Yes: ${QUESTION.en}`);
    expect(alice.card().text).toContain('Nothing to do.');
  });

  story('answered with no, something must be done, and a wrong press can be changed', async ({ hanako }) => {
    await hanako.writes(PASTES.asks);
    expect(hanako.card().headline).toBe(VERDICT.conditional.ja);
    expect(hanako.card().text).toContain(WAIT_FOR_ANSWER.ja);
    await hanako.presses('いいえ');
    expect(hanako.card().headline).toBe(VERDICT.action.ja);
    expect(hanako.card().text).toContain('統合サービス');

    await hanako.presses('「はい」に変更');
    expect(hanako.card().headline).toBe(VERDICT.ignore.ja);
  });

  story('"yes" can be written as well, where one question is open', async ({ hanako }) => {
    await hanako.writes('はい');
    expect(hanako.told()).not.toBe('');
    await hanako.writes(PASTES.asks);
    await hanako.writes('はい');

    expect(hanako.card().headline).toBe(VERDICT.ignore.ja);
  });

  story('a bare ID asks for the source, and shows the one that is chosen', async ({ alice }) => {
    await alice.writes('2');
    expect(alice.card().headline).toBe(VERDICT.choice.en);
    expect(alice.card().text).toMatch(/storvsp 2[^]*VMBus 2/i);
    await alice.presses('This one', 'VMBus 2');

    expect(alice.card().text).toContain('Host and guest do not speak the same VMBus version');
    expect(alice.card().text).not.toContain('This one');
  });

  story(
    'several events make a summary; one opens, its question is answered, and the summary is there again',
    async ({ alice }) => {
      await alice.writes(PASTES.several);
      const summary = alice.card();
      expect(summary.text).toMatch(/VMSMP 26[^]*storvsp 5/);
      expect(summary.text).toContain('Acme-Filter 7');
      await alice.presses('Open', 'storvsp 5');
      expect(alice.card().text).toContain('storvsp 5 - ');
      expect(alice.card().text).not.toContain('Acme-Filter');
      await alice.presses('Yes');
      expect(alice.card().text).toContain('Answered with Yes');
      await alice.goesBack();

      expect(alice.card().text).toMatch(/VMSMP 26[^]*Acme-Filter 7|Acme-Filter 7[^]*VMSMP 26/);
    },
  );

  story('a card turns into the other language and back', async ({ alice }) => {
    await alice.writes(PASTES.harmless);
    await alice.presses('日本語で見る');
    expect(alice.card().headline).toBe(VERDICT.ignore.ja);
    expect(alice.card().text).toContain(TITLE.ja);
    await alice.presses('Show in English');

    expect(alice.card().headline).toBe(VERDICT.ignore.en);
  });

  story('a language that is chosen holds for all that follows, until another is chosen', async ({ alice }) => {
    await alice.commands('lang ja');
    expect(alice.told()).toBe('これからは日本語で回答します。');
    await alice.writes('vmsmp 26');
    expect(alice.card().headline).toBe(VERDICT.conditional.ja);

    await alice.commands('lang fr');
    expect(alice.told()).toMatch(/ja と en|lang ja/);
    await alice.commands('lang auto');
    await alice.writes('vmsmp 26');
    expect(alice.card().headline).toBe(VERDICT.conditional.en);
  });
}

function tellSeeing(story: Story): void {
  story('the slash command is between hvevent and the one who types it', async ({ alice, hanako }) => {
    await alice.commands('vmsmp 26');
    await alice.commands('help');

    expect(alice.channel()).toHaveLength(1);
    expect(hanako.channel()).toEqual([]);
    expect(hanako.told()).toBe('');
  });

  story('a mention is answered for everybody, whose answers count for everybody', async ({ alice, hanako }) => {
    await alice.mentions(PASTES.asks);
    expect(hanako.card().headline).toBe(VERDICT.conditional.en);
    await hanako.presses('Yes');

    expect(alice.channel().map(({ headline }) => headline)).toEqual([VERDICT.ignore.en]);
    expect(alice.card().text).toContain('Answered with Yes');
    expect(alice.card().text).toContain('hanako');
  });

  story('the other language of what everybody sees is for the one who wants it', async ({ alice, hanako }) => {
    await alice.mentions('vmsmp 26');
    await hanako.presses('日本語で見る');

    expect(hanako.card().headline).toBe(VERDICT.conditional.ja);
    expect(alice.channel().map(({ headline }) => headline)).toEqual([VERDICT.conditional.en]);
  });

  story(
    'what everybody sees is in the language of the channel',
    async ({ alice }) => {
      await alice.mentions('vmsmp 26');
      expect(alice.card().headline).toBe(VERDICT.conditional.ja);
    },
    { channelLanguage: 'ja' },
  );

  story('a private answer is shared, with the name of who did it', async ({ alice, hanako }) => {
    await alice.commands(PASTES.asks);
    await alice.presses('Share to channel');

    const [shared, ...more] = hanako.channel();
    expect(more).toEqual([]);
    expect(shared?.headline).toBe(VERDICT.conditional.en);
    expect(shared?.text).toContain('Shared by alice');
    expect(shared?.text).not.toContain('Share to channel');
    await hanako.presses('Yes');
    expect(alice.channel().map(({ headline }) => headline)).toContain(VERDICT.ignore.en);
  });

  story('the private card goes when it is shared', async ({ alice }) => {
    await alice.commands('vmsmp 26');
    await alice.presses('Share to channel');

    expect(alice.channel()).toHaveLength(1);
    expect(alice.told()).toBe('');
  });

  story('in the chat with hvevent there is nobody to share with', async ({ alice }) => {
    await alice.writes('vmsmp 26');

    expect(alice.card().text).not.toContain('Share to channel');
  });

  story('"Explain this event" on a message of a colleague', async ({ alice, hanako }) => {
    const post = await hanako.posts(`good morning, what is this?\n${PASTES.asks}`);
    await alice.explains(post);
    expect(alice.card().headline).toBe(VERDICT.conditional.en);
    expect(alice.card().text).toContain(TITLE.en);
    await alice.presses('Yes');

    expect(alice.card().headline).toBe(VERDICT.ignore.en);
  });

  story('"Explain this event" answers in the thread, for everybody', async ({ alice, hanako }) => {
    await alice.explains(await hanako.posts(PASTES.harmless));

    expect(hanako.channel().map(({ headline }) => headline)).toEqual([VERDICT.ignore.en]);
  });

  story('"Explain this event" on a message without one bothers nobody else', async ({ alice, hanako }) => {
    await alice.explains(await hanako.posts('lunch at noon?'));

    expect(alice.card().headline).toBe(VERDICT.nothing.en);
    expect(hanako.channel()).toEqual([]);
  });
}

function tellOpinions(story: Story): void {
  story('"Helpful" is noted with the case, and thanked for', async ({ alice, store }) => {
    await alice.writes(PASTES.harmless);
    await alice.presses('Helpful');

    expect(alice.told()).toContain('Noted as helpful');
    expect(await listFeedback(store)).toMatchObject([
      { opinion: 'helpful', entryKey: 'vmsmp/26', caseId: 'guest-newer-than-host', verdict: 'ignore' },
    ]);
  });

  story('"Not helpful" asks why, and keeps no name that is written there', async ({ alice, store }) => {
    await alice.mentions('vmsmp 26');
    await alice.presses('Not helpful');
    expect(alice.told()).toContain('What was wrong?');
    await alice.sends({ reason: 'It is outdated', note: 'ask bob@contoso.com, newer hosts accept it' });

    expect(alice.told()).toContain('Thank you');
    const [stored] = await listFeedback(store);
    expect(stored).toMatchObject({ opinion: 'outdated', entryKey: 'vmsmp/26' });
    expect(stored?.note).toContain('newer hosts accept it');
    expect(stored?.note).not.toContain('contoso');
  });

  story('an unknown event says so, and what somebody knows of it reaches the authors', async ({ alice, store }) => {
    await alice.writes(PASTES.unknown);
    expect(alice.card().headline).toBe(VERDICT.unknown.en);
    expect(alice.card().text).toContain('Acme-Filter 7');
    expect(alice.card().text).toContain('does not mean that it is harmless');
    await alice.presses('Suggest knowledge');
    expect(alice.told()).toContain('Acme-Filter');
    await alice.sends({
      advice: 'Replace the disk; we saw it on \\\\hyp-03\\c$.',
      reference: 'https://learn.microsoft.com/windows-server/disk-7',
    });

    expect(alice.told()).toContain('Thank you');
    const suggested = (await listGaps(store)).find(({ identity }) => identity.startsWith('suggestion|'));
    expect(suggested).toMatchObject({ provider: 'Acme-Filter', eventId: 7 });
    expect(suggested?.sample).toContain('Replace the disk');
    expect(suggested?.sample).not.toContain('hyp-03');
  });

  story('"I need a human" gives the text to be copied when nobody is in charge', async ({ hanako, inCharge }) => {
    await hanako.writes('vmsmp 26');
    await hanako.presses('担当者に相談する');

    expect(hanako.told()).toContain('送信先が設定されていません');
    expect(hanako.told()).toContain('VMSMP 26');
    expect(inCharge()).toEqual([]);
  });

  story(
    '"I need a human" sends the text that the person has checked to the people in charge',
    async ({ alice, inCharge }) => {
      await alice.writes('vmsmp 26');
      await alice.presses('I need a human');
      expect(alice.told()).toContain('VMSMP 26');
      await alice.sends({ ticket: 'VMSMP 26 on hyp-03. Please have a look.' });

      expect(alice.told()).toContain('Sent to the people in charge');
      expect(inCharge()).toHaveLength(1);
      expect(inCharge()[0]).toContain('Please have a look.');
      expect(inCharge()[0]).toContain('alice');
    },
    { inCharge: true },
  );
}

function tellKeeping(story: Story): void {
  story('what was looked up opens again, and its question can be answered', async ({ alice }) => {
    await alice.writes(PASTES.asks);
    await alice.looksBack();
    expect(alice.told()).toContain('VMSMP 26');
    await alice.presses('Open', 'VMSMP 26');
    expect(alice.card().headline).toBe(VERDICT.conditional.en);
    await alice.presses('Yes');

    expect(alice.card().headline).toBe(VERDICT.ignore.en);
  });

  story('after 30 days a button says how to ask again', async ({ alice, later }) => {
    await alice.mentions(PASTES.asks);
    later(29 * DAY);
    await alice.presses('Yes');
    expect(alice.card().headline).toBe(VERDICT.ignore.en);

    later(31 * DAY);
    await alice.presses('Change to No');
    expect(alice.card().headline).toBe(VERDICT.ignore.en);
    expect(alice.told()).toContain('no longer kept (answers are kept for 30 days)');
  });

  story('the button of a private answer works for nobody else', async ({ alice, hanako }) => {
    await alice.commands(PASTES.asks);
    await hanako.pressesOnCardOf(alice, 'Yes');

    expect(hanako.told()).toContain('別の方のものです');
    expect(alice.card().headline).toBe(VERDICT.conditional.en);
    expect(hanako.channel()).toEqual([]);
  });

  story('when hvevent is removed, everything of its people goes', async ({ alice, hanako, store, uninstall }) => {
    await alice.commands('lang ja');
    await alice.writes(PASTES.asks);
    await alice.presses('役に立った');
    await hanako.mentions(PASTES.asks);
    const rows = async () => {
      const counts: Record<string, number> = {};
      for (const table of OF_PEOPLE) counts[table] = (await store.all(`SELECT * FROM ${table}`)).length;
      return counts;
    };
    expect(Object.values(await rows()).every((count) => count > 0)).toBe(true);
    await uninstall();

    expect(await rows()).toEqual(Object.fromEntries(OF_PEOPLE.map((table) => [table, 0])));
  });
}
