import type { Context } from '../context.ts';
import { text } from '../json.ts';
import { type Call, type MethodTable, Refusal, home, need } from '../method.ts';
import { MAX_STACK, changeView, checkView, makeView, refuseExternalId } from '../views.ts';
import type { Trigger, View } from '../state.ts';
import { wireView } from '../wire.ts';

export const viewMethods = {
  'views.open': {
    run: (call) => {
      const { context } = call;
      const payload = checkView(context, call.name, call.args['view'], 'modal');
      refuseExternalId(context, payload);
      const trigger = exchange(call);
      const view = makeView(payload, trigger);
      // A person has one modal open at a time.
      context.state.modals = [...context.state.modals.filter(({ user }) => user !== trigger.user), view];
      return { view: wireView(context, view) };
    },
  },
  'views.push': {
    run: (call) => {
      const { context } = call;
      const payload = checkView(context, call.name, call.args['view'], 'modal');
      refuseExternalId(context, payload);
      const trigger = exchange(call);
      const stack = context.state.modals.filter(({ user }) => user === trigger.user);
      const below = stack.at(-1);
      if (below === undefined || trigger.viewId === undefined) throw new Refusal('not_found');
      if (stack.length >= MAX_STACK) throw new Refusal('push_limit_reached');
      const view = makeView(payload, { ...trigger, below });
      context.state.modals.push(view);
      return { view: wireView(context, view) };
    },
  },
  'views.update': {
    run: (call) => {
      const { context } = call;
      const view = openView(call);
      refuseOldHash(call, view);
      const payload = checkView(context, call.name, call.args['view'], 'modal');
      refuseExternalId(context, payload, view);
      changeView(view, payload);
      return { view: wireView(context, view) };
    },
  },
  'views.publish': {
    run: (call) => {
      const { context } = call;
      const user = need(call.args, 'user_id');
      const { id: team } = home(call);
      if (context.state.people.get(user)?.team !== team) throw new Refusal('user_not_found');
      const known = context.state.homes.get(user);
      if (known !== undefined) refuseOldHash(call, known);
      const payload = checkView(context, call.name, call.args['view'], 'home');
      if (known === undefined) context.state.homes.set(user, makeView(payload, { team, user }));
      else changeView(known, payload);
      return { view: wireView(context, context.state.homes.get(user) as View) };
    },
  },
} as const satisfies MethodTable;

/** A trigger_id is good once and for a short time. */
function exchange(call: Call): Trigger {
  const trigger = call.context.state.triggers.get(need(call.args, 'trigger_id'));
  if (trigger === undefined || trigger.team !== home(call).id) throw new Refusal('invalid_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  if (call.context.now() > trigger.expiresAt) throw new Refusal('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

function openView({ args, context }: Call): View {
  const view = findView(context, text(args['view_id']), text(args['external_id']));
  if (view === undefined) throw new Refusal('not_found');
  return view;
}

function findView({ state }: Context, id: string | undefined, externalId: string | undefined): View | undefined {
  return state.modals.find(
    (view) => view.id === id || (externalId !== undefined && view.payload['external_id'] === externalId),
  );
}

function refuseOldHash({ args }: Call, view: View): void {
  const hash = text(args['hash']);
  if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
}
