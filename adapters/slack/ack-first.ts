/** A Bolt app that tells Slack "heard" before it does anything else: tokens, store and listeners may then take their time. */
import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';

/** What a submitted form is answered with; undefined closes it. Pure and quick: Slack and the person are waiting. */
export type AnswerForm = (body: unknown) => object | undefined;

export interface AckFirstOptions extends AppOptions {
  answerForm: AnswerForm;
}

/**
 * Bolt acknowledges events only after it has looked up the token, and everything else when a listener says so; a store that
 * takes seconds would make Slack give up, tell the person "operation_timeout", and send events again.
 */
export class AckFirstApp extends App {
  readonly #answerForm: AnswerForm;

  constructor({ answerForm, ...options }: AckFirstOptions) {
    super(options);
    this.#answerForm = answerForm;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const isForm = event.body['type'] === 'view_submission';
    await event.ack(isForm ? this.#answerForm(event.body) : undefined);
    await super.processEvent({ ...event, ack: () => Promise.resolve() });
  }
}
