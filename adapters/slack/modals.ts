/** Opening modals while their trigger is good: what takes longer opens as "one moment" and is filled in. */
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Lang } from '../../src/lang.ts';
import { CALLBACKS } from './actions.ts';
import { inTime } from '../../src/chat/in-time.ts';
import { own, paragraphs, type SlackCard } from './blocks.ts';
import { word } from '../../src/chat/card-words.ts';
import { modal } from './inputs.ts';
import { SHARES } from './limits.ts';
import { tell } from './listener-words.ts';
import { failureFields, type ChatLog } from '../../src/chat/log.ts';
import { simpler } from './render-card.ts';

/** A trigger is good for three seconds, and the way to Slack takes some of it. */
const PATIENCE_MS = 400;

export interface Opening {
  client: WebClient;
  triggerId: string;
  /** Pressed in a modal: the new one goes on top of it. */
  onTop: boolean;
  lang: Lang;
  log: ChatLog;
}

/** @returns whether the person has the modal, or a sentence in its place; undefined from `work` means that they were told */
export async function openModal(opening: Opening, work: Promise<ModalView | undefined>): Promise<boolean> {
  const soon = work.then((view) => ({ view }));
  const ready = await inTime(soon, PATIENCE_MS);
  if (ready !== undefined) return ready.view === undefined || (await open(opening, ready.view)) !== undefined;
  const waiting = await open(opening, waitingModal(opening.lang));
  const { view } = await soon;
  if (waiting === undefined) return view === undefined;
  await fill(opening, waiting, view ?? sentenceModal('failed', opening.lang));
  return true;
}

/** @returns the id of the view */
async function open({ client, triggerId, onTop, log }: Opening, view: ModalView): Promise<string | undefined> {
  try {
    const call = onTop
      ? client.views.push({ trigger_id: triggerId, view })
      : client.views.open({ trigger_id: triggerId, view });
    return (await call).view?.id;
  } catch (error) {
    log.warn('slack: a form did not open', failureFields(error));
    return undefined;
  }
}

async function fill({ client, log }: Opening, viewId: string, view: ModalView): Promise<void> {
  try {
    await client.views.update({ view_id: viewId, view });
  } catch (error) {
    log.warn('slack: a form was not filled in', failureFields(error));
  }
}

function waitingModal(lang: Lang): ModalView {
  return sentenceModal('waiting', lang);
}

function sentenceModal(name: 'waiting' | 'failed', lang: Lang): ModalView {
  const blocks = [paragraphs([[own(tell(name, lang))]], { heading: '', most: SHARES.note })];
  return modal({
    callback: CALLBACKS.finding,
    title: word('ask.title', lang),
    close: word('modal.close', lang),
    blocks,
  });
}

/** A whole answer to look at, of classic blocks. */
export function answerModal(card: SlackCard, { lang, metadata }: { lang: Lang; metadata: string }): ModalView {
  const { blocks } = simpler(card);
  return modal({
    callback: CALLBACKS.finding,
    title: tell('summary', lang),
    close: word('modal.close', lang),
    blocks,
    metadata,
  });
}
