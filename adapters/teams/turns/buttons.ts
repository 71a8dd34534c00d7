/** Every button of ours, by its verb. */
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import type { Parts } from '../app-parts.ts';
import type { TeamsReply, TeamsTurn } from '../port.ts';
import { answerPerson } from '../reply.ts';
import { tell } from '../said-words.ts';
import type { Who } from '../who.ts';
import { answerQuestion, chooseEntry, openFinding, showAll, turnLanguage } from './answer-buttons.ts';
import { askKnowledge, askTicket, askWhy, helpful, takeKnowledge, takeTicket, takeWhy } from './forms.ts';
import { contextOf, type Press, readPress, say } from './press.ts';
import { share } from './share.ts';

export async function onPress(turn: TeamsTurn, who: Who, parts: Parts): Promise<TeamsReply> {
  const press = readPress(turn, who);
  if (press === undefined) {
    const text = tell('oldButton', await parts.langs.of(who));
    if (turn.kind !== 'submit') return { message: text };
    await answerPerson(who, { text }, parts);
    return undefined;
  }
  const found = await contextOf(press, parts);
  return 'refused' in found ? say(press, found.refused, parts) : act(press, found, parts);
}

function act(press: Press, { context }: { context: AskedContext }, parts: Parts): Promise<TeamsReply> {
  const { value } = press;
  switch (value.do) {
    case 'answer':
      return answerQuestion(press, { value, context }, parts);
    case 'choose':
      return chooseEntry(press, { value, context }, parts);
    case 'lang':
      return turnLanguage(press, { value, context }, parts);
    case 'open':
      return openFinding(press, { value, context }, parts);
    case 'all':
      return showAll(press, { context }, parts);
    case 'share':
      return share(press, { context }, parts);
    case 'helpful':
      return helpful(press, { context }, parts);
    case 'notHelpful':
      return askWhy(press, { context }, parts);
    case 'sendNotHelpful':
      return takeWhy(press, { context }, parts);
    case 'suggest':
      return askKnowledge(press, { context }, parts);
    case 'sendSuggest':
      return takeKnowledge(press, { context }, parts);
    case 'human':
      return askTicket(press, { context }, parts);
    case 'sendHuman':
      return takeTicket(press, { context }, parts);
    default:
      return value satisfies never;
  }
}
