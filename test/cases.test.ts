/**
 * Golden cases: pastes and what must come of them, one file per shape in test/cases. Each case is asked in its own
 * language and in the other one; the language of the answer must not change the decision.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Answer, Finding } from '../src/finding.ts';
import { guessLang, LANGS, type Lang } from '../src/lang.ts';
import { createProduct } from './generate/product.ts';
import { describeAnswer } from './generate/run.ts';

const Kind = z.enum(['known', 'candidates', 'similar', 'unknown']);
const Judged = z.enum(['ignore', 'conditional', 'action', 'info', 'unknown']);
const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one.transform((it) => [it]), z.array(one).min(1)]);

const Expected = z.strictObject({
  /** Of the entry, or of one of the candidates; for `kind: unknown` left out. */
  key: z.string().optional(),
  /** Several where the person is served alike, such as a suggestion found in one way or another. */
  kind: oneOrMore(Kind).default(['known']),
  verdict: oneOrMore(Judged).optional(),
  case: z.string().optional(),
  inserts: z.record(z.string(), z.string()).default({}),
  count: z.number().int().optional(),
  provider: z.string().optional(),
  eventId: z.number().int().optional(),
  /** The key may stand anywhere among the suggestions, not only first. */
  anyRank: z.boolean().default(false),
});
type Expected = z.infer<typeof Expected>;

const GoldenCase = z.strictObject({
  name: z.string().min(3),
  text: z.string(),
  lang: z.enum(LANGS).optional(),
  answers: z.record(z.string(), z.enum(['yes', 'no'])).default({}),
  /** In the order of the paste. Empty: nothing gets a verdict. */
  expect: z.array(Expected).default([]),
  /** No finding at all. */
  none: z.literal(true).optional(),
});
type GoldenCase = z.infer<typeof GoldenCase>;

const DIR = fileURLToPath(new URL('cases/', import.meta.url));
const files = readdirSync(DIR)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ name, cases: z.array(GoldenCase).parse(parse(readFileSync(DIR + name, 'utf8'))) }));
const own = files.filter(({ name }) => name !== 'queries.yaml').flatMap(({ cases }) => cases);

const product = createProduct();

function ask({ text, answers }: GoldenCase, lang: Lang): Answer {
  const given = new Map(Object.entries(answers).map(([id, answer]) => [id, answer === 'yes'] as const));
  return product.answer(text, { lang, answers: given });
}

/** What is wrong with one finding, as the case sees it; empty when it is the expected one. */
function faultsOf(finding: Finding, expected: Expected): string[] {
  const faults: string[] = [];
  const want = (what: string, got: unknown, wanted: unknown): void => {
    faults.push(`${what} is ${String(got)}, expected ${String(wanted)}`);
  };
  if (!expected.kind.includes(finding.kind)) want('kind', finding.kind, expected.kind);
  const named = namedKeys(finding, expected.anyRank);
  if (expected.key !== undefined && !named.includes(expected.key)) want('key', named, expected.key);
  if (expected.verdict && !expected.verdict.includes(finding.verdict))
    want('verdict', finding.verdict, expected.verdict);
  if (expected.case !== undefined && finding.case !== expected.case) want('case', finding.case, expected.case);
  if (expected.count !== undefined && finding.count !== expected.count) want('count', finding.count, expected.count);
  if (expected.provider !== undefined && finding.provider !== expected.provider) {
    want('provider', finding.provider, expected.provider);
  }
  if (expected.eventId !== undefined && finding.eventId !== expected.eventId) {
    want('eventId', finding.eventId, expected.eventId);
  }
  for (const [name, value] of Object.entries(expected.inserts)) {
    if (finding.inserts[name] !== value) want(`insert ${name}`, finding.inserts[name], value);
  }
  return faults;
}

