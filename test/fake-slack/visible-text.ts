/** What a message or view says, as lines of text: for assertions that read like a user, and for failures that can be read. */
import { list, plain } from './elements.ts';
import { type Json, asText, isJson } from './json.ts';
import type { Message, View } from './state.ts';

/** All that is visible, one block after the other; buttons stand in [brackets]. */
export function visibleText(shown: Message | View): string {
  if ('payload' in shown)
    return [plain(shown.payload['title']), ...shown.payload.blocks.map(blockText)].join('\n').trim();
  const blocks = (shown.blocks ?? []).map(blockText);
  const attachments = (shown.attachments ?? []).flatMap(attachmentText);
  const lines = [...(blocks.length > 0 ? blocks : [shown.text]), ...attachments];
  return lines.filter((line) => line !== '').join('\n');
}

function attachmentText(attachment: Json): string[] {
  const words = ['pretext', 'title', 'text'].map((name) => asText(attachment[name]));
  return words.concat(list(attachment['blocks']).map(blockText));
}

function blockText(block: Json): string {
  const parts = [
    plain(block['title']),
    plain(block['subtitle']),
    typeof block['text'] === 'string' ? block['text'] : plain(block['text']),
    plain(block['label']),
    plain(block['hint']),
    ...list(block['fields']).map(plain),
    isJson(block['element']) ? elementText(block['element']) : '',
    block['type'] === 'rich_text' ? richText(block) : list(block['elements']).map(elementText).join(' '),
    isJson(block['accessory']) ? elementText(block['accessory']) : '',
    ...list(block['child_blocks']).map(blockText),
    ...list(block['actions']).map(elementText),
    ...(Array.isArray(block['rows'])
      ? (block['rows'] as unknown[]).map((row) => list(row).map(cellText).join(' | '))
      : []),
    block['type'] === 'image' ? asText(block['alt_text']) : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** The text of a rich text block; sections follow each other as lines. */
function richText(block: Json): string {
  return list(block['elements'])
    .flatMap((element) => (element['type'] === 'rich_text_list' ? list(element['elements']) : [element]))
    .map((section) => list(section['elements']).map(leafText).join(''))
    .join('\n');
}

function leafText(leaf: Json): string {
  const { type } = leaf;
  if (type === 'emoji') return `:${String(leaf['name'])}:`;
  if (type === 'user') return `@${String(leaf['user_id'])}`;
  if (type === 'channel') return `#${String(leaf['channel_id'])}`;
  if (type === 'broadcast') return `@${String(leaf['range'])}`;
  return asText(leaf['text'] ?? leaf['url'] ?? leaf['fallback']);
}

function cellText(cell: Json): string {
  return cell['type'] === 'rich_text' ? richText(cell) : asText(cell['text']);
}

function elementText(element: Json): string {
  switch (element['type']) {
    case 'mrkdwn':
    case 'plain_text':
      return String(element['text']);
    case 'image':
      return asText(element['alt_text']);
    case 'card':
      return blockText(element);
    case 'feedback_buttons':
      return [element['positive_button'], element['negative_button']]
        .map((face) => `[${plain((face as Json)['text'])}]`)
        .join(' ');
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return `[${plain(element['text'])}]`;
    default:
      return list(element['options'])
        .map((option) => `(${[plain(option['text']), plain(option['description'])].filter(Boolean).join(' - ')})`)
        .join(' ');
  }
}
