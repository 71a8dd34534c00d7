/** What people see and do with incidents in chat: the same stories on every platform. */
import { beforeEach, describe, expect, it } from 'vitest';
import { sayAlert } from '../../src/alerts/alert-words.ts';
import type { Alerts } from '../../src/alerts/alerts.ts';
import { sayChat } from '../../src/alerts/chat/words.ts';
import { say } from '../../src/card/words.ts';
import type { WindowsEvent } from '../../src/event/event.ts';
import { batchOf, type Clock, DAY, diskError, driverError, HOUR, MINUTE } from '../alerts/alerts-rig.ts';

export type Who = 'alice' | 'hanako';

/** A message of ours in the channel. */
export interface ChatCard {
  /** Of the message itself: the same after an edit. */
  id: string;
  text: string;
  /** Labels of its buttons. */
  buttons: readonly string[];
}

export interface FormValues {
  scope?: 'incident' | 'event' | 'host';
  time?: '1h' | '4h' | '1d' | '7d';
  own?: string;
  reason?: string;
  /** The colleague: hanako. */
  colleague?: true;
}

export interface ChatBench {
  alerts: Alerts;
  clock: Clock;
  /** Time goes by, and all that is due is delivered. */
  pass: (milliseconds: number) => Promise<void>;
  /** What stands in the channel, oldest first. */
  cards: () => ChatCard[];
  /** What stands in the thread of a card (where there are none: below it). */
  thread: (card: ChatCard) => string[];
  click: (who: Who, card: ChatCard, label: string) => Promise<void>;
  /** The form or view that is open for this person alone. */
  form: (who: Who) => string;
  /** Fills in the form and sends it. */
  submit: (who: Who, label: string, values?: FormValues) => Promise<void>;
  /** What this person was told alone, last. */
  told: (who: Who) => string;
  /** Presses a button of that. */
  clickTold: (who: Who, label: string) => Promise<void>;
  /** Types something to the app. */
  ask: (who: Who, text: string) => Promise<string>;
  /** What the other place got, where tickets go. */
  escalated: () => string[];
}

export interface BenchOptions {
  /** Added to the settings. `<alice>` stands for her in roles. */
  config?: object;
}

const MUTERS = { roles: { mute: ['<alice>'] } };

