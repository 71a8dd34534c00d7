/** Submitting and closing modals. */
import type { Context } from './context.ts';
import { type Delivery, type Transport, type UserSaw, deliverOnce } from './deliveries.ts';
import { type Given, clientErrors, fill } from './interactions.ts';
import { type Json, isJson } from './json.ts';
import { faultMessages } from './judge.ts';
import { Refusal } from './method.ts';
import { type Place, viewClosedPayload, viewSubmissionPayload } from './payloads.ts';
import { record } from './posting.ts';
import type { View } from './state.ts';
import { MAX_STACK, changeView, checkView, makeView } from './views.ts';

interface Surroundings {
  context: Context;
  transport: Transport;
  place: Place;
}

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Fills in and submits a modal; the answer of the app decides what becomes of it. */
export async function submitView(
  around: Surroundings,
  view: View,
  values: Readonly<Record<string, Given>>,
): Promise<Delivery> {
  const { context, transport, place } = around;
  if (!context.state.modals.includes(view)) throw new Error('this modal is not open any more');
  fill(around, view, values);
  view.errors = clientErrors(view);
  if (Object.keys(view.errors).length > 0) {
    return { kind: 'interactive', payload: {}, acked: false, ms: 0, attempts: [], userSaw: 'client-errors' };
  }
  const payload = viewSubmissionPayload(context, place, view);
  const delivery = await deliverOnce(context, transport, { kind: 'interactive', payload });
  if (!delivery.acked) {
    view.notice = TROUBLE;
    return delivery;
  }
  const userSaw = applyAnswer(context, view, isJson(delivery.body) ? delivery.body : {});
  context.activity.changed();
  return { ...delivery, userSaw };
}

/** Presses Cancel or the cross. The app hears of it only when it asked for that. */
export async function closeView({ context, transport, place }: Surroundings, view: View): Promise<Delivery> {
  const { state } = context;
  const isCleared = view.payload['clear_on_close'] === true;
  const gone = isCleared ? state.modals.filter(({ rootId }) => rootId === view.rootId) : [view];
  state.modals = state.modals.filter((each) => !gone.includes(each));
  const payload = viewClosedPayload(context, place, view, isCleared);
  if (view.payload['notify_on_close'] === true)
    return deliverOnce(context, transport, { kind: 'interactive', payload });
  return { kind: 'interactive', payload, acked: false, ms: 0, attempts: [], userSaw: 'closed' };
}

function applyAnswer(context: Context, view: View, answer: Json): UserSaw {
  const { state } = context;
  try {
    switch (answer['response_action']) {
      case undefined:
        state.modals = state.modals.filter((each) => each !== view);
        return 'closed';
      case 'clear':
        state.modals = state.modals.filter(({ user }) => user !== view.user);
        return 'cleared';
      case 'errors':
        return showErrors(context, view, isJson(answer['errors']) ? answer['errors'] : {});
      case 'update':
        changeView(view, checkView(context, 'view_submission', answer['view'], 'modal'));
        return 'updated';
      case 'push': {
        const payload = checkView(context, 'view_submission', answer['view'], 'modal');
        if (state.modals.filter(({ user }) => user === view.user).length >= MAX_STACK)
          throw new Refusal('push_limit_reached');
        state.modals.push(makeView(payload, { team: view.team, user: view.user, below: view }));
        return 'pushed';
      }
      default:
        throw new Refusal('invalid_response_action');
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    view.notice = TROUBLE;
    return 'dispatch_failed';
  }
}

/** Errors have to name input blocks of the view; others leave the person with "trouble connecting". */
function showErrors(context: Context, view: View, errors: Json): UserSaw {
  const inputs = new Set(view.payload.blocks.filter(({ type }) => type === 'input').map((block) => block['block_id']));
  const strangers = Object.keys(errors).filter((id) => !inputs.has(id));
  if (strangers.length > 0 || Object.keys(errors).length === 0) {
    const faults = [{ pointer: `/errors/${strangers[0] ?? ''}`, message: 'errors must name input blocks of the view' }];
    record(context, 'view_submission', faults);
    throw new Refusal('invalid_arguments', { response_metadata: { messages: faultMessages(faults) } });
  }
  view.errors = Object.fromEntries(Object.entries(errors).map(([id, said]) => [id, String(said)]));
  return 'errors';
}
