/** Contexts of answers -> Teams' cards, and cards -> what is sent. */
import type { AskedContext } from '../../src/chat/answer-context.ts';
import { answerOf, type Asked } from '../../src/chat/asking.ts';
import { givenAnswers, type GivenAnswer } from '../../src/chat/questions.ts';
import type { Parts } from './app-parts.ts';
import type { TeamsOut } from './port.ts';
import { renderAnswer, renderFinding, type TeamsCard } from './render-card.ts';

export interface Drawing {
  /** One finding of several; absent: the whole answer. */
  index?: number | undefined;
  /** Name of who shared it with the conversation. */
  sharedBy?: string | undefined;
}

type Drawer = Pick<Parts, 'answerer' | 'settings'>;

/** The card of a context as it is now. */
export function draw(context: AskedContext, drawing: Drawing, parts: Drawer): TeamsCard {
  return drawAnswer({ context, answer: answerOf(context, parts) }, drawing, parts);
}

export function drawAnswer({ context, answer }: Asked, { index, sharedBy }: Drawing, parts: Drawer): TeamsCard {
  const { lang, id: answerId, file } = context;
  const drawing = {
    lang,
    answerId,
    publicUrl: parts.settings.publicUrl,
    offerShare: canBeShared(context),
    ...(sharedBy !== undefined && { shared: { by: sharedBy } }),
  };
  const isOne = answer.findings.length === 1;
  const finding = index === undefined || isOne ? undefined : answer.findings[index];
  if (finding !== undefined && index !== undefined) {
    return renderFinding(finding, { ...drawing, index, back: true, given: givenOf(context, index, parts) });
  }
  const given = isOne ? givenOf(context, 0, parts) : [];
  return renderAnswer(answer, { ...drawing, given, ...(file !== undefined && { file }) });
}

/** Who answered is told where others may wonder. */
function givenOf(context: AskedContext, index: number, parts: Drawer): GivenAnswer[] {
  return givenAnswers(context, { index, parts }).map(({ id, text, index: place, answer, by }) => {
    const given = { id, text, index: place, answer };
    return context.audience === 'person' || by === '' ? given : Object.assign(given, { by });
  });
}

/** Only a private answer that was asked for where others are. */
function canBeShared({ audience, channel }: AskedContext): boolean {
  return audience === 'person' && channel !== undefined;
}

export function toOut({ card, text }: TeamsCard): TeamsOut {
  return { card, summary: text };
}

/** The same card for a dialog, which knows no Action.Execute: each becomes its fallback. */
export function forDialog(card: object): object {
  return submitOnly(card) as object;
}

function submitOnly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(submitOnly);
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && value.type === 'Action.Execute' && 'fallback' in value) return value.fallback;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, submitOnly(inner)]));
}
