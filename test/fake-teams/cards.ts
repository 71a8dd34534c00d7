/** Buttons and inputs of a card, as a person sees them. */
import { asJson, type Json } from './state.ts';

/** Every button of a card, those of cards inside it too, in order. */
export function buttonsOf(card: unknown): Json[] {
  const found: Json[] = [];
  walk(card, (each) => {
    if (typeof each['type'] === 'string' && each['type'].startsWith('Action.')) found.push(each);
  });
  return found;
}

/** By its title, by the `do` of its data, or by its place among all. @throws when there is none */
export function buttonOf(card: unknown, wanted: string | number): Json {
  const buttons = buttonsOf(card);
  const found =
    typeof wanted === 'number'
      ? buttons[wanted]
      : (buttons.find(({ title }) => title === wanted) ?? buttons.find(({ data }) => asJson(data)['do'] === wanted));
  if (found !== undefined) return found;
  throw new Error(`there is no button "${wanted}", but ${buttons.map(({ title }) => `"${String(title)}"`).join(', ')}`);
}

/** What stands in the inputs before anybody types. */
export function inputsOf(card: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  walk(card, ({ type, id, value }) => {
    if (typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string')
      values[id] = typeof value === 'string' ? value : '';
  });
  return values;
}

/** Everything that a person reads on it, a line each. */
export function wordsOf(card: unknown): string {
  const lines: string[] = [];
  walk(card, (each) => {
    for (const name of ['text', 'title', 'value', 'label', 'placeholder']) {
      const said = each[name];
      if (typeof said === 'string' && !(name === 'value' && String(each['type']).startsWith('Input.')))
        lines.push(said);
    }
  });
  return lines.join('\n');
}

/** The fallback of a button is not shown where the button is. */
function walk(value: unknown, visit: (each: Json) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  visit(asJson(value));
  for (const [name, each] of Object.entries(value)) {
    if (name !== 'fallback' && name !== 'data' && name !== 'msteams') walk(each, visit);
  }
}
