/** Random entries against a slow judge that tries every way in which the unknown could turn out. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Condition } from '../../src/knowledge/schema.ts';
import type { Tier } from '../../src/match/match.ts';
import { judge } from '../../src/verdict/judge.ts';
import { both, caseOf, context, entry, exactMatch } from './fixtures.ts';

const KEY = 'vmsmp/99';
const INSERTS = ['a', 'b', 'c'];
const QUESTIONS = ['q1', 'q2', 'q3'];
const VERSIONS = ['0.1', '2', '3.2', '196610'];
const RUNS = { seed: 2026, numRuns: 1500 };

const condition = fc.oneof(
  fc.record({ insert: fc.constantFrom(...INSERTS), is: fc.constantFrom('empty', 'notEmpty') }),
  fc.record({ insert: fc.constantFrom(...INSERTS), equals: fc.constantFrom('0.1', '3.2') }),
  fc.record({
    insert: fc.constantFrom(...INSERTS),
    protocol: fc.constant('nvsp'),
    is: fc.constantFrom('newer', 'older', 'same'),
    than: fc.record({ insert: fc.constantFrom(...INSERTS) }),
  }),
  fc.record({ ask: fc.constantFrom(...QUESTIONS), answer: fc.constantFrom('yes', 'no') }),
);
const someCase = fc.record({
  when: fc.array(condition, { maxLength: 3 }),
  verdict: fc.constantFrom('ignore', 'action', 'info'),
});
const scene = fc.record({
  cases: fc.array(someCase, { maxLength: 4 }),
  inserts: fc.dictionary(fc.constantFrom(...INSERTS), fc.constantFrom('', 'text', ...VERSIONS), {
    noNullPrototype: true,
  }),
  answers: fc.dictionary(fc.constantFrom(...QUESTIONS), fc.boolean(), { noNullPrototype: true }),
  tier: fc.constantFrom<Tier>('header-and-text', 'text', 'header-similar-text', 'header', 'id', 'phrase'),
  truncated: fc.boolean().map((truncated) => truncated),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

function entryOf({ cases }: Scene) {
  return entry(KEY, 'VMSMP', {
    questions: Object.fromEntries(QUESTIONS.map((id) => [id, both(`${id}?`)])),
    cases: cases.map((one, i) => caseOf(`case-${i}`, one.verdict, { when: one.when })),
  });
}

function verdictOf(given: Scene, answers: Record<string, boolean> = given.answers) {
  const ids = Object.fromEntries(Object.entries(answers).map(([id, answer]) => [`${KEY}/${id}`, answer]));
  return judge(exactMatch(entryOf(given), given), context(ids));
}

/** Verdicts of the first case that holds, over every way in which inserts and answers may be completed. */
function completions(given: Scene): Set<string> {
  const found = new Set<string>();
  const values = ['', 'text', '0.1', '0.2', '3.2', '4.0'];
  const open = INSERTS.filter((name) => given.inserts[name] === undefined);
  const unasked = QUESTIONS.filter((id) => given.answers[id] === undefined);
  for (const inserts of assignments(open, values)) {
    for (const answers of assignments(unasked, [true, false])) {
      const whole = { ...given, inserts: { ...given.inserts, ...inserts }, answers: { ...given.answers, ...answers } };
      found.add(firstThatHolds(whole));
    }
  }
  return found;
}

function* assignments<T>(names: readonly string[], values: readonly T[]): Generator<Record<string, T>> {
  const [first, ...rest] = names;
  if (first === undefined) {
    yield {};
    return;
  }
  for (const value of values) for (const others of assignments(rest, values)) yield { ...others, [first]: value };
}

function firstThatHolds({ cases, inserts, answers }: Scene): string {
  return (
    cases.find(({ when }) => when.every((one) => holds(Condition.parse(one), inserts, answers)))?.verdict ?? 'unknown'
  );
}

