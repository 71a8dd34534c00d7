/** "Share to channel": a fresh card for everybody that names who shared it; the private one goes. */
import type { App } from '@slack/bolt';
import { ACTIONS } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { draw } from '../drawing.ts';
import { type Click, contextOf, sayTo } from '../click.ts';
import { deleteOriginal, postInChannel, respondInChannel } from '../reply.ts';
import { onClick } from './answer-buttons.ts';

export function listenForShare(app: App, parts: Parts): void {
  onClick(app, ACTIONS.share, parts, (click) => share(click, parts));
}

async function share(click: Click, parts: Parts): Promise<void> {
  const context = await contextOf(click, parts);
  const { channel, client, place, person, responseUrl, threadTs } = click;
  if (context === undefined || channel === undefined) return;
  const { contexts, settings } = parts;
  const { id: _, ...rest } = context;
  const lang = settings.channelLanguages[channel] ?? context.lang;
  const shared = contexts.create({ ...rest, channel, audience: 'channel', lang });
  const card = draw(shared, { index: click.value?.index, sharedBy: person }, parts);

  const outcome = await postInChannel({ client, place, channel, threadTs }, card, parts);
  // The app need not be a member: a response_url may speak to the channel all the same.
  const isThere =
    outcome.state === 'refused' && responseUrl !== undefined
      ? await respondInChannel(responseUrl, card, parts)
      : outcome.state;
  if (isThere === 'sent') {
    if (responseUrl !== undefined) await deleteOriginal(responseUrl, parts);
    return;
  }
  await sayTo(click, isThere === 'unknown' ? 'unconfirmed' : 'notShared', parts);
}
