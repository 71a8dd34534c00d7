/** Payloads as Slack sends them, with the fields that Enterprise Grid adds. */
import { randomUUID } from 'node:crypto';
import { type Context, newTs } from './context.ts';
import type { Json } from './json.ts';
import { newResponseUrl } from './response-url.ts';
import { type Channel, type Message, type Person, type View, type Workspace, newId, newSecret } from './state.ts';
import { wireMessage, wireView } from './wire.ts';

export interface Place {
  person: Person;
  workspace: Workspace;
}

/** A slash command: flat, all values strings. */
export function commandPayload(
  context: Context,
  { person, workspace }: Place,
  { command, text, channel }: { command: string; text: string; channel: Channel },
): Json {
  const { enterprise, orgInstall } = workspace;
  return {
    token: context.app.verificationToken,
    team_id: workspace.id,
    team_domain: workspace.domain,
    ...(enterprise === undefined ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: context.app.appId,
    is_enterprise_install: String(orgInstall === true),
    response_url: newResponseUrl(context, { team: workspace.id, user: person.id, channel: channel.id }),
    trigger_id: newTrigger(context, { person, workspace }),
  };
}

/** The fields that all interactions share. */
function interactionPayload(context: Context, type: string, { person, workspace }: Place): Json {
  const { id, domain, enterprise, orgInstall } = workspace;
  const grid = enterprise === undefined ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
  return {
    type,
    team: orgInstall === true ? null : { id, domain, ...grid },
    user: { id: person.id, username: person.name, name: person.name, team_id: person.team },
    api_app_id: context.app.appId,
    token: context.app.verificationToken,
    enterprise: enterprise ?? null,
    is_enterprise_install: orgInstall === true,
  };
}

/** Elements used in a message. An ephemeral message is not sent back: Slack does not keep it. */
export function messageActionsPayload(
  context: Context,
  place: Place,
  { message, channel, action, values }: { message: Message; channel: Channel; action: Json; values: View['values'] },
): Json {
  const isEphemeral = message.ephemeralTo !== undefined;
  const original = { ts: message.ts, channel: channel.id };
  const { person, workspace } = place;
  return {
    ...interactionPayload(context, 'block_actions', place),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    },
    trigger_id: newTrigger(context, place),
    channel: { id: channel.id, name: channelName(channel) },
    ...(isEphemeral ? {} : { message: wireMessage(context, message) }),
    state: { values },
    response_url: newResponseUrl(context, { team: workspace.id, user: person.id, channel: channel.id, original }),
    actions: [{ ...action, action_ts: newTs(context) }],
  };
}

/** Elements used in a modal or in a home tab: no response_url. */
export function viewActionsPayload(
  context: Context,
  place: Place,
  { view, action }: { view: View; action: Json },
): Json {
  return {
    ...interactionPayload(context, 'block_actions', place),
    container: { type: 'view', view_id: view.id },
    trigger_id: newTrigger(context, place, view.payload.type === 'modal' ? view.id : undefined),
    view: wireView(context, view),
    actions: [{ ...action, action_ts: newTs(context) }],
  };
}

export function messageShortcutPayload(
  context: Context,
  place: Place,
  { callbackId, message, channel }: { callbackId: string; message: Message; channel: Channel },
): Json {
  const { person, workspace } = place;
  return {
    ...interactionPayload(context, 'message_action', place),
    action_ts: newTs(context),
    callback_id: callbackId,
    trigger_id: newTrigger(context, place),
    response_url: newResponseUrl(context, { team: workspace.id, user: person.id, channel: channel.id }),
    message_ts: message.ts,
    channel: { id: channel.id, name: channelName(channel) },
    message: wireMessage(context, message),
  };
}

export function viewSubmissionPayload(context: Context, place: Place, view: View): Json {
  const trigger = newTrigger(context, place, view.id);
  const base = interactionPayload(context, 'view_submission', place);
  return { ...base, trigger_id: trigger, view: wireView(context, view), response_urls: [] };
}

export function viewClosedPayload(context: Context, place: Place, view: View, isCleared: boolean): Json {
  return { ...interactionPayload(context, 'view_closed', place), view: wireView(context, view), is_cleared: isCleared };
}

/** The envelope of an event. */
export function eventPayload(context: Context, workspace: Workspace, event: Json): Json {
  const { id, enterprise, orgInstall, bot } = workspace;
  const authorization = {
    enterprise_id: enterprise?.id ?? null,
    team_id: orgInstall === true ? null : id,
    user_id: bot.userId,
    is_bot: true,
    is_enterprise_install: orgInstall === true,
  };
  return {
    token: context.app.verificationToken,
    team_id: id,
    ...(enterprise === undefined ? {} : { enterprise_id: enterprise.id }),
    context_team_id: id,
    context_enterprise_id: enterprise?.id ?? null,
    api_app_id: context.app.appId,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(context.now() / 1000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
    event_context: newSecret(8),
  };
}

/** What a person writes in a channel, as the event says it. */
export function userMessageEvent(
  context: Context,
  message: Message,
  channel: Channel,
  type: 'message' | 'app_mention',
): Json {
  const { subtype, ...rest } = wireMessage(context, message);
  const isPlain = type === 'message';
  return {
    ...rest,
    type,
    ...(isPlain && subtype !== undefined ? { subtype } : {}),
    client_msg_id: randomUUID(),
    channel: channel.id,
    ...(isPlain ? { channel_type: channel.kind === 'im' ? 'im' : 'channel' } : {}),
    ...(message.thread_ts === undefined ? {} : { parent_user_id: parentUser(context, message) }),
    event_ts: message.ts,
  };
}

function parentUser({ state }: Context, { thread_ts: ts, channel }: Message): string | undefined {
  return state.messages.find((message) => message.ts === ts && message.channel === channel)?.user;
}

function channelName(channel: Channel): string {
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

function newTrigger({ state, now, knobs }: Context, { person, workspace }: Place, viewId?: string): string {
  const id = `${Math.floor(now())}.${workspace.id}.${newSecret(16)}`;
  const expiresAt = now() + knobs.triggerTtlMs;
  state.triggers.set(id, {
    team: workspace.id,
    user: person.id,
    expiresAt,
    used: false,
    ...(viewId === undefined ? {} : { viewId }),
  });
  return id;
}
