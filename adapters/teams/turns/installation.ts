/** Coming and going: where we are is kept from the first word on, and all of it goes when we are removed. */
import { z } from 'zod';
import { failureFields } from '../../../src/chat/log.ts';
import { forgetPerson, forgetPlace } from '../../../src/store/forget-place.ts';
import type { Parts } from '../app-parts.ts';
import { toOut } from '../drawing.ts';
import { renderHelp } from '../help-card.ts';
import type { TeamsTurn } from '../port.ts';
import { answerWith, langHere } from '../reply.ts';
import type { Who } from '../who.ts';
import { EXPLAIN_ACTION } from './message.ts';

const Members = z.object({ bot: z.boolean() });

/** Says once what it can do: Teams tells an installation in one or two ways, and again with each new version. */
export async function onInstalled(turn: TeamsTurn, who: Who, parts: Parts): Promise<void> {
  const isNew = (await parts.references.get(who.conversation)) === undefined;
  parts.references.save(who);
  if (turn.kind === 'membersAdded' && Members.safeParse(turn.data).data?.bot !== true) return;
  if (!isNew) return;
  const id = `welcome ${who.conversation}`.slice(0, 500);
  if (parts.seen.isRepeat(id) || !(await parts.seen.isNewToAll(id))) return;
  const lang = await langHere(who, '', parts);
  await answerWith(who, toOut(renderHelp({ lang, personal: who.personal, action: EXPLAIN_ACTION })), parts);
}

/** What was asked there goes; of a person's own chat also what they chose; with the last place, all of the tenant. */
export async function onRemoved(_turn: TeamsTurn, who: Who, parts: Parts): Promise<void> {
  const { references, contexts, store, log } = parts;
  const places = [...new Set([who.at, `${who.place}:${who.conversation}`])];
  try {
    const isStillThere = await references.forgetPlaces(places, who.ref.tenantId);
    const gone = isStillThere ? places : [who.place];
    for (const place of gone) contexts.forget(place);
    await contexts.settled();
    let rows = 0;
    for (const place of gone) rows += await forgetPlace(store, place);
    if (who.personal && isStillThere) rows += await forgetPerson(store, who);
    log.info('teams: removed from a conversation, its data is deleted', {
      type: who.ref.type,
      all: !isStillThere,
      rows,
    });
  } catch (error) {
    log.error('teams: data of a removed conversation was not deleted', failureFields(error));
    throw error;
  }
}
