/** The buttons of a card. */
import type { Finding } from '../../src/finding.ts';
import { word } from '../../src/chat/card-words.ts';
import type { Lang } from '../../src/lang.ts';
import { type ActionValue, encodeAction } from './actions.ts';
import type { ActionSet, Execute, Submit } from './adaptive.ts';
import { buttons } from './elements.ts';
import { teamsWord } from './card-words.ts';
import { LIMITS } from './limits.ts';
import { label } from './safe-text.ts';

interface ButtonLook {
  title: string;
  /** What a screen reader says beside the title. */
  says?: string;
  style?: 'positive';
  /** Takes what was chosen or typed with it. */
  withInputs?: boolean;
}

/** Answered in place where the client can; undefined when something in the value is no id of ours. */
export function execute(value: ActionValue, look: ButtonLook): Execute | undefined {
  const sent = submit(value, look);
  if (sent === undefined) return undefined;
  const { tooltip: _, ...fallback } = sent;
  return { ...sent, type: 'Action.Execute', verb: value.do, fallback };
}

/** The only kind that dialogs take. */
export function submit(value: ActionValue, { title, says, style, withInputs = false }: ButtonLook): Submit | undefined {
  const data = encodeAction(value);
  if (data === undefined) return undefined;
  return {
    type: 'Action.Submit',
    title: label(title, LIMITS.buttonTitle),
    data,
    ...(says !== undefined && { tooltip: label(says, LIMITS.tooltip) }),
    ...(style !== undefined && { style }),
    ...(!withInputs && { associatedInputs: 'none' }),
  };
}

export interface Buttons {
  lang: Lang;
  answerId: string;
  /** Absent: the whole answer. */
  index?: number;
  offerShare: boolean;
  /** The finding is one of several: there is a way back to them. */
  back?: boolean | undefined;
}

/** An opinion and the other language; then a person, the channel, knowledge where it is missing, and the way back. */
export function buttonRows({ kind, verdict }: Pick<Finding, 'kind' | 'verdict'>, given: Buttons): ActionSet[] {
  const missing = kind !== 'known' ? kind !== 'candidates' : verdict === 'unknown';
  // A question for a choice is no answer that could be helpful.
  const opinions = kind === 'candidates' ? [] : [named('helpful', given), named('notHelpful', given)];
  const others = [
    named('human', given),
    shareButton(given),
    missing ? named('suggest', given) : undefined,
    given.back === true ? backButton(given) : undefined,
  ];
  return [...buttons([...opinions, langButton(given)], 'Medium'), ...buttons(others, 'Small')];
}

export function langButton({ lang, answerId, index }: Buttons): Execute | undefined {
  const other: Lang = lang === 'en' ? 'ja' : 'en';
  const value = { do: 'lang' as const, answerId, ...(index !== undefined && { index }), lang: other };
  return execute(value, { title: word('button.lang', lang), says: word('button.lang.says', lang) });
}

export function shareButton(given: Buttons): Execute | undefined {
  return given.offerShare ? named('share', given) : undefined;
}

type Named = 'helpful' | 'notHelpful' | 'human' | 'share' | 'suggest';

export function named(name: Named, { lang, answerId, index }: Buttons): Execute | undefined {
  return execute(
    { do: name, answerId, ...(index !== undefined && { index }) },
    { title: SYMBOL[name] + word(`button.${name}`, lang), says: word(`button.${name}.says`, lang) },
  );
}

const SYMBOL: Readonly<Record<Named, string>> = {
  helpful: '👍 ',
  notHelpful: '👎 ',
  human: '',
  share: '',
  suggest: '',
};

function backButton({ lang, answerId }: Buttons): Execute | undefined {
  return execute({ do: 'all', answerId }, { title: teamsWord('button.all', lang) });
}