export function alertsChatContract(open: (options?: BenchOptions) => Promise<ChatBench>): void {
  describe('incidents in chat', () => {
    let bench: ChatBench;

    const start = async (config: object = MUTERS): Promise<void> => {
      bench = await open({ config });
    };
    beforeEach(() => start());
    const happen = async (...events: WindowsEvent[]): Promise<void> => {
      await bench.alerts.accept(batchOf(events));
      await bench.pass(5000);
    };
    const only = (): ChatCard => {
      const [card, ...more] = bench.cards();
      expect(more).toEqual([]);
      if (card === undefined) throw new Error('no card stands in the channel');
      return card;
    };
    const states = async () => (await bench.alerts.incidents()).map(({ state }) => state);
    const label = (
      name: 'ack' | 'unack' | 'assign' | 'mute' | 'unmute' | 'resolve' | 'reopen' | 'escalate' | 'details',
      lang: 'en' | 'ja' = 'en',
    ) => sayAlert(`button.${name}`, lang);

    it('posts a new incident with verdict, state, place and advice', async () => {
      await happen(driverError('ERP01', 'HV-01'));

      const { text, buttons } = only();
      expect(text).toContain(say('sign.conditional', 'en'));
      expect(text).toContain('VMSMP 26');
      expect(text).toContain(sayAlert('state.open', 'en'));
      expect(text).toContain('ERP01');
      expect(text).toContain('HV-01');
      expect(buttons).toEqual(
        expect.arrayContaining(
          ['ack', 'assign', 'mute', 'resolve', 'escalate', 'details'].map((one) => label(one as 'ack')),
        ),
      );
    });

    it('edits count and hosts instead of posting again', async () => {
      await happen(driverError('ERP01', 'HV-01'));
      const before = only();
      await happen(driverError('ERP01', 'HV-02'), driverError('ERP01', 'HV-02', { recordId: 7 }));
      await bench.pass(MINUTE);

      const { id, text } = only();
      expect(id).toBe(before.id);
      expect(text).toContain('×3');
      expect(text).toContain('HV-02 (2)');
      expect(bench.thread(before)).toEqual([]);
    });

    it('shows an acknowledgement in the card and in the thread, takes it back, and refuses it twice', async () => {
      await happen(diskError('HV-01'));
      await bench.click('alice', only(), label('ack'));
      await bench.pass(5000);

      expect(only().text).toContain('Acknowledged by alice');
      expect(bench.thread(only())).toEqual([expect.stringContaining('alice acknowledged this')]);
      const [incident] = await bench.alerts.incidents();
      expect(incident?.acknowledgedBy).toMatchObject({ name: 'alice' });
      await bench.alerts.unacknowledge(incident?.id ?? '', { kind: 'operator', id: 'bob' });
      await bench.alerts.acknowledge(incident?.id ?? '', { kind: 'operator', id: 'bob' });
      await bench.click('alice', only(), label('unack'));
      await bench.pass(5000);
      expect(only().text).toContain(sayAlert('state.open', 'en'));
      expect(only().buttons).toContain(label('ack'));
    });

    it('tells who is late that it is done already', async () => {
      await happen(diskError('HV-01'));
      const [incident] = await bench.alerts.incidents();
      const shown = only();
      await bench.alerts.resolve(incident?.id ?? '', { kind: 'operator', id: 'bob' });

      await bench.click('hanako', shown, label('resolve'));

      expect(bench.told('hanako')).toContain('すでに解決済みです');
      expect(bench.thread(shown)).toEqual([]);
    });

    it('reminds in the thread, and opens an acknowledged incident again when nothing comes of it', async () => {
      await happen(diskError('HV-01'));
      await bench.click('alice', only(), label('ack'));
      await bench.pass(5000);
      bench.clock.at += 4 * HOUR;
      await bench.pass(10_000);

      expect(bench.thread(only()).at(-1)).toContain('Still not resolved');
      expect(bench.cards()).toHaveLength(1);
    });

    it('mutes with a preview, a reason and a time, and undoes it', async () => {
      await happen(diskError('HV-01'), diskError('HV-01', { recordId: 2 }), diskError('HV-02'));
      const [first, second] = bench.cards();
      if (first === undefined || second === undefined) throw new Error('two cards are wanted');
      await bench.click('alice', first, label('mute'));

      expect(bench.form('alice')).toContain('This event on HV-01');
      expect(bench.form('alice')).toContain('in the last 7 days: incidents 2, events 3');
      expect(bench.form('alice')).toContain('Also open now: HV-02');
      await bench.submit('alice', sayChat('mute.title', 'en'), {
        scope: 'event',
        time: '1d',
        reason: 'disks are replaced',
      });
      await bench.pass(10_000);
      expect(await states()).toEqual(['muted', 'muted']);
      for (const { text, buttons } of bench.cards()) {
        expect(text).toContain('Muted by alice');
        expect(text).toContain('disks are replaced');
        expect(buttons).toContain(label('unmute'));
      }
      expect(bench.told('alice')).toContain('Muted until');

      await bench.clickTold('alice', sayChat('mute.undo', 'en'));
      await bench.pass(10_000);
      expect(await states()).toEqual(['open', 'open']);
      expect(bench.told('alice')).toContain('Shown again: 2');
      expect(bench.thread(first).join('\n')).toContain('alice ended the mute');
    });

    it('takes a time of its own, and asks again for one that cannot be meant', async () => {
      await happen(diskError('HV-01'));
      await bench.click('alice', only(), label('mute'));
      await bench.submit('alice', sayChat('mute.title', 'en'), { own: 'soon', reason: 'x' });
      expect(bench.form('alice')).toContain(sayChat('mute.own.wrong', 'en'));
      expect(await states()).toEqual(['open']);

      await bench.submit('alice', sayChat('mute.title', 'en'), { own: '９０分', reason: 'x' });
      const [incident] = await bench.alerts.incidents();
      expect(incident?.mute).toMatchObject({ scope: 'incident', until: bench.clock.at + 90 * MINUTE });
    });

    it('refuses who may not, privately, kindly and in their language', async () => {
      await happen(diskError('HV-01'));
      const before = only();
      await bench.click('hanako', before, label('mute'));
      await bench.pass(MINUTE);

      expect(bench.told('hanako')).toContain('ミュートする権限がありません');
      expect(await states()).toEqual(['open']);
      expect(only()).toEqual(before);
      expect(bench.thread(before)).toEqual([]);
    });

    it('assigns to oneself and to a colleague', async () => {
      await happen(diskError('HV-01'));
      await bench.click('alice', only(), label('assign'));
      await bench.submit('alice', sayChat('assign.title', 'en'), { colleague: true });
      await bench.pass(5000);

      expect(only().text).toContain('assigned to hanako');
      expect(bench.thread(only())).toEqual([expect.stringContaining('alice assigned this to hanako')]);
      expect(bench.told('alice')).toContain('Assigned to hanako');
    });

    it('resolves, shows little of what is resolved, and reopens', async () => {
      await happen(driverError('ERP01', 'HV-01'));
      const long = only().text.length;
      await bench.click('hanako', only(), label('resolve'));
      await bench.pass(5000);

      expect(only().text).toContain('Resolved by hanako');
      expect(only().text.length).toBeLessThan(long / 2);
      expect(only().buttons).toEqual([label('reopen'), label('details')]);
      await bench.click('hanako', only(), label('reopen'));
      await bench.pass(5000);
      expect(await states()).toEqual(['open']);
      expect(bench.thread(only())).toHaveLength(2);
    });

    it('escalates after showing the ticket, once', async () => {
      await start({ ...MUTERS, escalation: { channel: '<other>' } });
      await happen(driverError('ERP01', 'HV-01'));
      await bench.click('alice', only(), label('escalate'));
      expect(bench.form('alice')).toContain('Occurrences: 1');
      expect(bench.escalated()).toEqual([]);
      await bench.submit('alice', sayChat('escalate.title', 'en'));
      await bench.pass(10_000);

      expect(bench.told('alice')).toContain(sayChat('escalate.done', 'en'));
      expect(bench.escalated()).toEqual([expect.stringContaining('Virtual machine: ERP01')]);
      expect(bench.thread(only())).toEqual([expect.stringContaining('alice escalated this')]);
    });

    it('explains all of it to one person, in their language, with the history', async () => {
      await happen(driverError('ERP01', 'HV-01'));
      await bench.click('alice', only(), label('ack'));
      await bench.pass(5000);
      await bench.click('hanako', only(), label('details'));

      expect(bench.form('hanako')).toContain(say('sign.conditional', 'ja'));
      expect(bench.form('hanako')).toContain('履歴');
      expect(bench.form('hanako')).toContain('alice が確認済みにしました');
    });

    it('lets a person answer the question of the event, for themselves', async () => {
      await happen(driverError('ERP01', 'HV-01'));
      expect(only().text).toContain('does its network adapter (not a legacy network adapter) work now?');
      await bench.click('alice', only(), label('details'));
      await bench.submit('alice', say('yes', 'en'));

      expect(bench.form('alice')).toContain(say('sign.ignore', 'en'));
      expect(only().text).toContain(say('sign.conditional', 'en'));
    });

    it('speaks Japanese in a Japanese channel', async () => {
      await start({ ...MUTERS, language: 'ja' });
      await happen(driverError('基幹サーバー', 'HV-東京'));
      expect(only().text).toContain(say('sign.conditional', 'ja'));
      expect(only().text).toContain('基幹サーバー');
      await bench.click('alice', only(), label('ack', 'ja'));
      await bench.pass(5000);

      expect(only().text).toContain('alice が確認済み');
      expect(bench.thread(only())).toEqual([expect.stringContaining('alice が確認済みにしました')]);
    });

    it('shows hostile text as text', async () => {
      const evil = '<!channel> <@U1> [x](https://evil.example) *b* <at>all</at> {{DATE(2020-01-01)}}';
      await happen(diskError(evil, { message: evil, provider: `disk ${evil}` }));

      const { text } = only();
      expect(text).not.toContain('<!channel>');
      expect(text).not.toContain('<at>all');
      expect(text).not.toContain('{{DATE');
      expect(text).not.toMatch(/https:\/\/evil/);
    });

    it('sums up a storm, and tells of sources, in cards of their own', async () => {
      await start({ ...MUTERS, budget: '2/1h', heartbeat: { wec1: '15m' } });
      await happen(...Array.from({ length: 6 }, (_, i) => diskError(`HV-${i}`)));
      await bench.pass(10_000);
      expect(bench.cards()).toHaveLength(3);
      expect(bench.cards().some(({ text }) => text.includes('Event storm: 4 more incidents'))).toBe(true);
      bench.clock.at += HOUR;
      await bench.pass(10_000);
      expect(bench.cards().at(-1)?.text).toContain('went silent');
    });

    it('lists what is open, with details', async () => {
      await happen(diskError('HV-01'), driverError('ERP01', 'HV-02'));
      const listed = await bench.ask('hanako', 'アラート');
      expect(listed).toContain('未解決のインシデント：2 件');
      expect(listed).toContain('VMSMP 26');
      expect(listed).toContain('ERP01、1 回、未対応');
    });

    it('begins again with a new card after the old one was resolved a day ago', async () => {
      await happen(diskError('HV-01'));
      await bench.click('alice', only(), label('resolve'));
      bench.clock.at += 2 * DAY;
      await happen(diskError('HV-01'));

      expect(bench.cards()).toHaveLength(2);
      expect(bench.cards()[1]?.text).toContain('Occurred before');
    });
  });
}
