/** What people have answered to the questions of a card, and a button to change it: a wrong click must not stay. */
import { fillPlaces } from '../../src/chat/fill-places.ts';
import { harmless } from '../../src/chat/harmless.ts';
import type { GivenAnswer } from '../../src/chat/questions.ts';
import { SAID_WORDS } from '../../src/chat/said-words.ts';
import type { Lang } from '../../src/lang.ts';
import type { Element } from './adaptive.ts';
import { beside, container, rich, run, subtle } from './elements.ts';
import { execute } from './card-buttons.ts';
import { shownName } from './card-parts.ts';
import { LEAST, SHARES } from './limits.ts';
import { cutText } from './safe-text.ts';

/** Stands below the verdict, which depends on it. */
export function givenAnswerElements(
  given: readonly GivenAnswer[],
  context: { lang: Lang; answerId: string; scale: number },
): Element[] {
  const told = given
    .slice(0, Math.max(2, Math.round(SHARES.questions * context.scale)))
    .map((each) => answerRow(each, context));
  return told.length === 0 ? [] : [container(told, { style: 'emphasis', spacing: 'Small' })];
}

function answerRow(
  { id, text, index, answer, by }: GivenAnswer,
  { lang, answerId, scale }: { lang: Lang; answerId: string; scale: number },
): Element {
  const question = cutText(harmless(text), SHARES.question * Math.max(scale, LEAST));
  const said = fillPlaces(SAID_WORDS[answer ? 'answered.yes' : 'answered.no'][lang], { question });
  const person = by === undefined ? [] : [subtle(` (${shownName(by)})`)];
  const change = SAID_WORDS[answer ? 'change.no' : 'change.yes'][lang];
  const action = execute(
    { do: 'answer', answerId, index, questionId: id, yes: !answer },
    { title: change, says: `${change}: ${text}` },
  );
  return beside(rich([run(said), ...person]), action);
}
