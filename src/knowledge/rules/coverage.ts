import { guessLang } from '../../lang.ts';
import { SAME_TEXT } from '../knowledge.ts';
import { ownEntryRule, type EntryInFile } from './rule.ts';
import { isTodo } from './todo.ts';

type Content = EntryInFile['content'];

/** What no sample shows nobody has tried. */
export const coverage = ownEntryRule(
  'coverage',
  'Each case has a sample in each language whose text is known, each question one for yes, no and no answer, and each entry phrases and a near miss.',
  function* ({ content }) {
    // As long as there is a scaffold, everything is to be written.
    if (content.samples.some(({ text }) => isTodo(text))) return;
    yield* caseFaults(content);
    yield* questionFaults(content);
    for (const lang of ['en', 'ja'] as const) {
      if (content.phrases[lang].length > 0) continue;
      yield {
        path: ['phrases'],
        message: `There are no phrases in "${lang}": write two to four ways in which people describe it.`,
      };
    }
    if (content.notThis.length > 0) return;
    const message = 'There is no near miss: put into "notThis" a text that looks alike and is another event.';
    yield { path: [], message };
  },
);

function* caseFaults({ cases, samples, messages }: Content) {
  const langs = new Set(messages.map(({ lang }) => lang));
  for (const [index, { id }] of cases.entries()) {
    const own = samples.filter((sample) => sample.case === id);
    const shown = new Set(own.map(({ text }) => guessLang(text)));
    const missing = [...langs].filter((lang) => !shown.has(lang));
    if (own.length > 0 && missing.length === 0) continue;
    const which = missing.length > 0 ? ` in "${missing.join('", "')}"` : '';
    const message = `Case "${id}" has no sample${which}: write one under "samples" with case: ${id}.`;
    yield { path: ['cases', index], message };
  }
}

function* questionFaults({ questions, samples }: Content) {
  for (const id of Object.keys(questions)) {
    if (id === SAME_TEXT) continue;
    const answered = new Set(samples.map(({ answers }) => answers[id]));
    const isOpen = samples.some((sample) => sample.case === 'open' && sample.answers[id] === undefined);
    const missing = [
      ...(['yes', 'no'] as const)
        .filter((answer) => !answered.has(answer))
        .map((answer) => `one that answers ${answer}`),
      ...(isOpen ? [] : ['one with case: open, where nobody has answered']),
    ];
    if (missing.length === 0) continue;
    yield { path: ['questions', id], message: `The question "${id}" lacks samples: write ${missing.join(' and ')}.` };
  }
}
