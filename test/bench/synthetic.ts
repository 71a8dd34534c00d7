/** Made-up message tables of any size: the words are common, so that templates resemble one another as real ones do. */
import type { MessageTable } from '../../src/knowledge/schema.ts';
import { createRandom } from '../generate/random.ts';

const SUBJECTS =
  'adapter backup bus cache channel checkpoint cluster component configuration connection controller device disk driver event export failover file guest heartbeat host image import interface lease memory migration miniport mirror network node package partition path policy pool port process profile provider queue region replica request resource ring role scheduler sensor service session snapshot socket stack storage stream subscription switch target task thread timer token topology transaction tunnel update volume watchdog worker zone'.split(
    ' ',
  );
const VERBS =
  'aborted accepted attached blocked cancelled closed committed completed copied created delayed deleted detached disabled dropped enabled exceeded expired failed finished flushed ignored initialised joined loaded locked lost merged moved negotiated opened paused postponed purged queued read recovered refused rejected released removed renamed reset resized restarted restored resumed retried saved sent skipped started stopped suspended timed transferred unlocked unloaded updated validated verified written'.split(
    ' ',
  );
const REASONS =
  'because the owner was not ready|because the quota is exhausted|while another operation was running|after the time limit was reached|because the signature did not agree|although the peer had confirmed it|before the journal was written|because no path was left|since the version is too old|while the system was shutting down'.split(
    '|',
  );

/** A table with `size` rows in the form of an imported one; the same seed gives the same table. */
export function syntheticTable(size: number, seed: number): MessageTable {
  const random = createRandom(seed);
  const pick = (words: readonly string[]): string => random.pick(words);
  const rows = Array.from({ length: size }, (_, i) => ({
    identifier: `0xC0${(0x100000 + i).toString(16).toUpperCase().padStart(6, '0')}`,
    text: `The ${pick(SUBJECTS)} ${pick(SUBJECTS)} '%2' ${pick(VERBS)} the ${pick(SUBJECTS)} of ${pick(SUBJECTS)} %3 ${pick(REASONS)}. ${pick(SUBJECTS)} ${pick(VERBS)}: %4 (${pick(SUBJECTS)} ${i % 97}).`,
    builds: [0],
  }));
  return { file: 'synthetic.sys', provider: 'storvsp', lang: 'en', source: 'made up', builds: ['1.0'], rows };
}

/** A row's text with values in its inserts. */
export function renderRow(text: string, values: readonly string[]): string {
  return text.replace(/%(\d)/g, (_, n: string) => values[Number(n) - 2] ?? 'x');
}
