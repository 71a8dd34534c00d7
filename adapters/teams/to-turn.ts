/** Teams' activity -> our turn. */
import { z } from 'zod';
import { type Activity, type Attachment, tenantOf } from './activity.ts';
import type { StoredRef, TeamsFile, TeamsTurn } from './port.ts';

/** What an invoke is about; the rest is answered with "not implemented". */
const INVOKES = {
  'adaptiveCard/action': cardAction,
  'task/fetch': dialogAction,
  'task/submit': dialogAction,
  'composeExtension/fetchTask': explainMessage,
  'composeExtension/submitAction': explainSubmit,
  'composeExtension/query': search,
} as const satisfies Record<string, (value: unknown) => Told>;
export type InvokeName = keyof typeof INVOKES;

type Told = Pick<TeamsTurn, 'kind' | 'data'>;
const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';

const AnObject = z.record(z.string(), z.unknown());
const Execute = z.object({ action: z.object({ verb: z.string().nullish(), data: z.unknown().optional() }) });
const WithData = z.object({ data: z.unknown().optional() });
const Explain = z.object({ messagePayload: z.unknown().optional() });
const Search = z.object({
  commandId: z.string().catch(''),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown().optional() })).catch([]),
  queryOptions: z.object({ skip: z.number().catch(0), count: z.number().catch(0) }).catch({ skip: 0, count: 0 }),
});
const DownloadInfo = z.object({ downloadUrl: z.string().max(4000), size: z.number().optional().catch(undefined) });

export interface ToTurnOptions {
  now: number;
  /** For what comes without an ID of its own. */
  newId: () => string;
}

/** Undefined when it is nothing that we react to. */
export function toTurn(activity: Activity, { now, newId }: ToTurnOptions): TeamsTurn | undefined {
  const told = toldBy(activity);
  if (told === undefined) return undefined;
  const { from, recipient, channelData } = activity;
  const ref = refOf(activity, now);
  const personal = ref.type === 'personal';
  const tenantId = tenantOf(activity);
  const html = activity.attachments?.find(({ contentType }) => contentType === 'text/html')?.content;
  const files = (activity.attachments ?? []).flatMap((attachment) => fileOf(attachment) ?? []);
  return {
    ...told,
    id: activity.id ?? newId(),
    text: activity.text ?? '',
    ...(typeof html === 'string' && { html }),
    ...(files.length > 0 && { files }),
    private: personal || recipient.isTargeted === true || isInOwnBox(activity),
    personal,
    opensDialog: activity.name?.startsWith('task/') === true || activity.name?.startsWith('composeExtension/') === true,
    user: {
      id: from.id,
      ...(from.aadObjectId && { aadId: from.aadObjectId }),
      ...(from.name && { name: from.name }),
    },
    ...(activity.locale && { locale: activity.locale }),
    ref,
    ...(activity.replyToId && { replyToId: activity.replyToId }),
    ...(tenantId !== undefined && { tenantId }),
    ...(channelData?.team?.id && { teamId: channelData.team.id }),
  };
}

export function isKnownInvoke(name: unknown): name is InvokeName {
  return typeof name === 'string' && Object.hasOwn(INVOKES, name);
}

function toldBy(activity: Activity): Told | undefined {
  switch (activity.type) {
    case 'message':
      return AnObject.safeParse(activity.value).success
        ? { kind: 'submit', data: activity.value }
        : { kind: 'message' };
    case 'invoke':
      return isKnownInvoke(activity.name) ? INVOKES[activity.name](activity.value) : undefined;
    case 'installationUpdate':
      if (activity.action?.startsWith('add') === true) return { kind: 'installed' };
      return activity.action?.startsWith('remove') === true ? { kind: 'removed' } : undefined;
    case 'conversationUpdate':
      return membersChanged(activity);
    default:
      return undefined;
  }
}

function membersChanged({ membersAdded, membersRemoved, recipient }: Activity): Told | undefined {
  if (membersRemoved?.some(({ id }) => id === recipient.id) === true) return { kind: 'removed' };
  const ids = membersAdded?.map(({ id }) => id) ?? [];
  if (ids.length === 0) return undefined;
  return {
    kind: 'membersAdded',
    data: { ids: ids.filter((id) => id !== recipient.id), bot: ids.includes(recipient.id) },
  };
}

function cardAction(value: unknown): Told {
  const { action } = Execute.catch({ action: { data: undefined } }).parse(value);
  const data = AnObject.safeParse(action.data);
  if (!data.success) return { kind: 'cardAction', data: action.verb ? { do: action.verb } : undefined };
  return { kind: 'cardAction', data: action.verb ? { do: action.verb, ...data.data } : data.data };
}

function dialogAction(value: unknown): Told {
  return { kind: 'cardAction', data: WithData.catch({ data: undefined }).parse(value).data };
}

function explainMessage(value: unknown): Told {
  return { kind: 'explainMessage', data: Explain.catch({ messagePayload: undefined }).parse(value).messagePayload };
}

function explainSubmit(value: unknown): Told {
  return { kind: 'explainSubmit', data: WithData.catch({ data: undefined }).parse(value).data };
}

/** Before anything is typed, Teams asks with `initialRun`: that is an empty query. */
function search(value: unknown): Told {
  const asked = Search.safeParse(value);
  if (!asked.success) return { kind: 'search', data: { commandId: '', query: '', skip: 0, count: 0 } };
  const { commandId, parameters, queryOptions } = asked.data;
  const typed = parameters.find(({ name }) => name !== 'initialRun')?.value;
  return { kind: 'search', data: { commandId, query: typeof typed === 'string' ? typed : '', ...queryOptions } };
}

/** Where only the person who writes sees the answer. */
function isInOwnBox({ type, name }: Activity): boolean {
  return type === 'invoke' && name?.startsWith('composeExtension/') === true;
}

function refOf(activity: Activity, now: number): StoredRef {
  const { conversation, serviceUrl, recipient } = activity;
  return {
    conversationId: conversation.id,
    type: typeOf(activity),
    serviceUrl,
    tenantId: tenantOf(activity) ?? '',
    bot: { id: recipient.id, name: recipient.name ?? '' },
    updatedAt: now,
  };
}

function typeOf({ conversation, channelData }: Activity): StoredRef['type'] {
  const { conversationType, isGroup } = conversation;
  if (conversationType === 'personal' || conversationType === 'groupChat' || conversationType === 'channel')
    return conversationType;
  if (channelData?.team?.id) return 'channel';
  // What is not surely private is treated as seen by others.
  return isGroup === false ? 'personal' : 'groupChat';
}

function fileOf({ contentType, content, contentUrl, name }: Attachment): TeamsFile | undefined {
  if (contentType === DOWNLOAD_INFO) {
    const info = DownloadInfo.safeParse(content);
    if (!info.success) return undefined;
    const { downloadUrl: url, size } = info.data;
    return { kind: 'download', name: name ?? '', url, ...(size !== undefined && { size }) };
  }
  if (contentType?.startsWith('image/') === true && contentUrl)
    return { kind: 'inline', name: name ?? '', url: contentUrl };
  return undefined;
}
