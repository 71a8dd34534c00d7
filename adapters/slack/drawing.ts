/** Contexts of answers -> Slack's cards. */
import type { AskedContext } from '../../src/chat/answer-context.ts';
import { answerOf, type Asked } from '../../src/chat/asking.ts';
import { givenAnswers } from '../../src/chat/questions.ts';
import type { Parts } from './app-parts.ts';
import type { SlackCard } from './blocks.ts';
import { withFile } from './file-card.ts';
import { withGivenAnswers } from './given-answers.ts';
import { renderAnswer, renderFinding } from './render-card.ts';

export interface Drawing {
  /** One finding of several; absent: the whole answer. */
  index?: number | undefined;
  /** Who shared it with the channel. */
  sharedBy?: string;
}

/** The card of a context as it is now. */
export function draw(context: AskedContext, { index, sharedBy }: Drawing, parts: Parts): SlackCard {
  return drawAnswer(
    { context, answer: answerOf(context, parts) },
    { index, ...(sharedBy !== undefined && { sharedBy }) },
    parts,
  );
}

export function drawAnswer({ context, answer }: Asked, { index, sharedBy }: Drawing, parts: Parts): SlackCard {
  const drawing = {
    lang: context.lang,
    answerId: context.id,
    publicUrl: parts.settings.publicUrl,
    offerShare: canBeShared(context),
    ...(sharedBy !== undefined && { shared: { by: sharedBy } }),
  };
  const finding = index === undefined || answer.findings.length < 2 ? undefined : answer.findings[index];
  if (finding !== undefined && index !== undefined) {
    const shown = renderFinding(finding, { ...drawing, index });
    return withGivenAnswers(shown, context, givenAnswers(context, { index, parts }));
  }
  const rendered = renderAnswer(answer, drawing);
  const isOne = answer.findings.length === 1;
  const card = isOne ? withGivenAnswers(rendered, context, givenAnswers(context, { index: 0, parts })) : rendered;
  return context.file === undefined
    ? card
    : withFile(card, context.file, { lang: context.lang, found: answer.findings.length });
}

/** Only a private answer that was asked for in a channel. */
function canBeShared({ audience, channel }: AskedContext): boolean {
  return audience === 'person' && channel !== undefined && /^[CG]/.test(channel);
}
