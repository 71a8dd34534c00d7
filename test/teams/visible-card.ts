/** What a card says, as lines of text: for assertions that read like a user. */
import { asJson, type Json } from '../fake-teams/state.ts';

/** All that is visible or can be unfolded, one element after the other; buttons stand in [brackets]. */
export function visibleCard(card: unknown): string {
  return linesOf(card).join('\n');
}

/** The headings, in order. */
export function headingsOf(card: unknown): string[] {
  const found = asJson(card)['style'] === 'heading' ? [String(asJson(card)['text'])] : [];
  return [...found, ...children(card).flatMap(headingsOf)];
}

function linesOf(value: unknown): string[] {
  const element = asJson(value);
  const { type } = element;
  if (type === 'RichTextBlock')
    return [
      list(element['inlines'])
        .map(({ text }) => String(text))
        .join(''),
    ];
  const own =
    typeof type === 'string' && type.startsWith('Action.') ? [`[${String(element['title'])}]`] : said(element);
  return [...own, ...children(value).flatMap(linesOf)];
}

function said(element: Json): string[] {
  return ['text', 'title', 'label', 'placeholder', 'value'].flatMap((name) => {
    const words = element[name];
    return typeof words === 'string' && words !== '' ? [words] : [];
  });
}

/** In reading order; not what stands behind a button. */
function children(value: unknown): unknown[] {
  const element = asJson(value);
  const inside = ['body', 'items', 'columns', 'rows', 'cells', 'facts', 'choices', 'actions', 'card'];
  return inside.flatMap((name) => (name === 'card' ? [element[name]].filter(Boolean) : list(element[name])));
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : [];
}
