/** A few sources for the readers' tests; the real ones are knowledge. */
import type { SourceNames } from '../../src/event/event.ts';
import { fold } from '../../src/text/fold.ts';

const KNOWN = [
  'VMSMP',
  'storvsp',
  'vmbus',
  'netvsc',
  'Winlogon',
  'EventSystem',
  'Event System',
  'COM+ イベント システム',
  'Service Control Manager',
  'SCM',
  'VDS Basic Provider',
  'Hyper-V-Integration-KvpExchange',
  'volume',
  'EventLog',
  'Volume Shadow Copy',
];
const EVERYDAY = new Set(['volume', 'event log', 'volume shadow copy']);
const FOREIGN = ['disk', 'Application Popup', 'ntfs', 'vmms', 'Kernel-Power'];

const known = new Set(KNOWN.map((name) => fold(name)));
const foreign = new Set(FOREIGN.map((name) => fold(name)));

const LONGEST = Math.max(...[...known, ...foreign].map((form) => form.length)) + 'microsoftwindows'.length;

export const names: SourceNames = {
  mostWords: 4,
  longest: () => LONGEST,
  isEveryday: (words) => EVERYDAY.has(words),
  lookup(folded) {
    const bare = folded.replace(/^microsoftwindows/, '');
    if (known.has(bare)) return 'known';
    return foreign.has(bare) ? 'foreign' : undefined;
  },
};
