/** The Slack app: every listener on one Bolt app that acknowledges first. Connecting it to Slack is the receiver's matter. */
import type { App, CodedError, Context, Logger } from '@slack/bolt';
import { AckFirstApp } from './ack-first.ts';
import { answerAlertForm } from './alerts/forms.ts';
import { listenForAlertButtons, listenForAlertForms } from './alerts/listeners.ts';
import type { Parts, SlackAppParts } from './app-parts.ts';
import { listenForAnswerButtons } from './listeners/answer-buttons.ts';
import { answerForm, listenForAskForm } from './listeners/ask-form.ts';
import { listenForCommand } from './listeners/command.ts';
import { listenForConversations } from './listeners/conversation.ts';
import { listenForHome } from './listeners/home.ts';
import { listenForHuman } from './listeners/human.ts';
import { listenForOpinions } from './listeners/opinion.ts';
import { listenForShare } from './listeners/share.ts';
import { listenForShortcut } from './listeners/shortcut.ts';
import { listenForSuggestions } from './listeners/suggest.ts';
import { failureFields } from '../../src/chat/log.ts';
import { createSlackLang } from './person-lang.ts';

const LISTENERS: readonly ((app: App, parts: Parts) => void)[] = [
  listenForCommand,
  listenForAskForm,
  listenForShortcut,
  listenForConversations,
  listenForHome,
  listenForAnswerButtons,
  listenForShare,
  listenForOpinions,
  listenForHuman,
  listenForSuggestions,
  listenForAlertButtons,
  listenForAlertForms,
];

function answerForms(body: unknown): object | undefined {
  return answerForm(body) ?? answerAlertForm(body);
}

/** Ready to be started; `settings.fakeSlack` is of tests alone. */
export function createSlackApp({ bolt, fetch = globalThis.fetch, ...given }: SlackAppParts): App {
  const { assistant, settings, log, now } = given;
  const app = new AckFirstApp({ ...bolt, convoStore: false, extendedErrorHandler: true, answerForm: answerForms });
  const parts: Parts = {
    ...given,
    fetch,
    langs: createSlackLang({ assistant, language: settings.language, now, log }),
  };
  for (const listen of LISTENERS) listen(app, parts);
  app.error(({ error }: { error: CodedError; body: unknown; context: Context; logger: Logger }) => {
    log.error('slack: a request was not handled', failureFields(error));
    return Promise.resolve();
  });
  return app;
}
