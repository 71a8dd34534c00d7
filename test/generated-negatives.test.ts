/**
 * Generated pastes with fixed seeds: what must never be answered, and what must survive noise. A wrong "safe to ignore"
 * is the worst thing this product can do, so the limits here are zero wherever a verdict is concerned.
 */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../src/finding.ts';
import { FOREIGN_EN, FOREIGN_JA } from './generate/foreign-messages.ts';
import * as make from './generate/make-pastes.ts';
import { NOISES } from './generate/noise.ts';
import { OWN_MESSAGES } from './generate/own-messages.ts';
import { paragraph, SENTENCES } from './generate/paragraphs.ts';
import { createProduct } from './generate/product.ts';
import type { Random } from './generate/random.ts';
import { describeAnswer, hasCandidates, hasIgnore, hasKnown, hasVerdict, show, tryPastes } from './generate/run.ts';

const product = createProduct();
const ask = (text: string): Answer => product.answer(text);

type Wrong = (answer: Answer) => boolean;
const isKnown: Wrong = (answer) => hasKnown(answer) || hasVerdict(answer);
const isKnownOrOffered: Wrong = (answer) => isKnown(answer) || hasCandidates(answer);
const isAnything: Wrong = ({ findings }) => findings.length > 0;

/** The answer after a person has said the same to every question of the card. */
function askAgain(text: string, said: boolean): Answer {
  const questions = ask(text).findings.flatMap((finding) => finding.questions ?? []);
  return product.answer(text, { answers: new Map(questions.map(({ id }) => [id, said])) });
}

/** Also nobody's yes or no makes it ignorable. */
function neverIgnorable({ paste }: make.Made): string | undefined {
  const answers = [ask(paste), askAgain(paste, true), askAgain(paste, false)];
  const bad = answers.find(hasIgnore);
  return bad && describeAnswer(bad);
}

const either = (r: Random): make.MadeOfBoth => {
  return r.chance(0.5) ? make.ourHeaderForeignText(r) : make.ourWholeHeaderForeignText(r);
};

/** A text in a language in which we do not have the event's own cannot contradict; then it counts as a header alone. */
function givenVerdict({ paste, key, lang }: make.MadeOfBoth): string | undefined {
  const answer = ask(paste);
  const wrong = product.knowsTextOf(key, lang)
    ? hasVerdict(answer)
    : answer.findings.some(({ verdict }) => verdict === 'ignore' || verdict === 'action');
  return wrong ? describeAnswer(answer) : undefined;
}

function gotIf(wrong: Wrong): (made: make.Made) => string | undefined {
  return ({ paste }) => {
    const answer = ask(paste);
    return wrong(answer) ? describeAnswer(answer) : undefined;
  };
}

/** Makes `times` pastes and lets none of them be wrong. */
function expectNone(
  given: { seed: number; times: number },
  maker: (r: Random, index: number) => make.Made,
  wrong: Wrong,
): void {
  const outcome = tryPastes(given, maker, gotIf(wrong));
  expect(outcome.wrong, show(outcome)).toHaveLength(0);
}

describe('the material', () => {
  test('is large enough to mean something', () => {
    expect(FOREIGN_EN.length).toBeGreaterThanOrEqual(70);
    expect(FOREIGN_JA.length).toBeGreaterThanOrEqual(50);
    expect(new Set(make.FOREIGN).size).toBe(FOREIGN_EN.length + FOREIGN_JA.length);
    expect(SENTENCES).toBeGreaterThanOrEqual(150);
  });
});

describe('our header with the text of another event', () => {
  test('is never ignorable', () => {
    expectNone({ seed: 101, times: 1500 }, make.ourHeaderForeignText, hasIgnore);
  });

  test('is never ignorable whatever is answered', () => {
    const outcome = tryPastes({ seed: 105, times: 400 }, make.ourWholeHeaderForeignText, neverIgnorable);
    expect(outcome.wrong, show(outcome)).toHaveLength(0);
  });

  test('gets no verdict at all, also when level and log agree', () => {
    const outcome = tryPastes({ seed: 102, times: 1000 }, either, givenVerdict);
    expect(outcome.wrong, show(outcome)).toHaveLength(0);
  });

  test('is never ignorable when the text is of another of our own events', () => {
    expectNone({ seed: 104, times: 400 }, make.ourHeadersMixedUp, hasIgnore);
  });
});

