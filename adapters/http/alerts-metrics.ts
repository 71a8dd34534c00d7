/** Figures of alerts that stand in the store: every replica tells the same. */
import { Gauge, type Registry } from 'prom-client';

/** So that a store that does not answer does not hold up the other figures. */
const LONGEST_MS = 2000;

/** @param count of cards that could not be delivered, asked when somebody looks; when it fails, the last figure stays */
export function gaugeDeadLetters(registers: Registry[], count: () => Promise<number>): void {
  let asking: Promise<void> | undefined;
  const gauge = new Gauge({
    name: 'hvevent_alerts_dead_letters',
    help: 'Cards that could not be delivered and are tried again rarely; at most 1000 are counted',
    registers,
    async collect() {
      asking ??= count()
        .then(
          (found) => gauge.set(found),
          () => undefined,
        )
        .finally(() => {
          asking = undefined;
        });
      await inTime(asking);
    },
  });
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_MS);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
