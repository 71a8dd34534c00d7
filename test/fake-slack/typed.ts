/** What Slack's composer makes of typed text: entities, links and mentions in `text`, and a rich text block beside it. */
import type { Json } from './json.ts';
import type { State } from './state.ts';

/** Top-level domains of bare host names that the composer links; Slack's list is longer. */
const LINKED_DOMAINS: ReadonlySet<string> = new Set(['com', 'de', 'io', 'jp', 'net', 'org']);
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export interface Typed {
  text: string;
  blocks: Json[];
}

/** Converts typed text as Slack would before it sends it to an app. */
export function typedMessage(typed: string, { people, workspaces }: State, team: string): Typed {
  const handles = new Map(
    [...people.values()].filter((person) => person.team === team).map(({ name, id }) => [name, id]),
  );
  const bot = workspaces.get(team)?.bot.userId;
  if (bot !== undefined) handles.set('hvevent', bot);
  let text = '';
  const elements: Json[] = [];
  for (const word of typed.split(/(?<=\s)|(?=\s)/u)) {
    const leaf = readWord(word, handles);
    text += leaf.text;
    const last = elements.at(-1);
    if (leaf.element['type'] === 'text' && last?.['type'] === 'text') last['text'] = `${String(last['text'])}${word}`;
    else elements.push(leaf.element);
  }
  const section = { type: 'rich_text_section', elements };
  return { text, blocks: [{ type: 'rich_text', block_id: 'typed', elements: [section] }] };
}

function readWord(word: string, handles: ReadonlyMap<string, string>): { text: string; element: Json } {
  const user = word.startsWith('@') ? handles.get(word.slice(1)) : undefined;
  if (user !== undefined) return { text: `<@${user}>`, element: { type: 'user', user_id: user } };
  const escaped = word.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
  if (/^https?:\/\/\S/.test(word)) return { text: `<${escaped}>`, element: { type: 'link', url: word } };
  const mail = /^[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}$/.test(word);
  if (mail) return { text: `<mailto:${word}|${word}>`, element: { type: 'link', url: `mailto:${word}`, text: word } };
  const host = /^[A-Za-z\d-]{1,63}(?:\.[A-Za-z\d-]{1,63}){1,8}$/.test(word);
  const domain = word.split('.').at(-1)?.toLowerCase() ?? '';
  if (host && LINKED_DOMAINS.has(domain)) {
    return { text: `<http://${word}|${word}>`, element: { type: 'link', url: `http://${word}`, text: word } };
  }
  return { text: escaped, element: { type: 'text', text: word } };
}