describe('another source with one of our numbers', () => {
  test('and its own text is not known', () => {
    expectNone({ seed: 201, times: 1000 }, make.foreignSourceOurNumber, isKnown);
  });

  test('above one of our messages is never ignorable', () => {
    expectNone({ seed: 204, times: 400 }, make.foreignHeaderOurText, hasIgnore);
  });

  test('in labels without a text is not known, and ours are not offered', () => {
    expectNone({ seed: 202, times: 400 }, make.foreignLabelsOurNumber, isKnownOrOffered);
  });

  test('in a sentence is not known', () => {
    expectNone({ seed: 203, times: 600 }, make.foreignSentenceOurNumber, isKnown);
  });
});

describe('our source with a number we do not know', () => {
  test('is not known', () => {
    expectNone({ seed: 301, times: 400 }, make.ourSourceUnknownNumber, isKnown);
  });
});

describe('a true message', () => {
  test('without noise is the entry it is, with the verdict of its text', () => {
    const outcome = tryPastes(
      { seed: 401, times: OWN_MESSAGES.length * 4 },
      (r, i) => make.trueMessage(r, OWN_MESSAGES[i % OWN_MESSAGES.length]),
      notRight,
    );
    expect(outcome.wrong, show(outcome)).toHaveLength(0);
  });

  test.each(NOISES.map((noise, i) => ({ noise, name: noise.name, seed: 410 + i })))(
    'with $name stands on top and is answered',
    ({ noise, seed }) => {
      const outcome = tryPastes({ seed, times: 60 }, (r) => make.noisyMessage(noise, r), notRight);
      expect(outcome.wrong, show(outcome)).toHaveLength(0);
    },
  );

  test('cut short never becomes another event, and never more harmless than it is', () => {
    const outcome = tryPastes({ seed: 501, times: 700 }, make.cutMessage, anotherEventOrTooHarmless);
    expect(outcome.wrong, show(outcome)).toHaveLength(0);
  });

  test('with one to three letters changed never becomes another event, and never more harmless', () => {
    const outcome = tryPastes({ seed: 601, times: 700 }, make.misspelledMessage, anotherEventOrTooHarmless);
    expect(outcome.wrong, show(outcome)).toHaveLength(0);
  });
});

/** One finding, of the right entry, with the verdict of the text. */
function notRight({ paste, key, verdicts }: make.MadeOfOurs): string | undefined {
  const answer = ask(paste);
  const [finding] = answer.findings;
  const right = finding?.key === key && finding.kind === 'known' && verdicts.includes(finding.verdict);
  return right && answer.findings.length === 1
    ? undefined
    : `${describeAnswer(answer)}\n    wants ${key} ${verdicts.join(' or ')}`;
}

function anotherEventOrTooHarmless({ paste, key, verdicts }: make.MadeOfOurs): string | undefined {
  const answer = ask(paste);
  if (hasIgnore(answer) && !verdicts.includes('ignore')) return `${describeAnswer(answer)}\n    is not ignorable`;
  const other = answer.findings.some((finding) => {
    return (finding.kind === 'known' || finding.verdict !== 'unknown') && finding.key !== key;
  });
  return other ? `${describeAnswer(answer)}\n    wants ${key}` : undefined;
}

describe('an insert that voids the condition', () => {
  test('is never ignorable, under its header or alone', () => {
    expectNone({ seed: 701, times: 900 }, make.voidedMessage, hasIgnore);
  });

  test('is never ignorable whatever is answered', () => {
    const outcome = tryPastes({ seed: 703, times: 300 }, make.voidedMessage, neverIgnorable);
    expect(outcome.wrong, show(outcome)).toHaveLength(0);
  });

  test('is never ignorable under noise', () => {
    expectNone({ seed: 702, times: 400 }, make.noisyVoidedMessage, hasIgnore);
  });
});

describe('without a header', () => {
  const times = 800;

  test('ordinary talk gets no verdict', () => {
    expectNone({ seed: 801, times }, (r) => ({ paste: paragraph(r) }), hasVerdict);
  });

  test('ordinary talk gets hardly ever a suggestion', () => {
    const outcome = tryPastes({ seed: 802, times }, (r) => ({ paste: paragraph(r) }), gotIf(isAnything));
    expect(outcome.wrong.length, show(outcome)).toBeLessThanOrEqual(times / 100);
  });

  test('the texts of other events get no verdict', () => {
    expectNone({ seed: 803, times }, make.foreignText, hasVerdict);
  });

  test('the texts of other events get hardly ever a suggestion', () => {
    const outcome = tryPastes({ seed: 804, times }, make.foreignText, gotIf(hasCandidates));
    // One in fifty: some of these texts share whole phrases with ours on purpose.
    expect(outcome.wrong.length, show(outcome)).toBeLessThanOrEqual(times / 50);
  });
});
