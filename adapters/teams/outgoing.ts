/** What we say -> the activity that Teams takes, and what Teams says to it -> our error. */
import type { CallResult } from './sdk.ts';
import { ADAPTIVE } from './invoke-reply.ts';
import { type StoredRef, type TeamsOut, TeamsSendError } from './port.ts';

/** Longer waits are cut: nobody may make us silent for a day. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Text is plain; in a card it is the card's own words that are shown. */
export function outgoingActivity(ref: StoredRef, out: TeamsOut): object {
  const targetedTo = targetOf(ref, out);
  return {
    type: 'message',
    from: ref.bot,
    conversation: { id: ref.conversationId, conversationType: ref.type, tenantId: ref.tenantId },
    ...(targetedTo !== undefined && { recipient: { id: targetedTo, isTargeted: true } }),
    ...(out.text !== undefined && { text: out.text, textFormat: 'plain' }),
    ...(out.summary !== undefined && { summary: out.summary }),
    ...(out.replyToId !== undefined && { replyToId: out.replyToId }),
    ...(out.card !== undefined && { attachments: [{ contentType: ADAPTIVE, content: out.card }] }),
  };
}

/** In a personal chat there is nobody else, and Teams knows no such messages there. */
export function targetOf(ref: StoredRef, out: TeamsOut): string | undefined {
  return ref.type === 'personal' ? undefined : out.targetedTo;
}

/** `…/v3/conversations/ID/activities`, or one activity in it. */
export function activitiesUrl(ref: StoredRef, activityId?: string): string {
  const base = ref.serviceUrl.endsWith('/') ? ref.serviceUrl : `${ref.serviceUrl}/`;
  const all = `${base}v3/conversations/${encodeURIComponent(ref.conversationId)}/activities`;
  return activityId === undefined ? all : `${all}/${encodeURIComponent(activityId)}`;
}

/** @throws TeamsSendError unless it went well */
export function demandSuccess({ status, retryAfter, body }: CallResult, now: number): void {
  if (status >= 200 && status < 300) return;
  const code = errorCodeOf(body);
  throw new TeamsSendError(`Teams answered ${status}${code === undefined ? '' : ` (${code})`}.`, {
    status,
    code,
    retryAfterMs: waitOf(retryAfter, now),
    // Whoever fails inside may have done it before.
    mayHaveArrived: status >= 500 || status === 408,
  });
}

/** Of `{ error: { code } }`, if it is a word and nothing else. */
function errorCodeOf(body: unknown): string | undefined {
  const error: unknown = isObject(body) ? body['error'] : undefined;
  const code: unknown = isObject(error) ? error['code'] : undefined;
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : undefined;
}

/** Seconds, or a date. */
function waitOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const milliseconds = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), LONGEST_WAIT_MS);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
