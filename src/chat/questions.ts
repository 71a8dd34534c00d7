/** The questions of a card: who answered what, and what is still open. */
import type { AskedContext } from './answer-context.ts';
import { answerOf } from './asking.ts';
import type { ChatParts } from './chat-parts.ts';

export interface GivenAnswer {
  /** Of the question. */
  id: string;
  /** Its words. */
  text: string;
  /** Place of the finding. */
  index: number;
  answer: boolean;
  /** User id of who gave it. */
  by?: string | undefined;
}

/** What was answered to the questions of one finding: each is asked again as if it were still open, for its words. */
export function givenAnswers(
  context: AskedContext,
  { index, parts }: { index: number; parts: Pick<ChatParts, 'answerer'> },
): GivenAnswer[] {
  return Object.entries(context.answers).flatMap(([id, answer]) => {
    const { [id]: _, ...others } = context.answers;
    const { questions = [] } = answerOf({ ...context, answers: others }, parts).findings[index] ?? {};
    const question = questions.find((each) => each.id === id);
    return question === undefined ? [] : [{ ...question, index, answer, by: context.answeredBy?.[id] }];
  });
}

/** An answer that somebody gave. */
export interface NewAnswer {
  questionId: string;
  answer: boolean;
  /** User id. */
  by: string;
}

/** The context with one more answer; the same context when this was never asked. A wrong one may be changed. */
export function takeAnswer(
  context: AskedContext,
  { questionId, answer, by }: NewAnswer,
  parts: Pick<ChatParts, 'answerer'>,
): AskedContext {
  const isAsked = questionId in context.answers || openQuestions(context, parts).some(({ id }) => id === questionId);
  if (!isAsked) return context;
  return {
    ...context,
    answers: { ...context.answers, [questionId]: answer },
    answeredBy: { ...context.answeredBy, [questionId]: by },
  };
}

/** All that wait for an answer, in the order of the findings. */
export function openQuestions(
  context: AskedContext,
  parts: Pick<ChatParts, 'answerer'>,
): { id: string; text: string }[] {
  return answerOf(context, parts).findings.flatMap(({ questions = [] }) => questions);
}
