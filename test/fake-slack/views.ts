/** Modals and home tabs: their stack, their ids and what is typed into them. */
import type { Context } from './context.ts';
import { allElements } from './elements.ts';
import type { Json } from './json.ts';
import { type Fault, faultMessages, judgeView } from './judge.ts';
import { Refusal, invalidArguments } from './method.ts';
import { record } from './posting.ts';
import { type View, newId, newSecret, withIds } from './state.ts';

export const MAX_STACK = 3;

/** Judges a view; faults are recorded and refused as invalid_arguments, which is what Slack says for views. */
export function checkView(context: Context, method: string, view: unknown, type: 'modal' | 'home'): View['payload'] {
  const faults: Fault[] = judgeView(view);
  const given = (view as Json | undefined)?.['type'];
  if (faults.length === 0 && given !== type) faults.push({ pointer: '/view/type', message: `must be ${type}` });
  record(context, method, faults);
  if (faults.some(({ message }) => message === 'view_too_large')) throw new Refusal('view_too_large');
  if (faults.length > 0) throw invalidArguments(faultMessages(faults));
  const payload = view as View['payload'];
  return { ...payload, blocks: withIds(payload.blocks) };
}

/** A view as it opens: on top of `below`, or as the root. */
export function makeView(
  payload: View['payload'],
  { team, user, below }: { team: string; user: string; below?: View },
): View {
  const id = newId('V');
  return {
    id,
    team,
    user,
    hash: newSecret(5),
    payload,
    rootId: below?.rootId ?? id,
    ...(below === undefined ? {} : { previousId: below.id }),
    values: initialValues(payload.blocks),
    errors: {},
  };
}

/** New content for a view that is open; what was typed stays where block and action have kept their ids. */
export function changeView(view: View, payload: View['payload']): void {
  const fresh = initialValues(payload.blocks);
  for (const [block, actions] of Object.entries(fresh)) {
    for (const action of Object.keys(actions)) {
      const typed = view.values[block]?.[action];
      if (typed !== undefined && typed['type'] === actions[action]?.['type']) actions[action] = typed;
    }
  }
  Object.assign(view, { payload, values: fresh, errors: {}, hash: newSecret(5) });
  delete view.notice;
}

export function refuseExternalId({ state }: Context, payload: View['payload'], self?: View): void {
  const id = payload['external_id'];
  if (id === undefined || id === '') return;
  const others = [...state.modals, ...state.homes.values()].filter((view) => view !== self);
  if (others.some((view) => view.payload['external_id'] === id)) throw new Refusal('duplicate_external_id');
}

/** The state values of a view as it opens. */
export function initialValues(blocks: readonly Json[]): View['values'] {
  const values: View['values'] = {};
  for (const { element, blockId } of allElements(blocks)) {
    const value = initialValue(element);
    if (value !== undefined) (values[blockId] ??= {})[String(element['action_id'])] = value;
  }
  return values;
}

const SINGLE: Readonly<Record<string, readonly [string, string]>> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
};
const SEVERAL: Readonly<Record<string, readonly [string, string]>> = {
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  file_input: ['files', ''],
};

/** The field of a state value that holds what was chosen, such as "selected_option"; undefined for buttons. */
export function valueField(type: unknown): string | undefined {
  return (SINGLE[String(type)] ?? SEVERAL[String(type)])?.[0];
}

function initialValue(element: Json): Json | undefined {
  const type = String(element['type']);
  const single = SINGLE[type];
  if (single !== undefined) return { type, [single[0]]: element[single[1]] ?? null };
  const several = SEVERAL[type];
  return several === undefined ? undefined : { type, [several[0]]: element[several[1]] ?? [] };
}
