/** A click on something of ours: where it was, what it carries, and whether this person may. */
import type { BlockAction, Context } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { type ActionValue, readAction } from './actions.ts';
import type { AskedContext } from '../../src/chat/answer-context.ts';
import type { Parts } from './app-parts.ts';
import { placeOf } from './place.ts';
import { answerPerson, sentence, type ToPerson } from './reply.ts';
import { tell } from './listener-words.ts';
import type { Lang } from '../../src/lang.ts';

/** What a modal of ours brings back: where it was opened from. */
const Origin = z.object({
  /** Under which the answer is kept, and which of its findings. */
  a: z.string().optional(),
  f: z.int().optional(),
  /** Channel and thread of the card. */
  c: z.string().optional(),
  t: z.string().optional(),
  /** response_url of the command. */
  r: z.string().optional(),
});
export type Origin = z.infer<typeof Origin>;

export function writeOrigin(origin: Origin): string {
  return JSON.stringify(origin);
}

export function readOrigin(metadata: string | undefined): Origin {
  try {
    return Origin.safeParse(JSON.parse(metadata || '{}')).data ?? {};
  } catch {
    return {};
  }
}

export interface Click extends ToPerson {
  triggerId: string;
  /** Undefined for a button of another version of us. */
  value: ActionValue | undefined;
  action: unknown;
  /** The message that was pressed, unless only this person sees it. */
  messageTs?: string | undefined;
  isMessage: boolean;
  /** The modal or home tab that was pressed. */
  view?: { id: string; type: string; callbackId: string } | undefined;
  /** The token's workspace, and the person's own where Slack tells it. */
  isStranger: boolean;
  isEnterprise: boolean;
  botUserId?: string | undefined;
}

export function readClick(body: BlockAction, { client, context }: { client: WebClient; context: Context }): Click {
  const { container, view, user, channel } = body;
  const field = (name: string) => (typeof container[name] === 'string' ? container[name] : undefined);
  const origin = readOrigin(view?.private_metadata);
  const isMessage = container['type'] === 'message';
  const isEphemeral = container['is_ephemeral'] === true;
  return {
    client,
    place: placeOf(context),
    person: user.id,
    responseUrl: body.response_url === undefined || body.response_url === '' ? undefined : body.response_url,
    channel: channel?.id ?? field('channel_id') ?? origin.c,
    threadTs: field('thread_ts') ?? origin.t,
    triggerId: body.trigger_id,
    value: readAction(body.actions[0]),
    action: body.actions[0],
    messageTs: isMessage && !isEphemeral ? field('message_ts') : undefined,
    isMessage,
    view: view && { id: view.id, type: view.type, callbackId: view.callback_id },
    isStranger: !context.isEnterpriseInstall && user.team_id !== undefined && user.team_id !== context.teamId,
    isEnterprise: context.isEnterpriseInstall,
    botUserId: context.botUserId,
  };
}

/** The context behind a button, when this person may use it; else they are told why not. */
export async function contextOf(click: Click, parts: Parts): Promise<AskedContext | undefined> {
  const found = click.value && (await parts.contexts.get(click.value.answerId));
  if (found !== undefined && isTheirs(click, found)) return found;
  await sayTo(click, found === undefined ? 'expired' : 'notYours', parts);
  return undefined;
}

/** Private answers belong to who asked; those of a channel to whoever of the workspace presses them there. */
function isTheirs({ place, person, channel, isStranger, isEnterprise }: Click, context: AskedContext): boolean {
  const [, organisation] = place.split(':');
  const sameHome = context.place === place || (isEnterprise && context.place.startsWith(`slack:${organisation}:`));
  if (!sameHome || isStranger) return false;
  return context.audience === 'person' ? context.person === person : context.channel === channel;
}

/** A sentence for this person alone. */
export async function sayTo(
  click: ToPerson,
  word: Parameters<typeof tell>[0],
  parts: Parts,
  { lang }: { lang?: Lang } = {},
): Promise<void> {
  const told = lang ?? (await parts.langs.of(click));
  await answerPerson(click, sentence(tell(word, told)), parts);
}
