/** What a person decides on a card: Yes or No to a question, and which of several entries it is. */
import type { Block, Text } from '../../src/card/card.ts';
import { word } from '../../src/chat/card-words.ts';
import { nameAndTitle, plain } from '../../src/chat/one-text.ts';
import type { Element } from './adaptive.ts';
import { execute } from './card-buttons.ts';
import { entryLine, notes, type Place } from './card-parts.ts';
import { beside, buttons, container, fit, heading, line, rich } from './elements.ts';
import { LEAST, SHARES } from './limits.ts';

export interface DecisionPlace extends Place {
  answerId: string;
  /** Place of the finding in the answer. */
  index: number;
}

type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

/** Rows with buttons cost most: of a card that is too large there are fewer. */
function atLeast(least: number, most: number): number {
  return Math.max(least, Math.round(most));
}

/** Each question with its own Yes and No; neither of them is the one to press. */
export function questionElements(
  { heading: words, questions, yes, no }: BlockOf<'questions'>,
  place: DecisionPlace,
): Element[] {
  const { answerId, index } = place;
  const question = ({ id, text }: { id: string; text: Text }, i: number): Element[] => {
    const answer = (isYes: boolean, title: string) =>
      execute(
        { do: 'answer', answerId, index, questionId: id, yes: isYes },
        { title, says: `${title}: ${plain(text)}` },
      );
    const most = SHARES.question * Math.max(place.scale, LEAST);
    const lines = fit([line(text)], most).lines.map((one) => rich(one, i === 0 ? 'Small' : 'Medium'));
    return [...lines, ...buttons([answer(true, yes), answer(false, no)], 'Small')];
  };
  const asked = questions.slice(0, atLeast(2, SHARES.questions * place.scale)).flatMap(question);
  return [container([heading(words), ...asked], { style: 'emphasis', spacing: 'Medium' })];
}

/** A button beside each entry; with one there, what to type instead is not worth a line. Verdicts of guesses are not shown. */
export function candidateElements(
  { heading: words, entries, hint }: BlockOf<'entries'>,
  place: DecisionPlace,
): Element[] {
  const { answerId, index, lang, scale } = place;
  const title = word('button.choose', lang);
  const rows = entries.slice(0, atLeast(3, SHARES.candidates * scale)).map((entry) => {
    const says = `${title}: ${nameAndTitle(entry)}`;
    const action = execute({ do: 'choose', answerId, index, entryKey: entry.key }, { title, says });
    const { lines } = fit([entryLine(entry)], SHARES.candidate * Math.max(scale, LEAST));
    return { action, row: beside(rich(lines[0] ?? [], 'Small'), action) };
  });
  const typed = hint === undefined || rows.some(({ action }) => action !== undefined) ? [] : [line(hint)];
  return [heading(words, { spacing: 'Medium' }), ...rows.map(({ row }) => row), ...notes(typed, place)];
}
