/** Activities as Teams sends them. */
import type { Conversation, Json, Message, Person } from './state.ts';

export interface World {
  appId: string;
  serviceUrl: string;
  nextId: () => string;
}

interface Envelope {
  world: World;
  person: Person;
  conversation: Conversation;
  /** In a channel: the message that begins the thread. */
  thread?: string | undefined;
}

/** What every activity carries. */
export function envelope({ world, person, conversation, thread }: Envelope): Json {
  const { type, tenantId, teamId } = conversation;
  const channel = type === 'channel' ? { channel: { id: conversation.id }, teamsChannelId: conversation.id } : {};
  const team = teamId === undefined ? {} : { team: { id: teamId }, teamsTeamId: teamId };
  return {
    id: world.nextId(),
    channelId: 'msteams',
    serviceUrl: world.serviceUrl,
    timestamp: '2026-11-20T10:00:00.000Z',
    localTimestamp: '2026-11-20T19:00:00.000+09:00',
    localTimezone: 'Asia/Tokyo',
    from: { id: person.id, name: person.name, aadObjectId: person.aadId },
    recipient: { id: `28:${world.appId}`, name: 'hvevent' },
    conversation: {
      id: thread === undefined ? conversation.id : `${conversation.id};messageid=${thread}`,
      conversationType: type,
      tenantId,
      ...(type !== 'personal' && { isGroup: true, name: conversation.name }),
    },
    locale: person.locale,
    entities: [{ type: 'clientInfo', locale: person.locale, country: 'JP', platform: 'Web' }],
    channelData: { tenant: { id: tenantId }, source: { name: 'message' }, ...channel, ...team },
  };
}

export interface Written extends Envelope {
  text: string;
  html: string;
  mentions: boolean;
  files: readonly Json[];
  targeted: boolean;
  replyToId?: string | undefined;
}

export function messageActivity(written: Written): Json {
  const { world, text, html, mentions, files, targeted, replyToId } = written;
  const head = envelope(written);
  const mention = {
    type: 'mention',
    text: '<at>hvevent</at>',
    mentioned: { id: `28:${world.appId}`, name: 'hvevent' },
  };
  return {
    ...head,
    type: 'message',
    textFormat: 'plain',
    text,
    attachments: [...files, { contentType: 'text/html', content: html }],
    ...(targeted && { recipient: { ...(head['recipient'] as Json), isTargeted: true } }),
    ...(mentions && { entities: [mention, ...(head['entities'] as Json[])] }),
    ...(replyToId !== undefined && { replyToId }),
  };
}

export function invokeActivity(envelopeParts: Envelope, name: string, value: unknown): Json {
  return { ...envelope(envelopeParts), type: 'invoke', name, value };
}

/** A message as "Explain this event" hands it over. */
export function messagePayload(message: Message): Json {
  const { from } = message;
  return {
    id: message.id,
    replyToId: null,
    createdDateTime: '2026-11-20T09:59:00.000Z',
    lastModifiedDateTime: null,
    deleted: false,
    summary: message.summary ?? null,
    importance: 'normal',
    locale: 'en-us',
    linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(message.conversation.id)}/${message.id}`,
    body: { contentType: 'html', content: message.html ?? message.text },
    attachmentLayout: null,
    attachments:
      message.card === undefined
        ? []
        : [
            {
              id: 'card',
              contentType: 'application/vnd.microsoft.card.adaptive',
              content: JSON.stringify(message.card),
            },
          ],
    mentions: [],
    reactions: [],
    from:
      from === 'bot'
        ? {
            user: null,
            device: null,
            application: { applicationIdentityType: 'bot', id: 'bot', displayName: 'hvevent' },
          }
        : {
            device: null,
            application: null,
            user: { userIdentityType: 'aadUser', id: from.aadId, displayName: from.name },
          },
  };
}
