/** The ticket as it is posted to the people who look after it. */
import { around, word } from '../../src/chat/card-words.ts';
import { harmlessLines } from '../../src/chat/harmless.ts';
import type { Lang } from '../../src/lang.ts';
import type { Element, TeamsCard } from './adaptive.ts';
import { adaptiveCard, bold, buttons, container, heading, rich, run, subtle } from './elements.ts';
import { shownName } from './card-parts.ts';
import { LIMITS } from './limits.ts';
import { cutText } from './safe-text.ts';

/** Blank lines are shown as room; more lines than this are none that we wrote. */
const MOST_LINES = 80;

/** @param text what the person left in the form: hostile; `by` is the name of who asks */
export function ticketCard(
  text: string,
  { lang, by, page }: { lang: Lang; by: string; page?: string | undefined },
): TeamsCard {
  const [before, after] = around('human.by', lang);
  const title = word('human.asked', lang);
  const asked = [subtle(before), bold(shownName(by)), subtle(after)].filter((one) => one.text !== '');
  const body: Element[] = [
    container([heading(`🙋 ${title}`, { size: 'Large' }), rich(asked, 'Small')], { style: 'attention', bleed: true }),
    ...ticketLines(text),
    ...buttons([
      page === undefined ? undefined : { type: 'Action.OpenUrl', title: word('card.page', lang), url: page },
    ]),
  ];
  return adaptiveCard(body, { lang, says: `${title}: ${text}` });
}

function ticketLines(text: string): Element[] {
  const lines = cutText(harmlessLines(text), LIMITS.inputText).split('\n').slice(0, MOST_LINES);
  return lines.flatMap((one, i) => {
    if (one.trim() === '') return [];
    const isApart = i === 0 || lines[i - 1]?.trim() === '';
    return [rich([run(one)], isApart ? 'Medium' : 'None')];
  });
}
