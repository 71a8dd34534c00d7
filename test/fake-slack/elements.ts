/** Finding interactive elements in blocks, the way a person would name them. */
import { type Json, asText, isJson } from './json.ts';

export interface Found {
  element: Json;
  blockId: string;
  /** The input block around it, if any. */
  input?: Json;
  /** The attachment it is in, counted from 1. */
  attachment?: number;
}

/** Something a person can press: an element, or one of the two faces of feedback buttons. */
export interface Pressable extends Found {
  label: string;
  value?: unknown;
}

/** Tells elements with the same name apart. */
export interface Hint {
  value?: string;
  blockId?: string;
}

/** Every interactive element with the block it is in, in reading order. */
export function allElements(blocks: readonly Json[]): Found[] {
  return blocks.flatMap((block): Found[] => {
    const blockId = String(block['block_id']);
    const inside = [...list(block['elements']), ...list(block['actions'])];
    if (block['type'] === 'carousel') return allElements(inside);
    if (block['type'] === 'container') return allElements(list(block['child_blocks']));
    if (block['type'] === 'input' && isJson(block['element']))
      return [{ element: block['element'], blockId, input: block }];
    if (isJson(block['accessory'])) inside.push(block['accessory']);
    return inside.filter((element) => element['action_id'] !== undefined).map((element) => ({ element, blockId }));
  });
}

/** Buttons of every kind that a person can press. */
export function pressables(found: readonly Found[]): Pressable[] {
  return found.flatMap((each): Pressable[] => {
    const { element } = each;
    if (element['type'] === 'feedback_buttons') {
      return ['positive_button', 'negative_button'].map((side) => {
        const face = element[side] as Json;
        return Object.assign({}, each, { label: plain(face['text']), value: face['value'] });
      });
    }
    if (element['type'] !== 'button' && element['type'] !== 'icon_button') return [];
    return [{ ...each, label: plain(element['text']), value: element['value'] }];
  });
}

/** The one that is meant by an action_id, a label or a value; throws and says what there is when it is not clear. */
export function pick<T extends Found & { label?: string; value?: unknown }>(
  candidates: readonly T[],
  wanted: string,
  hint: Hint = {},
): T {
  const names = ({ element, label }: T) => [String(element['action_id']), label ?? ''];
  const hits = candidates.filter((each) => names(each).includes(wanted));
  const inBlock = hint.blockId === undefined ? hits : hits.filter(({ blockId }) => blockId === hint.blockId);
  const exact = hint.value === undefined ? inBlock : inBlock.filter(({ value }) => value === hint.value);
  const [first, ...others] = exact;
  if (first !== undefined && others.length === 0) return first;
  const there = candidates.map((each) => `${String(each.element['action_id'])} "${each.label ?? ''}"`).join(', ');
  throw new Error(`${exact.length} elements are called ${JSON.stringify(wanted)}; there are: ${there || 'none'}`);
}

/** The text of a text object. */
export function plain(object: unknown): string {
  return isJson(object) ? asText(object['text']) : '';
}

export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}
