/** Interactive elements as HTML. `data-` attributes say what page.js has to send. */
import { list, plain } from './elements.ts';
import { escapeHtml } from './html.ts';
import { type Json, isJson } from './json.ts';

export interface Owner {
  /** "message:<ts>" or "view:<id>". */
  target: string;
  /** What has been chosen or typed already, by block_id and action_id. */
  values?: Readonly<Record<string, Record<string, Json>>>;
}

/** An element inside an actions block, a section or context_actions. */
export function drawElement(element: Json, blockId: string, owner: Owner): string {
  switch (element['type']) {
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return drawButton(element, element, { blockId, owner });
    case 'feedback_buttons':
      return ['positive_button', 'negative_button']
        .map((side) => drawButton(element, isJson(element[side]) ? element[side] : {}, { blockId, owner }))
        .join(' ');
    case 'image':
      return drawImage(element);
    default:
      return drawControl(element, { blockId, owner, dispatches: true });
  }
}

/** No image is fetched: its alternative text stands for it. */
export function drawImage(image: Json): string {
  return `<span class="image" role="img" aria-label="${escapeHtml(image['alt_text'])}">🖼 ${escapeHtml(image['alt_text'])}</span>`;
}

function drawButton(element: Json, face: Json, { blockId, owner }: { blockId: string; owner: Owner }): string {
  const label = plain(face['text']);
  const spoken = face['accessibility_label'];
  const style = element['style'] === 'primary' || element['style'] === 'danger' ? ` class="${element['style']}"` : '';
  const value = face['value'] === undefined ? '' : ` data-value="${escapeHtml(face['value'])}"`;
  const aria = spoken === undefined ? '' : ` aria-label="${escapeHtml(spoken)}"`;
  const icon = element['type'] === 'icon_button' ? '🗑 ' : '';
  const place = `data-target="${escapeHtml(owner.target)}" data-block="${escapeHtml(blockId)}" data-action="${escapeHtml(element['action_id'])}"`;
  return `<button type="button" data-act="press" ${place}${value}${aria}${style}>${icon}${escapeHtml(label)}</button>`;
}

/** A menu, a list of boxes or an input. Inside a form they are sent with it; elsewhere at once. */
export function drawControl(
  element: Json,
  { blockId, owner, dispatches }: { blockId: string; owner: Owner; dispatches: boolean },
): string {
  const value = owner.values?.[blockId]?.[String(element['action_id'])] ?? {};
  const send = dispatches
    ? ` data-act="choose" data-target="${escapeHtml(owner.target)}" data-block="${escapeHtml(blockId)}" data-action="${escapeHtml(element['action_id'])}"`
    : '';
  const name = `name="${escapeHtml(blockId)}"${send}`;
  const hint = ` placeholder="${escapeHtml(plain(element['placeholder']))}"`;
  switch (element['type']) {
    case 'plain_text_input': {
      const text = escapeHtml(value['value'] ?? '');
      const limit = ` maxlength="${escapeHtml(element['max_length'] ?? 3000)}"`;
      return element['multiline'] === true
        ? `<textarea ${name}${hint}${limit} rows="8">${text}</textarea>`
        : `<input type="text" ${name}${hint}${limit} value="${text}">`;
    }
    case 'file_input':
      return `<input type="file" ${name} multiple>`;
    case 'radio_buttons':
      return drawBoxes('radio', element, { name, chosen: [value['selected_option']] });
    case 'checkboxes':
      return drawBoxes('checkbox', element, { name, chosen: list(value['selected_options']) });
    case 'static_select':
    case 'multi_static_select':
    case 'overflow':
      return drawSelect(element, name, value);
    case 'datepicker':
      return `<input type="date" ${name} value="${escapeHtml(value['selected_date'])}">`;
    case 'timepicker':
      return `<input type="time" ${name} value="${escapeHtml(value['selected_time'])}">`;
    default:
      return `<input type="text" ${name}${hint} value="${escapeHtml(value['value'])}">`;
  }
}

function drawSelect(element: Json, name: string, value: Json): string {
  const chosen = new Set([value['selected_option'], ...list(value['selected_options'])].map(valueOf));
  const options = [
    ...list(element['options']),
    ...list(element['option_groups']).flatMap((group) => list(group['options'])),
  ];
  const drawn = options.map((option) => {
    const selected = chosen.has(valueOf(option)) ? ' selected' : '';
    return `<option value="${escapeHtml(option['value'])}"${selected}>${escapeHtml(plain(option['text']))}</option>`;
  });
  const several = element['type'] === 'multi_static_select' ? ' multiple' : '';
  const empty = element['type'] === 'overflow' ? '…' : plain(element['placeholder']) || '—';
  return `<select ${name}${several}><option value="">${escapeHtml(empty)}</option>${drawn.join('')}</select>`;
}

function drawBoxes(
  type: 'radio' | 'checkbox',
  element: Json,
  { name, chosen }: { name: string; chosen: unknown[] },
): string {
  const values = new Set(chosen.map(valueOf));
  const boxes = list(element['options']).map((option) => {
    const checked = values.has(valueOf(option)) ? ' checked' : '';
    const says = plain(option['description']);
    const description = says === '' ? '' : ` <small>${escapeHtml(says)}</small>`;
    return `<label><input type="${type}" ${name} value="${escapeHtml(option['value'])}"${checked}> ${escapeHtml(plain(option['text']))}${description}</label>`;
  });
  return `<span class="boxes">${boxes.join(' ')}</span>`;
}

function valueOf(option: unknown): unknown {
  return isJson(option) ? option['value'] : undefined;
}
