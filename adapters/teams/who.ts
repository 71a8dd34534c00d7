/** Who does something, and where: one conversation of Teams in the words of our store. */
import type { Person } from '../../src/store/preferences.ts';
import type { StoredRef, TeamsTurn } from './port.ts';

const THREAD = ';messageid=';

export interface Who extends Person {
  /** `teams:<tenant>:<team or conversation>`: what is stored here goes when we are removed there. */
  at: string;
  /** `teams:<tenant>`, for what a person keeps wherever they are. */
  place: string;
  /** Teams' id of the person for us: what a targeted message is addressed to. */
  person: string;
  /** As others see them; may be empty. */
  name: string;
  locale: string | undefined;
  /** The conversation without its thread. */
  conversation: string;
  /** Where an answer goes: in a channel, the thread. */
  ref: StoredRef;
  /** A chat of one person with us. */
  personal: boolean;
  /** What they wrote is seen by nobody else although others are there, and so must be the answer. */
  targeted: boolean;
}

export function whoOf({ ref, user, locale, personal, private: isPrivate, teamId }: TeamsTurn): Who {
  const place = tenantPlace(ref.tenantId);
  const conversation = withoutThread(ref.conversationId);
  return {
    at: `${place}:${teamId ?? conversation}`,
    place,
    person: user.id,
    name: user.name ?? '',
    locale,
    conversation,
    ref,
    personal,
    targeted: isPrivate && !personal,
  };
}

export function tenantPlace(tenantId: string): string {
  return `teams:${tenantId}`;
}

/** A channel's conversation has the thread in its id: `19:…@thread.tacv2;messageid=1700000000000`. */
export function withoutThread(conversationId: string): string {
  const at = conversationId.indexOf(THREAD);
  return at === -1 ? conversationId : conversationId.slice(0, at);
}

/** What a later "yes" is about: the thread or chat; of targeted messages, which begin no thread, all that this person was told so. */
export function threadOf({ ref, conversation, targeted, person }: Who): string {
  return targeted ? `${conversation} ${person}` : ref.conversationId;
}
