/** A workspace with the whole app in it: FakeSlack, our own HTTP server or sockets, the real Bolt app, a store in memory. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect } from 'vitest';
import { AckFirstApp } from '../../../adapters/slack/ack-first.ts';
import type { ChatPort } from '../../../src/alerts/alerts.ts';
import { say } from '../../../src/card/words.ts';
import type { Db } from '../../../src/store/db.ts';
import { createFakeSlack, type FakeSlack, type FakeSlackOptions } from '../../fake-slack/fake-slack.ts';
import type { Message, View } from '../../fake-slack/state.ts';
import type { User } from '../../fake-slack/user.ts';
import { visibleText } from '../../fake-slack/visible-text.ts';
import { type AppOnFakeOptions, type Mode, startAppOn } from '../app-on-fake.ts';
import { createKeptLog, type KeptLog } from '../hand-clock.ts';

export const MODES = ['http', 'socket'] as const satisfies readonly Mode[];

export interface WorkspaceOptions extends Pick<
  AppOnFakeOptions,
  'store' | 'escalation' | 'channelLanguages' | 'publicUrl' | 'secretKey' | 'alerts'
> {
  fake?: Omit<FakeSlackOptions, 'mode'>;
  /** Of the app; default: the real clock, moved by `later`. */
  now?: () => number;
}

export interface Workspace {
  slack: FakeSlack;
  alice: User;
  hanako: User;
  store: Db;
  chatPort: ChatPort;
  log: KeptLog;
  /** Moves the app's clock. */
  later: (milliseconds: number) => void;
  /** What has been said stands there when this resolves. */
  settled: () => Promise<void>;
}

const ending: (() => Promise<void>)[] = [];
/** Requests of Slack whose listeners are at work. */
const atWork = new Set<Promise<void>>();

// oxlint-disable-next-line typescript/unbound-method -- it is called with its own `this` below
const { processEvent } = AckFirstApp.prototype;
AckFirstApp.prototype.processEvent = function watched(event) {
  const work = processEvent.call(this, event).finally(() => atWork.delete(work));
  atWork.add(work);
  return work;
};

/** Every workspace of a test ends with it, and no test may have sent what Slack would refuse. */
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

export async function openWorkspace(mode: Mode, { fake, now, ...options }: WorkspaceOptions = {}): Promise<Workspace> {
  const slack = await createFakeSlack({ ...fake, mode });
  const log = createKeptLog();
  let ahead = 0;
  const { store, chatPort, stop } = await startAppOn(slack, mode, {
    ...options,
    log,
    now: now ?? (() => Date.now() + ahead),
    // Waits of seconds are not waited for in tests.
    pause: (milliseconds) => wait(milliseconds / 20),
  });
  ending.push(async () => {
    await stop();
    await slack.close();
  });
  return {
    slack,
    alice: slack.user('alice'),
    hanako: slack.user('hanako'),
    store,
    chatPort,
    log,
    later: (milliseconds) => {
      ahead += milliseconds;
    },
    settled: async () => {
      do {
        await Promise.allSettled(atWork);
        await slack.idle();
      } while (atWork.size > 0);
    },
  };
}

/** All that was sent is what Slack takes, with nothing doubtful in it. */
export function expectCleanBlocks({ state }: FakeSlack): void {
  expect(state.violations).toEqual([]);
  expect(state.warnings).toEqual([]);
}

/** The last of some messages, which must be there. */
export function last(messages: readonly Message[]): Message {
  const message = messages.at(-1);
  if (message === undefined) throw new Error('nothing is there');
  return message;
}

export function lastText(messages: readonly Message[]): string {
  return visibleText(last(messages));
}

/** The verdict alone, as the headline of a card or modal says it: other parts of a card name verdicts as well. */
export function verdict(shown: Message | View | undefined): string {
  const blocks = shown === undefined ? [] : 'payload' in shown ? shown.payload.blocks : (shown.blocks ?? []);
  const headline = blocks.find(({ type }) => type === 'header');
  const { text = '' } = (headline?.['text'] ?? {}) as { text?: string };
  return text.replace(/^\S+ /u, '');
}

/** Words of the verdicts, as cards write them. */
export const SIGNS = {
  ignore: { en: say('sign.ignore', 'en'), ja: say('sign.ignore', 'ja') },
  conditional: { en: say('sign.conditional', 'en'), ja: say('sign.conditional', 'ja') },
  action: { en: say('sign.action', 'en'), ja: say('sign.action', 'ja') },
  nothing: { en: say('sign.nothing', 'en'), ja: say('sign.nothing', 'ja') },
} as const;

export const PASTES = {
  /** VMSMP 26 of the one pair of versions that Microsoft describes. */
  ignorable:
    "NIC driver on 'sales-portal' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).",
  /** Of another pair: it depends on whether the adapter works. */
  asks: "NIC driver on 'lab-2012' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 5.0 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).",
} as const;
