/** Shippers that send batches until each is answered with 2xx, and what must have been counted when they are done. */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../generate/random.ts';
import { COUNTED, placeOf, POSTED, type StormEvent, type StormKind, winlogbeat } from './storm-events.ts';

export const SOURCE = 'wec1';
export const TOKEN = 'a-token-of-the-storm';
const RETRY_MS = 20;
const MOST_EVENTS = 40;

/** When incidents can have begun: no earlier than first sent, no later than first answered. Milliseconds. */
export interface Life {
  sent: number;
  answered: number;
}

export interface Fleet {
  /** Resolves when every sender has been told to stop and its last batch is answered. */
  done: Promise<void>;
  stop(): void;
  /** New hosts and VMs get into trouble from now on. */
  spread(places: number): void;
  /** Of batches that were answered with 2xx. */
  answered: ReadonlySet<string>;
  /** Resolves with the answer to the n-th batch from now. */
  whenAnswered(n: number): Promise<void>;
  /** Events counted by what they are about: `26 vm-007`, or `12` of kinds that make no incident. */
  expected: ReadonlyMap<string, number>;
  lives: ReadonlyMap<string, Life>;
}

export interface FleetOptions {
  senders: number;
  random: Random;
  places: number;
  /** Of a sender, at this moment; another one after a failure. */
  urlOf: (sender: number, failures: number) => string;
  /** Between two batches of a sender, milliseconds. */
  restMs: number;
}

/** The name under which an event is expected to be counted. */
export function labelOf(
  { id, about }: Pick<StormKind, 'id' | 'about'>,
  { host, vm }: { host: string; vm: string },
): string {
  if (about === undefined) return String(id);
  return `${id} ${about === 'vm' ? vm : host}`;
}

export function sendStorm({ senders, random, places: firstPlaces, urlOf, restMs }: FleetOptions): Fleet {
  const answered = new Set<string>();
  const expected = new Map<string, number>();
  const lives = new Map<string, Life>();
  const waiting = new Map<number, () => void>();
  let places = firstPlaces;
  const sending = { stopped: false };
  let records = 0;

  const newEvent = (): StormEvent => {
    const kind = random.pick(random.chance(0.6) ? POSTED : COUNTED);
    const event: StormEvent = { kind, ...placeOf(random.int(0, places - 1)) };
    return random.chance(0.9) ? { ...event, recordId: (records += 1) } : event;
  };
  const sender = async (name: number): Promise<void> => {
    const before: StormEvent[] = [];
    let failures = 0;
    for (let n = 0; !sending.stopped; n++) {
      const fresh = Array.from({ length: random.int(1, MOST_EVENTS) }, newEvent);
      // Shippers send records again that they were not sure of.
      const again = before.filter(({ recordId }) => recordId !== undefined && random.chance(0.1));
      const times = random.chance(0.15) ? 2 : 1;
      const body = JSON.stringify([...fresh, ...again, { message: `batch ${n} of ${name}`, ...OWN_KIND }].map(written));
      const sent = performance.now();
      for (let time = 0; time < times; time++) {
        while (!(await post(urlOf(name, failures), body))) {
          failures += 1;
          await wait(RETRY_MS);
        }
      }
      const life = { sent, answered: performance.now() };
      answered.add(createHash('sha256').update(`${SOURCE}\n`).update(body).digest('hex'));
      waiting.get(answered.size)?.();
      for (const event of fresh) count(event, life);
      expected.set(OWN_LABEL, (expected.get(OWN_LABEL) ?? 0) + 1);
      before.splice(0, before.length, ...fresh);
      await wait(restMs);
    }
  };
  const count = (event: StormEvent, life: Life): void => {
    const label = labelOf(event.kind, event);
    expected.set(label, (expected.get(label) ?? 0) + 1);
    const known = lives.get(label) ?? life;
    lives.set(label, { sent: Math.min(known.sent, life.sent), answered: Math.min(known.answered, life.answered) });
  };

  return {
    done: Promise.all(Array.from({ length: senders }, (_, name) => sender(name))).then(() => undefined),
    stop: () => {
      sending.stopped = true;
    },
    spread: (more) => {
      places += more;
    },
    answered,
    whenAnswered: (n) => new Promise((resolve) => waiting.set(answered.size + n, resolve)),
    expected,
    lives,
  };
}

/** Makes each body one of its own, and is counted itself. */
const OWN_KIND = { provider: 'Shipper', eventId: 1, level: 'information', computer: 'WEC01' } as const;
const OWN_LABEL = '1';

function written(item: StormEvent | { message: string }): object {
  return 'kind' in item ? winlogbeat(item) : item;
}

/** @returns whether it was answered with 2xx */
async function post(url: string, body: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${TOKEN}` },
      body,
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Without an answer nothing was promised.
    return false;
  }
}