/** A plain reading of the condition; what is no version compares as nothing. */
function holds(one: Condition, inserts: Record<string, string>, answers: Record<string, boolean>): boolean {
  if ('ask' in one) return answers[one.ask] === (one.answer === 'yes');
  if (!('insert' in one)) return false;
  const value = inserts[one.insert] ?? '';
  if ('equals' in one) return value === one.equals;
  if ('code' in one) return false;
  if (!('protocol' in one)) return (value === '') === (one.is === 'empty');
  const [left, right] = [order(value), order('insert' in one.than ? (inserts[one.than.insert] ?? '') : '')];
  if (left < 0 || right < 0) return false;
  return one.is === 'newer' ? left > right : one.is === 'older' ? left < right : left === right;
}

function order(version: string): number {
  const listed = ['0.1', '0.2', '3.2', '4.0'];
  return listed.indexOf(version === '2' ? '0.2' : version === '196610' ? '3.2' : version);
}

describe('judge, whatever the knowledge says', () => {
  it('gives a verdict only where every completion of the unknown gives the same', () => {
    let decided = 0;
    fc.assert(
      fc.property(scene, (given) => {
        const { verdict } = verdictOf({ ...given, tier: 'text', truncated: false });
        if (verdict === 'conditional' || verdict === 'unknown') return;
        decided++;
        expect([...completions(given)]).toEqual([verdict]);
      }),
      RUNS,
    );
    expect(decided).toBeGreaterThan(200);
  });

  it('ignores only where a case that says so surely holds and no other verdict can come before it', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const { verdict, decided, open } = verdictOf(given);
        if (verdict !== 'ignore') return;
        expect(given.truncated).toBe(false);
        expect(['header-and-text', 'text', 'header-similar-text']).toContain(given.tier);
        const all = decided ? [decided] : open;
        expect(new Set(all.map((one) => one.verdict))).toEqual(new Set(['ignore']));
        expect(all.at(-1)?.when.every((one) => holds(one, given.inserts, given.answers))).toBe(true);
      }),
      RUNS,
    );
  });

  it('never turns a verdict into another one by more answers', () => {
    fc.assert(
      fc.property(scene, fc.record({ q1: fc.boolean(), q2: fc.boolean(), q3: fc.boolean() }), (given, more) => {
        const before = verdictOf(given).verdict;
        if (before === 'conditional') return;
        expect(verdictOf(given, { ...more, ...given.answers }).verdict).toBe(before);
      }),
      RUNS,
    );
  });

  it('asks only what the entry has, what is not answered, and what matters; every answer leads on', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const { questions, verdict } = verdictOf(given);
        if (questions.length > 0) expect(['conditional', 'action']).toContain(verdict);
        for (const id of questions) {
          if (id === 'same-text') continue;
          expect(QUESTIONS).toContain(id);
          expect(given.answers[id]).toBeUndefined();
          const [yes, no] = [true, false].map((answer) => verdictOf(given, { ...given.answers, [id]: answer }));
          expect([yes?.verdict, yes?.decided, yes?.open, yes?.questions]).not.toEqual([
            no?.verdict,
            no?.decided,
            no?.open,
            no?.questions,
          ]);
        }
        expect(new Set(questions).size).toBe(questions.length);
      }),
      RUNS,
    );
  });

  it('comes to an end: answering what is asked never asks the same again', () => {
    fc.assert(
      fc.property(scene, fc.infiniteStream(fc.boolean()), (given, stream) => {
        const answers = { ...given.answers };
        for (let round = 0; round <= QUESTIONS.length + 1; round++) {
          const [id] = verdictOf(given, answers).questions;
          if (id === undefined) return;
          expect(Object.hasOwn(answers, id)).toBe(false);
          answers[id] = stream.next().value;
        }
        expect.unreachable('more questions than there are');
      }),
      { ...RUNS, numRuns: 500 },
    );
  });
});
