/** Our reply -> the body with which Teams wants an invoke to be answered. */
import type { TeamsReply } from './port.ts';
import type { InvokeName } from './to-turn.ts';

export const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const THUMBNAIL = 'application/vnd.microsoft.card.thumbnail';
const MESSAGE = 'application/vnd.microsoft.activity.message';

/** Undefined: an empty body, which closes a dialog. */
export function invokeBody(name: InvokeName, reply: TeamsReply): object | undefined {
  switch (name) {
    case 'adaptiveCard/action':
      return actionBody(reply);
    case 'task/fetch':
    case 'task/submit':
    case 'composeExtension/fetchTask':
      return taskBody(reply);
    case 'composeExtension/submitAction':
      return reply?.compose === undefined ? taskBody(reply) : resultsBody([{ card: reply.compose }]);
    case 'composeExtension/query':
      return reply?.message === undefined
        ? resultsBody(reply?.results ?? [])
        : { composeExtension: { type: 'message', text: reply.message } };
    default:
      return name satisfies never;
  }
}

/** The card takes the place of the one with the button; a message is shown under it. */
function actionBody(reply: TeamsReply): object {
  if (reply?.card !== undefined) return { statusCode: 200, type: ADAPTIVE, value: reply.card };
  return { statusCode: 200, type: MESSAGE, value: reply?.message ?? '' };
}

function taskBody(reply: TeamsReply): object | undefined {
  if (reply?.dialog !== undefined) {
    const { title, card } = reply.dialog;
    const value = { title, width: 'medium', height: 'medium', card: { contentType: ADAPTIVE, content: card } };
    return { task: { type: 'continue', value } };
  }
  if (reply?.message !== undefined) return { task: { type: 'message', value: reply.message } };
  return undefined;
}

function resultsBody(results: readonly { preview?: object; card: object }[]): object {
  const attachments = results.map(({ preview, card }) => ({
    contentType: ADAPTIVE,
    content: card,
    ...(preview !== undefined && { preview: { contentType: THUMBNAIL, content: preview } }),
  }));
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}
