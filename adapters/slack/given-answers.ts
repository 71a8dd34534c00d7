/** What people have answered to the questions of a card, and a button to change it: a wrong click must not stay. */
import type { KnownBlock } from '@slack/types';
import { ACTIONS, encodeAction } from './actions.ts';
import type { AskedContext } from '../../src/chat/answer-context.ts';
import type { GivenAnswer } from '../../src/chat/questions.ts';
import { button, own, paragraphs, row, type SlackCard } from './blocks.ts';
import { who } from './card-buttons.ts';
import { LIMITS, SHARES } from './limits.ts';
import { tell } from './listener-words.ts';

/** Stands below the verdict, which depends on it. */
export function withGivenAnswers(
  { text, blocks }: SlackCard,
  context: AskedContext,
  given: readonly GivenAnswer[],
): SlackCard {
  const told = given.slice(0, SHARES.questions).flatMap((each) => answerBlocks(each, context));
  if (told.length === 0 || blocks.length + told.length > LIMITS.blocksInMessage) return { text, blocks };
  // The headline, and the name of the event with what the verdict means.
  const at = blocks.findIndex(({ type }) => type === 'header') + 2;
  return { text, blocks: [...blocks.slice(0, at), ...told, ...blocks.slice(at)] };
}

export function answerBlocks(
  { id, text, index, answer, by }: GivenAnswer,
  { id: answerId, lang, audience }: AskedContext,
): KnownBlock[] {
  const said = own(tell(answer ? 'answered.yes' : 'answered.no', lang, { question: text }));
  const person = audience === 'channel' && by !== undefined ? [own(' ('), who({ by }), own(')')] : [];
  const change = tell(answer ? 'change.no' : 'change.yes', lang);
  return [
    paragraphs([[said, ...person]], { heading: '', most: SHARES.question + SHARES.note }),
    ...row([
      button({
        action: answer ? ACTIONS.answerNo : ACTIONS.answerYes,
        label: change,
        says: `${change}: ${text}`,
        value: encodeAction({ answerId, index, questionId: id }),
      }),
    ]),
  ];
}
