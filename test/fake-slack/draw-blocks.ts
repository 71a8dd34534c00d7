/** Blocks as HTML. A block type that is not drawn says so instead of vanishing. */
import { type Owner, drawControl, drawElement, drawImage } from './draw-elements.ts';
import { drawMrkdwn, drawRichText, drawTextObject } from './draw-text.ts';
import { list } from './elements.ts';
import { escapeHtml } from './html.ts';
import { type Json, asText, isJson } from './json.ts';
import type { Message, View } from './state.ts';

/** The content of a message: its blocks, or its text, then its attachments. */
export function drawMessage(message: Message): string {
  const owner: Owner = { target: `message:${message.ts}` };
  const body = message.blocks?.length ? drawBlocks(message.blocks, owner) : `<p>${drawMrkdwn(message.text)}</p>`;
  return (
    body +
    list(message.attachments)
      .map((attachment) => drawAttachment(attachment, owner))
      .join('')
  );
}

/** The blocks of a modal or a home tab, with what is typed and the errors at their inputs. */
export function drawView(view: View): string {
  return drawBlocks(view.payload.blocks, { target: `view:${view.id}`, values: view.values }, view.errors);
}

function drawBlocks(blocks: readonly Json[], owner: Owner, errors: Readonly<Record<string, string>> = {}): string {
  return blocks.map((block) => drawBlock(block, owner, errors)).join('\n');
}

function drawBlock(block: Json, owner: Owner, errors: Readonly<Record<string, string>>): string {
  const id = String(block['block_id']);
  const elements = () =>
    list(block['elements'])
      .map((element) => drawElement(element, id, owner))
      .join(' ');
  switch (block['type']) {
    case 'header':
      return `<h3>${drawTextObject(block['text'])}</h3>`;
    case 'section':
      return drawSection(block, owner);
    case 'context':
      return `<p class="context">${list(block['elements'])
        .map((each) => (each['type'] === 'image' ? drawImage(each) : drawTextObject(each)))
        .join(' ')}</p>`;
    case 'divider':
      return '<hr>';
    case 'actions':
      return `<p class="actions">${elements()}</p>`;
    case 'context_actions':
      return `<p class="context actions">${elements()}</p>`;
    case 'rich_text':
      return drawRichText(block);
    case 'image':
      return `<p>${drawTextObject(block['title'])} ${drawImage(block)}</p>`;
    case 'markdown':
      return `<pre class="markdown">${escapeHtml(block['text'])}</pre>`;
    case 'alert':
      return `<p class="alert ${escapeHtml(block['level'])}" role="alert">${drawTextObject(block['text'])}</p>`;
    case 'container':
      return drawContainer(block, owner, errors);
    case 'input':
      return drawInput(block, owner, errors[id]);
    case 'table':
    case 'data_table':
      return drawTable(block);
    case 'card':
      return drawCard(block, owner);
    case 'carousel':
      return `<div class="carousel">${list(block['elements'])
        .map((card) => drawCard(card, owner))
        .join('')}</div>`;
    default:
      return `<p class="undrawn">[${escapeHtml(block['type'])} is not drawn here]</p>`;
  }
}

function drawSection(block: Json, owner: Owner): string {
  const fields = list(block['fields'])
    .map((field) => `<div>${drawTextObject(field)}</div>`)
    .join('');
  const accessory = isJson(block['accessory']) ? drawElement(block['accessory'], String(block['block_id']), owner) : '';
  const text = block['text'] === undefined ? '' : `<div>${drawTextObject(block['text'])}</div>`;
  return `<div class="section">${text}${fields === '' ? '' : `<div class="fields">${fields}</div>`}${accessory}</div>`;
}

function drawContainer(block: Json, owner: Owner, errors: Readonly<Record<string, string>>): string {
  const rich = isJson(block['rich_text_title']) ? drawRichText(block['rich_text_title']) : undefined;
  const title = `${rich ?? drawTextObject(block['title'])} <small>${drawTextObject(block['subtitle'])}</small>`;
  const inside = drawBlocks(list(block['child_blocks']), owner, errors);
  if (block['is_collapsible'] !== true) return `<section class="container"><h4>${title}</h4>${inside}</section>`;
  const state = block['default_collapsed'] === true ? '' : ' open';
  return `<details class="container"${state}><summary>${title}</summary>${inside}</details>`;
}

function drawInput(block: Json, owner: Owner, error: string | undefined): string {
  const element = isJson(block['element']) ? block['element'] : {};
  const dispatches = block['dispatch_action'] === true;
  const control = drawControl(element, { blockId: String(block['block_id']), owner, dispatches });
  const optional = block['optional'] === true ? ' <small>(optional)</small>' : '';
  const hint = block['hint'] === undefined ? '' : `<small>${drawTextObject(block['hint'])}</small>`;
  const wrong = error === undefined ? '' : `<small class="error" role="alert">${escapeHtml(error)}</small>`;
  return `<div class="input"><label><span>${drawTextObject(block['label'])}${optional}</span>${control}</label>${hint}${wrong}</div>`;
}

function drawTable(block: Json): string {
  const rows = Array.isArray(block['rows']) ? (block['rows'] as unknown[]) : [];
  const drawn = rows.map((row) => `<tr>${list(row).map(drawCell).join('')}</tr>`);
  const caption = block['caption'] === undefined ? '' : `<caption>${escapeHtml(block['caption'])}</caption>`;
  return `<table>${caption}${drawn.join('')}</table>`;
}

function drawCell(cell: Json): string {
  return `<td>${cell['type'] === 'rich_text' ? drawRichText(cell) : escapeHtml(cell['text'])}</td>`;
}

function drawCard(block: Json, owner: Owner): string {
  const parts = ['title', 'subtitle', 'body'].map((name) => `<div>${drawTextObject(block[name])}</div>`);
  const id = String(block['block_id']);
  const buttons = list(block['actions'])
    .map((element) => drawElement(element, id, owner))
    .join(' ');
  return `<div class="card">${parts.join('')}${buttons}</div>`;
}

function drawAttachment(attachment: Json, owner: Owner): string {
  const color = /^#?[\da-f]{6}$/i.test(String(attachment['color']))
    ? ` data-color="${escapeHtml(attachment['color'])}"`
    : '';
  const words = ['pretext', 'title', 'text'].map((name) =>
    attachment[name] === undefined ? '' : `<p>${drawMrkdwn(asText(attachment[name]))}</p>`,
  );
  return `<div class="attachment"${color}>${words.join('')}${drawBlocks(list(attachment['blocks']), owner)}</div>`;
}
