/** Pressing, choosing and submitting: the payload, its delivery, and what the person sees of the answer. */
import type { Context } from './context.ts';
import { type Delivery, type Transport, deliverOnce } from './deliveries.ts';
import { type Found, type Hint, type Pressable, allElements, list, pick, plain, pressables } from './elements.ts';
import { addFile, type GivenFile } from './given-files.ts';
import { type Json, asText, isJson, text } from './json.ts';
import { type Place, messageActionsPayload, viewActionsPayload } from './payloads.ts';
import type { Message, View } from './state.ts';
import { initialValues, valueField } from './views.ts';
import { wireWholeFile } from './wire.ts';

export type Target = Message | View;
/** What is typed or chosen: text, the label or value of an option, several of them, or files. */
export type Given = string | readonly string[] | readonly GivenFile[] | null;

interface Surroundings {
  context: Context;
  transport: Transport;
  place: Place;
}

/** Presses a button, by action_id or label; `value` tells buttons with the same name apart. */
export async function press(around: Surroundings, target: Target, wanted: string, hint: Hint = {}): Promise<Delivery> {
  const found = pick(pressables(elementsIn(target)), wanted, hint);
  return deliverAction(around, target, pressed(found));
}

/** Chooses in a menu or types into an input; inputs of a modal only tell the app when they dispatch. */
export async function choose(
  around: Surroundings,
  target: Target,
  wanted: string,
  given: Given,
  hint: Hint = {},
): Promise<Delivery> {
  const found = pick(labelled(target), wanted, hint);
  const value = chosenValue(around, found, given);
  if ('payload' in target) (target.values[found.blockId] ??= {})[String(found.element['action_id'])] = value;
  const isQuiet = found.input !== undefined && found.input['dispatch_action'] !== true;
  if (isQuiet) return { kind: 'interactive', payload: {}, acked: false, ms: 0, attempts: [], userSaw: 'nothing' };
  const { element, blockId } = found;
  return deliverAction(around, target, { ...value, action_id: element['action_id'], block_id: blockId });
}

/** Fills inputs of a view by action_id, block_id or label. */
export function fill(around: Surroundings, view: View, values: Readonly<Record<string, Given>>): void {
  for (const [name, given] of Object.entries(values)) {
    const inputs = labelled(view);
    const found = inputs.find(({ blockId }) => blockId === name) ?? pick(inputs, name);
    (view.values[found.blockId] ??= {})[String(found.element['action_id'])] = chosenValue(around, found, given);
  }
}

/** What Slack's client refuses before the app is asked, by block_id. */
export function clientErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { element, blockId, input } of elementsIn(view)) {
    if (input === undefined) continue;
    const field = valueField(element['type']);
    const value = view.values[blockId]?.[String(element['action_id'])]?.[field ?? ''];
    const isEmpty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (isEmpty && input['optional'] !== true) errors[blockId] = 'Please complete this required field.';
    if (isEmpty || element['type'] !== 'plain_text_input') continue;
    const { length } = asText(value);
    if (length > Number(element['max_length'] ?? 3000)) errors[blockId] = 'Please shorten this text.';
    if (length < Number(element['min_length'] ?? 0)) errors[blockId] = 'Please lengthen this text.';
  }
  return errors;
}

/** With the label of the input as a name. */
function labelled(target: Target): (Found & { label: string })[] {
  return elementsIn(target).map((found) => Object.assign(found, { label: plain(found.input?.['label']) }));
}

function elementsIn(target: Target): Found[] {
  if ('payload' in target) return allElements(target.payload.blocks);
  const attached = list(target.attachments).flatMap((attachment) => allElements(list(attachment['blocks'])));
  return [...allElements(target.blocks ?? []), ...attached];
}

async function deliverAction(
  { context, transport, place }: Surroundings,
  target: Target,
  action: Json,
): Promise<Delivery> {
  if ('payload' in target) {
    return deliverOnce(context, transport, {
      kind: 'interactive',
      payload: viewActionsPayload(context, place, { view: target, action }),
    });
  }
  const channel = context.state.channels.get(target.channel);
  if (channel === undefined) throw new Error(`there is no channel ${target.channel}`);
  const values = initialValues(target.blocks ?? []);
  for (const actions of Object.values(values)) {
    if (actions[String(action['action_id'])] !== undefined) actions[String(action['action_id'])] = action;
  }
  const payload = messageActionsPayload(context, place, { message: target, channel, action, values });
  return deliverOnce(context, transport, { kind: 'interactive', payload });
}

function pressed({ element, blockId, label, value }: Pressable): Json {
  const { type, action_id: actionId, icon, style, url } = element;
  return {
    type,
    action_id: actionId,
    block_id: blockId,
    text: { type: 'plain_text', text: label, emoji: true },
    ...(value === undefined ? {} : { value }),
    ...(icon === undefined ? {} : { icon }),
    ...(style === undefined ? {} : { style }),
    ...(url === undefined ? {} : { url }),
  };
}

/** A state value of the right shape for the element. */
function chosenValue({ context, place }: Surroundings, { element }: Found, given: Given): Json {
  const type = String(element['type']);
  const options = [
    ...list(element['options']),
    ...list(element['option_groups']).flatMap((group) => list(group['options'])),
  ];
  const option = (wanted: unknown) => {
    const hit = options.find((each) => each['value'] === wanted || plain(each['text']) === wanted);
    if (hit !== undefined) return hit;
    const there = options.map((each) => plain(each['text'])).join(', ');
    throw new Error(`no option is called ${JSON.stringify(wanted)}; there are: ${there}`);
  };
  if (type === 'overflow') return { type, selected_option: option(given) };
  const field = valueField(type);
  if (field === undefined) throw new Error(`nothing can be chosen in a ${type}`);
  if (field === 'selected_option') return { type, [field]: given === null ? null : option(given) };
  if (field === 'selected_options') return { type, [field]: (Array.isArray(given) ? given : [given]).map(option) };
  if (field !== 'files') return { type, [field]: given };
  const files = (Array.isArray(given) ? given : []).filter(
    (file): file is GivenFile => isJson(file) && text(file['name']) !== undefined,
  );
  const kept = files.map((file) => addFile(context, place.person, { file, channels: [] }));
  return { type, files: kept.map((file) => wireWholeFile(context.url(), file)) };
}
