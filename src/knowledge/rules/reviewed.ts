import { entryRule } from './rule.ts';

export const reviewed = entryRule(
  'reviewed',
  'The date of the last review is not in the future.',
  function* ({ content }, { today }) {
    // ISO dates sort as text.
    if (content.reviewed <= today) return;
    yield {
      path: ['reviewed'],
      message: `"${content.reviewed}" lies in the future (today is ${today}): write the day of the last review.`,
    };
  },
);
