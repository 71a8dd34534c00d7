/** The form behind an empty command and App Home: text, files, language. */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { CALLBACKS, INPUTS } from '../actions.ts';
import type { Parts } from '../app-parts.ts';
import { askText, type Asking } from '../../../src/chat/asking.ts';
import { drawAnswer } from '../drawing.ts';
import { askFiles } from '../asking-files.ts';
import { readOrigin, writeOrigin } from '../click.ts';
import { readAskForm } from '../inputs.ts';
import { tell } from '../listener-words.ts';
import { openModal } from '../modals.ts';
import { placeOf } from '../place.ts';
import { answerPerson, sentence, type ToPerson } from '../reply.ts';
import { askModal } from '../views.ts';
import { guarded } from './guarded.ts';

const Submitted = z.object({
  view: z.object({
    callback_id: z.string(),
    state: z.object({ values: z.unknown() }),
    private_metadata: z.string().optional(),
  }),
});

/** Slack's answer to a submitted form, at once: an empty question stays open and says why, anything else closes. */
export function answerForm(body: unknown): object | undefined {
  const form = Submitted.safeParse(body).data?.view;
  if (form?.callback_id !== CALLBACKS.ask) return undefined;
  const { text, files } = readAskForm(form.state.values);
  if (text !== '' || files.length > 0) return undefined;
  return {
    response_action: 'errors',
    errors: { [INPUTS.text]: `${tell('ask.empty', 'en')} ${tell('ask.empty', 'ja')}` },
  };
}

/** @returns false when Slack did not open it */
export async function openAskForm(who: ToPerson & { triggerId: string }, parts: Parts): Promise<boolean> {
  const { client, triggerId, channel, responseUrl } = who;
  const view = async () => {
    const [lang, chosen] = await Promise.all([parts.langs.of(who), parts.langs.choice(who)]);
    const metadata = writeOrigin({
      ...(channel !== undefined && { c: channel }),
      ...(responseUrl !== undefined && { r: responseUrl }),
    });
    return askModal({ lang, chosen, files: true, metadata });
  };
  return openModal({ client, triggerId, onTop: false, lang: 'en', log: parts.log }, view());
}

export function listenForAskForm(app: App, parts: Parts): void {
  app.view({ callback_id: CALLBACKS.ask, type: 'view_submission' }, async ({ view, body, client, context }) => {
    const { c: channel, r: responseUrl } = readOrigin(view.private_metadata);
    const who: ToPerson = { client, place: placeOf(context), person: body.user.id, channel, responseUrl };
    await guarded('a form', who, parts, async () => {
      const form = readAskForm(view.state.values);
      if (form.text === '' && form.files.length === 0) return;
      if (form.lang !== (await parts.langs.choice(who))) await parts.langs.choose(who, form.lang);
      const lang = form.lang === 'auto' ? await parts.langs.of(who, form.text) : form.lang;
      const { place, person } = who;
      const asking: Asking = { place, person, channel, audience: 'person', lang };
      if (form.text !== '') {
        // What is typed into a form comes as it is.
        const asked = askText({ text: form.text.replace(/\r\n?/g, '\n') }, asking, parts);
        await answerPerson(who, drawAnswer(asked, {}, parts), parts);
      }
      await answerFiles(who, form, { asking, token: context.botToken, parts });
    });
  });
}

async function answerFiles(
  who: ToPerson,
  form: unknown,
  { asking, token, parts }: { asking: Asking; token: string | undefined; parts: Parts },
): Promise<void> {
  for (const answer of await askFiles(form, asking, { client: who.client, token, parts })) {
    const card = 'asked' in answer ? drawAnswer(answer.asked, {}, parts) : sentence(answer.problem);
    await answerPerson(who, card, parts);
  }
}
