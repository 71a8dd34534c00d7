/** A sentence of our own where only a card can stand: in a dialog, or in the place of a card. */
import type { Lang } from '../../src/lang.ts';
import type { TeamsCard } from './adaptive.ts';
import { adaptiveCard, buttons, rich, run } from './elements.ts';
import { execute } from './card-buttons.ts';
import { word } from '../../src/chat/card-words.ts';

/** @param back the answer that the person came from */
export function sentenceCard(
  sentence: string,
  { lang, back }: { lang: Lang; back?: { answerId: string; index?: number | undefined } | undefined },
): TeamsCard {
  const { answerId = '', index } = back ?? {};
  const value = index === undefined ? ({ do: 'all', answerId } as const) : ({ do: 'open', answerId, index } as const);
  const close = back && execute(value, { title: word('modal.close', lang) });
  return adaptiveCard([rich([run(sentence)]), ...buttons([close])], { lang, says: sentence });
}
