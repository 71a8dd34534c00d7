/** A press on something of ours: whether this person may, and where what comes of it is shown. */
import type { AskedContext } from '../../../src/chat/answer-context.ts';
import { word as cardWord } from '../../../src/chat/card-words.ts';
import type { Lang } from '../../../src/lang.ts';
import { type ActionValue, decodeAction } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { forDialog, toOut } from '../drawing.ts';
import type { TeamsReply, TeamsTurn } from '../port.ts';
import type { TeamsCard } from '../render-card.ts';
import { answerPerson, sayTo } from '../reply.ts';
import { type SaidWord, tell } from '../said-words.ts';
import type { Who } from '../who.ts';

export interface Press {
  who: Who;
  value: ActionValue;
  /** With what was filled in. */
  data: unknown;
  /** In the place of the card, in the dialog, or, with clients that know neither, as a message. */
  surface: 'card' | 'dialog' | 'message';
  /** Our message that was pressed. */
  cardId: string | undefined;
}

/** Undefined for what is not a button of ours, or of another version of us. */
export function readPress(turn: TeamsTurn, who: Who): Press | undefined {
  const value = decodeAction(turn.data);
  const opensDialog = turn.kind === 'explainSubmit' || turn.opensDialog === true;
  const surface = turn.kind === 'submit' ? 'message' : opensDialog ? 'dialog' : 'card';
  return value && { who, value, data: turn.data, surface, cardId: turn.replyToId };
}

export type Found = { context: AskedContext } | { refused: SaidWord };

/** The context behind a button, when this person may use it. */
export async function contextOf({ who, value }: Press, { contexts }: Parts): Promise<Found> {
  const context = await contexts.get(value.answerId);
  if (context === undefined) return { refused: 'expired' };
  if (!isTheirs(context, who)) return { refused: 'notYours' };
  // Who opens it from another place, such as the list of their look-ups, goes on alone.
  const isElsewhere = context.audience === 'channel' && !isHere(context, who);
  return { context: isElsewhere ? copyFor(context, { who, lang: context.lang }, { contexts }) : context };
}

/** Private answers belong to who asked; those that several see to whoever of the tenant presses them there. */
function isTheirs(context: AskedContext, who: Who): boolean {
  const isSameTenant = context.place === who.place || context.place.startsWith(`${who.place}:`);
  if (!isSameTenant) return false;
  if (context.person === who.person) return true;
  return context.audience === 'channel' && isHere(context, who);
}

/** A card that a person put into their own message may stand anywhere. */
function isHere({ channel }: AskedContext, { conversation }: Who): boolean {
  return channel === undefined || channel === conversation;
}

/** For one person, of what stands before several: theirs to turn and to answer. */
export function copyFor(
  context: AskedContext,
  { who, lang }: { who: Who; lang: Lang },
  { contexts }: Pick<Parts, 'contexts'>,
): AskedContext {
  const { at: place, person, personal, conversation } = who;
  const { parts, answers, answeredBy, chosen, file } = context;
  return contexts.create({
    place,
    person,
    audience: 'person',
    lang,
    parts,
    answers,
    chosen,
    ...(!personal && { channel: conversation }),
    ...(answeredBy !== undefined && { answeredBy }),
    ...(file !== undefined && { file }),
  });
}

/**
 * A card where the button was.
 * @param keep it is the new state of the message, for everybody who sees it; else this person's view of it
 */
export async function show(
  { surface, who, cardId }: Press,
  { context, card, keep }: { context: AskedContext; card: TeamsCard; keep: boolean },
  parts: Parts,
): Promise<TeamsReply> {
  if (surface === 'dialog')
    return { dialog: { title: cardWord('ask.title', context.lang), card: forDialog(card.card) } };
  // What belongs to one person must never become the message that others see.
  const isSafe = who.personal || context.audience === 'channel';
  const change = { ref: who.ref, out: toOut(card), updates: cardId };
  if (surface === 'card') {
    if (keep && isSafe && cardId !== undefined) void parts.outbound.post(change);
    return { card: card.card };
  }
  if (isSafe && (keep || who.personal) && cardId !== undefined) {
    const { state } = await parts.outbound.post(change);
    if (state === 'sent' || state === 'unknown') return undefined;
  }
  await answerPerson(who, toOut(card), parts);
  return undefined;
}

/** A sentence for who pressed. */
export async function say(
  { surface, who }: Press,
  name: SaidWord,
  parts: Parts,
  { lang }: { lang?: Lang } = {},
): Promise<TeamsReply> {
  const told = lang ?? (await parts.langs.of(who));
  if (surface !== 'message') return { message: tell(name, told) };
  await sayTo(who, name, parts, { lang: told });
  return undefined;
}
