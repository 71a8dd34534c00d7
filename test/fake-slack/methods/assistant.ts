import { type Json, asText, text } from '../json.ts';
import { type Call, type MethodTable, Refusal, invalidArguments, need } from '../method.ts';

const SCOPES = ['assistant:write', 'chat:write'] as const;
const MAX_PROMPTS = 4;

export const assistantMethods = {
  'assistant.threads.setStatus': {
    anyScope: SCOPES,
    run: (call) => {
      need(call.args, 'thread_ts');
      const thread = threadOf(call);
      const status = asText(call.args['status']);
      if (status === '') delete thread.status;
      else thread.status = status;
      return {};
    },
  },
  'assistant.threads.setTitle': {
    anyScope: SCOPES,
    run: (call) => {
      threadOf(call).title = need(call.args, 'title');
      return {};
    },
  },
  'assistant.threads.setSuggestedPrompts': {
    anyScope: SCOPES,
    run: (call) => {
      const prompts = Array.isArray(call.args['prompts']) ? (call.args['prompts'] as Json[]) : [];
      const complete = prompts.every(({ title, message }) => text(title) !== undefined && text(message) !== undefined);
      if (prompts.length === 0 || prompts.length > MAX_PROMPTS || !complete) {
        throw invalidArguments(['[ERROR] 1 to 4 prompts with title and message [json-pointer:/prompts]']);
      }
      threadOf(call).prompts = prompts;
      return {};
    },
  },
} as const satisfies MethodTable;

function threadOf({ args, context }: Call): { status?: string; title?: string; prompts?: Json[] } {
  const channel = need(args, 'channel_id');
  if (!context.state.channels.has(channel)) throw new Refusal('channel_not_found');
  const key = `${channel}:${text(args['thread_ts']) ?? ''}`;
  const thread = context.state.assistantThreads.get(key) ?? {};
  context.state.assistantThreads.set(key, thread);
  return thread;
}