/** A list of candidates has no first place; a guess is right when it stands first. */
function namedKeys(finding: Finding, anyRank: boolean): (string | undefined)[] {
  if (finding.kind === 'known' || finding.kind === 'unknown') return [finding.key];
  const keys = finding.candidates?.map(({ key }) => key) ?? [finding.key];
  return finding.kind === 'candidates' || anyRank ? keys : keys.slice(0, 1);
}

/** Everything wrong with an answer; empty when the case is right. */
function faultsIn(answer: Answer, golden: GoldenCase): string[] {
  const faults = answer.findings.flatMap(rulesBrokenBy);
  if (golden.none) return answer.findings.length > 0 ? [...faults, 'expected no finding at all'] : faults;
  const places = golden.expect.map((expected) => {
    return answer.findings.findIndex((finding) => faultsOf(finding, expected).length === 0);
  });
  for (const [i, expected] of golden.expect.entries()) {
    if (places[i] !== -1) continue;
    const near = answer.findings.find((finding) => namedKeys(finding, true).includes(expected.key));
    faults.push(`missing ${JSON.stringify(expected)}${near ? `: ${faultsOf(near, expected).join(', ')}` : ''}`);
  }
  const found = places.filter((place) => place >= 0);
  if (found.some((place, i) => i > 0 && place < (found[i - 1] as number))) faults.push('not in the order of the paste');
  for (const [place, finding] of answer.findings.entries()) {
    if (finding.verdict !== 'unknown' && !found.includes(place)) {
      faults.push(`nobody expected ${finding.key} ${finding.verdict}`);
    }
  }
  return faults;
}

/** What holds for every finding of every paste. */
function rulesBrokenBy(finding: Finding): string[] {
  const faults: string[] = [];
  const { kind, verdict, key } = finding;
  if (kind !== 'known' && verdict !== 'unknown') faults.push(`a guess (${kind} ${key}) carries the verdict ${verdict}`);
  if (verdict === 'ignore' && finding.references.length === 0) faults.push(`${key} is ignorable without a source`);
  if (verdict === 'conditional' && !finding.questions?.length && !finding.cases?.length) {
    faults.push(`${key} is conditional, but no condition is named`);
  }
  if (finding.count < 1 || finding.confidence < 0 || finding.confidence > 1) faults.push(`${key}: bad figures`);
  if (finding.evidence.length === 0) faults.push(`${key}: no evidence`);
  return faults;
}

function decisions({ findings }: Answer): string[] {
  return findings.map((f) => [f.kind, f.key, f.provider, f.eventId, f.verdict, f.case, f.count].join(' '));
}

describe.each(files)('$name', ({ cases }) => {
  test.each(cases)('$name', (golden) => {
    const lang = golden.lang ?? guessLang(golden.text);

    const answer = ask(golden, lang);
    const inOther = ask(golden, lang === 'en' ? 'ja' : 'en');

    const faults = faultsIn(answer, golden);
    expect(faults, `${golden.name}\n  ${faults.join('\n  ')}\n  got: ${describeAnswer(answer)}`).toEqual([]);
    expect(decisions(inOther), golden.name).toEqual(decisions(answer));
  });
});

describe('the collection', () => {
  test('has no two cases of one name', () => {
    const names = files.flatMap(({ cases }) => cases.map(({ name }) => name));
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test('has enough pastes of our own, in Japanese, and with nothing to find', () => {
    expect(own.length).toBeGreaterThanOrEqual(150);
    expect(own.filter(({ text, lang }) => (lang ?? guessLang(text)) === 'ja').length).toBeGreaterThanOrEqual(50);
    const nothing = own.filter(({ none, expect: wanted }) => none || wanted.length === 0);
    expect(nothing.length).toBeGreaterThanOrEqual(40);
  });

  test('has no paste of our own twice', () => {
    const seen = own.map(({ text, answers }) => text + JSON.stringify(answers));
    expect(seen.filter((text, i) => seen.indexOf(text) !== i)).toEqual([]);
  });
});
