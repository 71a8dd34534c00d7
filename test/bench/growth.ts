/** What more knowledge costs: the same pastes with twenty entries and with all of them, in turns, in one run. */
import { createAnswerer } from '../../src/answer.ts';
import { readPaste } from '../../src/event/read.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { createMatcher } from '../../src/match/matcher.ts';
import { OWN } from '../generate/sources.ts';
import { measure, us, type Spread } from './measure.ts';
import { PASTES } from './pastes.ts';

const FEW = 20;

const TEXTS: Record<string, string> = {
  ...PASTES,
  'short query': 'nic drvier incompatable',
  'short query, Japanese': '仮想マシンのネットワークカードのドライバーが読み込めない',
  'a sentence with a disk':
    'Since the update Cluster Disk 1 and disk 3 on HV01 are slow and event 153 from disk is logged every night.',
  'a text of none of ours':
    'The print queue Spooler on hyper-3 was paused because the paper tray reported a jam. The virtual machine was not started.',
  'office talk, 4 KB':
    'Can we move the meeting about the new storage to Thursday? The budget is not approved yet. '.repeat(43),
};

interface Steps {
  read: (text: string) => unknown;
  match: (text: string) => unknown;
  answer: (text: string) => unknown;
}

/** One row for each text: microseconds with twenty entries and with all, and how they compare. */
export function printGrowth(all: Knowledge, print: (line: string) => void): void {
  const few = reduced(all);
  const [before, now] = [stepsWith(few), stepsWith(all)];
  print(`## ${few.entries.length} entries and ${all.entries.length}\n`);
  print('p50 with the few / with all = all : few\n');
  print('| paste | read | read + match | whole answer |\n|---|---|---|---|');
  for (const [name, text] of Object.entries(TEXTS)) {
    const cells = (['read', 'match', 'answer'] as const).map((step) => {
      return compared(
        () => before[step](text),
        () => now[step](text),
      );
    });
    print(`| ${[name, ...cells].join(' | ')} |`);
  }
  print('');
}

/** The entries that the pastes are of come first. */
function reduced(all: Knowledge): Knowledge {
  const first = new Set(OWN.flatMap(({ slug, ids }) => ids.map((id) => `${slug}/${id}`)));
  const entries = all.entries.toSorted((a, b) => Number(first.has(b.key)) - Number(first.has(a.key))).slice(0, FEW);
  return { ...all, entries };
}

function stepsWith(knowledge: Knowledge): Steps {
  const catalog = createCatalog(knowledge);
  const matcher = createMatcher(catalog);
  const answerer = createAnswerer(knowledge);
  const names = { ...catalog.sourceNames, messagesIn: matcher.messagesIn };
  return {
    read: (text) => readPaste(text, names),
    match: (text) => readPaste(text, names).events.flatMap((event) => matcher.match(event)),
    answer: (text) => answerer.answer(text, { lang: 'en' }),
  };
}

/** Measured in turns, the better of two each, so that a busy moment of the machine does not fall on one of them only. */
function compared(few: () => unknown, all: () => unknown): string {
  const [a, b, c, d] = [measure(few), measure(all), measure(few), measure(all)];
  const best = (one: Spread, other: Spread): number => Math.min(one.p50, other.p50);
  const [before, now] = [best(a, c), best(b, d)];
  return `${us(before)} / ${us(now)} = ${(now / before).toFixed(2)}x`;
}
