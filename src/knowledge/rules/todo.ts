import { LANGS } from '../../lang.ts';
import { localizedTexts } from '../localized-texts.ts';
import { entryRule } from './rule.ts';

const TODO = 'TODO';

/** Whether a text is still the scaffold's. */
export function isTodo(text: string): boolean {
  return text.startsWith(TODO);
}

export const todo = entryRule('todo', 'Nothing of the scaffold is left.', function* ({ content }) {
  for (const { text, path } of localizedTexts(content)) {
    if (isTodo(text)) yield { path, message: `"${text}" is from the scaffold: write the text.` };
  }
  for (const [index, { text }] of content.messages.entries()) {
    if (isTodo(text))
      yield { path: ['messages', index, 'text'], message: `"${text}" is from the scaffold: write Windows' own text.` };
  }
  for (const [index, { text }] of content.samples.entries()) {
    if (isTodo(text))
      yield { path: ['samples', index, 'text'], message: `"${text}" is from the scaffold: paste a real event.` };
  }
  for (const lang of LANGS) {
    for (const [index, text] of content.phrases[lang].entries()) {
      if (isTodo(text))
        yield {
          path: ['phrases', lang, index],
          message: `"${text}" is from the scaffold: write how people describe it.`,
        };
    }
  }
  for (const [index, text] of content.notThis.entries()) {
    if (isTodo(text))
      yield {
        path: ['notThis', index],
        message: `"${text}" is from the scaffold: write a text that looks alike and is another event.`,
      };
  }
  for (const [index, { supports }] of content.references.entries()) {
    if (isTodo(supports))
      yield {
        path: ['references', index, 'supports'],
        message: `"${supports}" is from the scaffold: say what the source supports.`,
      };
  }
});
