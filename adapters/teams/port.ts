/** The seam between Teams' library and everything else: what happened comes in as plain data, what we say goes out as plain data. */
import { z } from 'zod';

/** Where a conversation is, so that we can speak there again later. Whoever uses a stored one checks its address and tenant again: `send` does. */
export const StoredRef = z.object({
  conversationId: z.string().min(1),
  type: z.enum(['personal', 'groupChat', 'channel']),
  serviceUrl: z.url(),
  tenantId: z.string().min(1),
  bot: z.object({ id: z.string().min(1), name: z.string() }),
  /** When Teams last told us this address. Milliseconds since 1970. */
  updatedAt: z.number(),
});
export type StoredRef = z.infer<typeof StoredRef>;

/** A file of a message: `download` is behind a link that needs no token of ours; `inline` is a picture in the text. */
export interface TeamsFile {
  name: string;
  url: string;
  /** Bytes. */
  size?: number;
  kind: 'download' | 'inline';
}

export type TeamsTurnKind =
  | 'message'
  | 'cardAction'
  | 'submit'
  | 'explainMessage'
  | 'explainSubmit'
  | 'search'
  | 'installed'
  | 'removed'
  | 'membersAdded';

/** One thing that happened in Teams, as plain data; its token, address and tenant were checked. */
export interface TeamsTurn {
  kind: TeamsTurnKind;
  /** The activity's, for de-duplication. */
  id: string;
  /** `activity.text`, untrusted. */
  text: string;
  /** Content of the text/html attachment, untrusted. */
  html?: string;
  files?: TeamsFile[];
  /**
   * Untrusted, to be read with zod. `cardAction`: the button's data, with the verb as `do` when the data has none; `submit`: the
   * message's value; `explainMessage`: the message payload; `explainSubmit`: the dialog's data; `search`: `{ commandId, query, skip, count }`;
   * `membersAdded`: `{ ids, bot }`, where `bot` tells whether we are one of them.
   */
  data?: unknown;
  /** Only this person sees what they wrote: answer with `targetedTo`, or in place. */
  private: boolean;
  /** A chat of one person with us. */
  personal: boolean;
  /** Whether the answer may be a dialog. A button that wants one has `msteams: { type: 'task/fetch' }` in its data. */
  opensDialog?: boolean;
  user: { id: string; aadId?: string; name?: string };
  locale?: string;
  ref: StoredRef;
  replyToId?: string;
  tenantId?: string;
  teamId?: string;
}

/** What we say. `card` is Adaptive Card JSON; `text` is plain, never Markdown. */
export interface TeamsOut {
  text?: string;
  card?: object;
  /** For notifications, and where cards are not shown. */
  summary?: string;
  replyToId?: string;
  /** The ID of the one person who sees it. */
  targetedTo?: string;
}

/** What an invoke answers in place. */
export type TeamsReply =
  | {
      card?: object;
      message?: string;
      results?: { preview: object; card: object }[];
      dialog?: { title: string; card: object };
      /** A card for the box in which the person writes. */
      compose?: object;
    }
  | undefined;

/** The product's side. Must answer an invoke within 5 seconds, and says everything else through TeamsPort. */
export interface TeamsApp {
  onTurn(turn: TeamsTurn): Promise<TeamsReply>;
}

export interface TeamsRequest {
  method: string;
  headers: Record<string, unknown>;
  /** Parsed JSON. */
  body: unknown;
}

export interface TeamsResponse {
  status: number;
  body?: unknown;
}

/** Teams' side. */
export interface TeamsPort {
  /** Never throws; a refusal is a bare status. */
  handle(request: TeamsRequest): Promise<TeamsResponse>;
  /** One attempt. @throws TeamsSendError */
  send(ref: StoredRef, out: TeamsOut): Promise<{ activityId?: string }>;
  /** One attempt. @throws TeamsSendError */
  update(ref: StoredRef, activityId: string, out: TeamsOut): Promise<void>;
  /** One attempt. @throws TeamsSendError */
  remove(ref: StoredRef, activityId: string): Promise<void>;
  /** Of allowed hosts only; at most so many bytes. @throws TeamsSendError */
  download(url: string, most: number): Promise<Uint8Array>;
}

export interface TeamsSendFailure {
  /** HTTP status; none when nothing was answered. */
  status?: number | undefined;
  /** What Teams asks us to wait. */
  retryAfterMs?: number | undefined;
  /** Teams' word, such as `ConversationNotFound`, or the network's, such as `ECONNREFUSED`, or ours: `REFUSED`, `TOO_LARGE`. */
  code?: string | undefined;
  /** The message may be there although we got an error: sending it again could show it twice. */
  mayHaveArrived: boolean;
}

/** A call to Teams failed. Its message holds no text of users and no secret. */
export class TeamsSendError extends Error {
  override readonly name = 'TeamsSendError';
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly code: string | undefined;
  readonly mayHaveArrived: boolean;

  constructor(message: string, failure: TeamsSendFailure, options?: ErrorOptions) {
    super(message, options);
    this.status = failure.status;
    this.retryAfterMs = failure.retryAfterMs;
    this.code = failure.code;
    this.mayHaveArrived = failure.mayHaveArrived;
  }
}
