/** Pastes that come with the truth about them, for counting right and wrong answers. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

export interface Labelled {
  paste: string;
  /** Keys of the entries that it is of; empty: of none of ours. */
  keys: readonly string[];
  /** Those of them for which "may be ignored" is right, given the answers. */
  ignorable: readonly string[];
  /** What a person answered: question id of a finding -> yes (true) or no. */
  answers?: ReadonlyMap<string, boolean>;
}

/** A paste of the entry `key`. */
export function isOf(key: string, paste: string, mayIgnore = false): Labelled {
  return { paste, keys: [key], ignorable: mayIgnore ? [key] : [] };
}

/** A paste of none of our events. */
export const isNone = (paste: string): Labelled => ({ paste, keys: [], ignorable: [] });

/** Golden cases that expect no verdict because of an insert, but are of an entry: the file does not say of which. */
const ENTRY_WITHOUT_VERDICT: Readonly<Record<string, string>> = { 'query trap 8': 'service-control-manager/7005' };

const GoldenCase = z.object({
  name: z.string(),
  text: z.string(),
  answers: z.record(z.string(), z.enum(['yes', 'no'])).default({}),
  expect: z.array(z.object({ key: z.string().optional(), verdict: z.unknown().optional() })).default([]),
});

/** The golden cases of test/cases, in the order of the files. */
export function goldenCases(): Labelled[] {
  const dir = fileURLToPath(new URL('../cases/', import.meta.url));
  const files = readdirSync(dir).filter((name) => name.endsWith('.yaml'));
  const cases = files.sort().flatMap((name) => z.array(GoldenCase).parse(parse(readFileSync(dir + name, 'utf8'))));
  return cases.map(({ name, text, answers, expect }) => {
    const known = ENTRY_WITHOUT_VERDICT[name];
    // Queries that name no verdict check their entry only.
    const ignorable = expect.filter(({ verdict }) => verdict === undefined || [verdict].flat().includes('ignore'));
    return {
      paste: text,
      keys: known === undefined ? expect.flatMap(({ key }) => key ?? []) : [known],
      ignorable: ignorable.flatMap(({ key }) => key ?? []),
      answers: new Map(Object.entries(answers).map(([id, answer]) => [id, answer === 'yes'])),
    };
  });
}
