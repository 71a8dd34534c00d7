/**
 * What stands behind the buttons of a card: what was asked, by whom, where it stands, what was answered since. Kept for 30 days
 * in the store; a copy in memory bridges a slow or absent one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { LANGS } from '../lang.ts';
import { type AnswerContextRow, getAnswerContext, putAnswerContext } from '../store/answer-contexts.ts';
import type { SqlRunner } from '../store/db.ts';
import type { SecretBox } from '../store/secret-box.ts';
import { inTime } from './in-time.ts';
import { type ChatLog, failureFields } from './log.ts';

const KEPT_MS = 30 * 24 * 60 * 60_000;
const ID_BYTES = 16;
/** Contexts in memory, and their characters; the oldest go first. */
const MOST_KEPT = 2000;
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** After this the copy in memory has to do. */
const PATIENCE_MS = 2500;

/** One text that was asked about. Of a file: a sample of each finding, which of its findings it stands for, and how often. */
const AskedPart = z.object({ text: z.string(), pick: z.int().optional(), count: z.int().optional() });
export type AskedPart = z.infer<typeof AskedPart>;

/** What is told of a file beside its findings. */
const FileSummary = z.object({
  name: z.string(),
  events: z.number(),
  verdicts: z.object({
    action: z.number(),
    conditional: z.number(),
    unknown: z.number(),
    info: z.number(),
    ignore: z.number(),
  }),
  unknown: z.array(
    z.object({
      provider: z.string().optional(),
      eventId: z.number().optional(),
      level: z.string().optional(),
      count: z.number(),
    }),
  ),
  notes: z.array(z.string()),
});
export type FileSummary = z.infer<typeof FileSummary>;

const Body = z.object({
  /** Channel in which the card stands, or was asked for. */
  channel: z.string().optional(),
  /** `person`: only who asked may use its buttons. `channel`: everybody who sees the card there. */
  audience: z.enum(['person', 'channel']),
  lang: z.enum(LANGS),
  parts: z.array(AskedPart),
  answers: z.record(z.string(), z.boolean()),
  /** Who gave them, by question: the people of a channel want to know. */
  answeredBy: z.record(z.string(), z.string()).optional(),
  /** Which of several entries a person chose, by the place of the finding. */
  chosen: z.record(z.string(), z.string()),
  file: FileSummary.optional(),
});

const Pointer = z.object({ to: z.string() });

export interface AskedContext extends z.infer<typeof Body> {
  id: string;
  /** `slack:T1` */
  place: string;
  /** User id of who asked. */
  person: string;
}

export type NewContext = Omit<AskedContext, 'id'>;

export interface AnswerContexts {
  /** Known at once under its new id; stored without anybody waiting for it. */
  create: (context: NewContext) => AskedContext;
  /** Changes one after the other, so that no answer of two people is lost. @returns what it is now */
  change: (id: string, change: (context: AskedContext) => AskedContext) => Promise<AskedContext | undefined>;
  /** Undefined when there is none, when it has expired, or when it cannot be read. Never rejects. */
  get: (id: string) => Promise<AskedContext | undefined>;
  /** The answer that a conversation (`C1 1700000000.000100`) is about now. */
  follow: (conversation: string, context: AskedContext) => void;
  latest: (conversation: string, place: string) => Promise<AskedContext | undefined>;
  /** Everything of a place is gone from memory; the store has its own way. */
  forget: (place: string) => void;
  /** When all that was to be stored is stored, or has failed. */
  settled: () => Promise<void>;
}

export interface ContextParts {
  store: SqlRunner;
  /** Seals what people wrote; without one it is stored as it is. */
  box?: SecretBox | undefined;
  now: () => number;
  log: ChatLog;
  /** The platform, to which a sealed text is bound: `slack`. */
  platform: string;
  /** Of tests. */
  patienceMs?: number;
}

export function createAnswerContexts(given: ContextParts): AnswerContexts {
  const { store, box, now, log, platform, patienceMs = PATIENCE_MS } = given;
  const memory = createMemory();
  const writing = new Map<string, Promise<void>>();
  const changing = new Map<string, Promise<unknown>>();
  const conversations = new Map<string, string>();

  /** One after the other for each row, so that the last one stays. */
  const write = ({
    id,
    place,
    person,
    body,
  }: Pick<AskedContext, 'id' | 'place' | 'person'> & { body: object }): void => {
    if (writing.size >= MOST_KEPT) {
      log.warn('chat: the store is behind, the context of an answer was not stored', { waiting: writing.size });
      return;
    }
    const text = JSON.stringify(body);
    const at = now();
    const row = {
      id,
      place,
      person,
      body: box?.seal(text, identity(platform, id)) ?? text,
      at,
      expiresAt: at + KEPT_MS,
    };
    const written = (writing.get(id) ?? Promise.resolve())
      .then(() => putAnswerContext(store, row))
      .catch((error: unknown) => log.warn('chat: the context of an answer was not stored', failureFields(error)))
      .finally(() => {
        if (writing.get(id) === written) writing.delete(id);
      });
    writing.set(id, written);
  };

  const save = (context: AskedContext): void => {
    memory.put(context);
    const { id, place, person, ...body } = context;
    write({ id, place, person, body });
  };

  const read = async (id: string): Promise<{ row: AnswerContextRow; body: unknown } | undefined> => {
    await writing.get(id);
    const row = await getAnswerContext(store, { id, now: now() });
    if (row === undefined) return undefined;
    const text = isSealed(row.body) ? box?.open(row.body, identity(platform, id)) : row.body;
    return text === undefined ? undefined : { row, body: JSON.parse(text) };
  };

  /** Another replica may know more than our memory, so the store is asked first. */
  const get = async (id: string): Promise<AskedContext | undefined> => {
    const stored = read(id).then((found) => found && { ...Body.parse(found.body), ...owner(found.row) });
    return (await inTime(stored.catch(unread), patienceMs)) ?? memory.get(id, now() - KEPT_MS);
  };

  const unread = (error: unknown): undefined => {
    log.warn('chat: the context of an answer was not read', failureFields(error));
  };

  return {
    create: (context) => {
      const created = { ...context, id: randomBytes(ID_BYTES).toString('base64url') };
      save(created);
      return created;
    },
    get,
    change: async (id, change) => {
      const before = (changing.get(id) ?? Promise.resolve()).catch(() => undefined);
      const turn = before
        .then(() => get(id))
        .then((found) => {
          if (found === undefined) return undefined;
          const changed = change(found);
          if (changed !== found) save(changed);
          return changed;
        })
        .finally(() => {
          if (changing.get(id) === turn) changing.delete(id);
        });
      changing.set(id, turn);
      return turn;
    },
    follow: (conversation, { id: to, place, person }) => {
      const id = conversationId(place, conversation);
      conversations.delete(id);
      conversations.set(id, to);
      const [oldest] = conversations.keys();
      if (conversations.size > MOST_KEPT && oldest !== undefined) conversations.delete(oldest);
      write({ id, place, person, body: { to } });
    },
    latest: async (conversation, place) => {
      const id = conversationId(place, conversation);
      const stored = read(id).then((found) => found && Pointer.parse(found.body).to);
      const to = (await inTime(stored.catch(unread), patienceMs)) ?? conversations.get(id);
      return to === undefined ? undefined : get(to);
    },
    forget: memory.forget,
    settled: async () => {
      await Promise.all(writing.values());
    },
  };

  function createMemory() {
    const kept = new Map<string, { context: AskedContext; size: number; at: number }>();
    let characters = 0;
    const drop = (id: string) => {
      characters -= kept.get(id)?.size ?? 0;
      kept.delete(id);
    };
    return {
      put: (context: AskedContext) => {
        drop(context.id);
        let size = 200;
        for (const { text } of context.parts) size += text.length;
        kept.set(context.id, { context, size, at: now() });
        characters += size;
        for (const [id] of kept) {
          if (kept.size <= MOST_KEPT && characters <= MOST_CHARACTERS) break;
          drop(id);
        }
      },
      get: (id: string, oldest: number) => {
        const entry = kept.get(id);
        return entry !== undefined && entry.at > oldest ? entry.context : undefined;
      },
      forget: (place: string) => {
        for (const [id, { context }] of kept) {
          if (context.place === place || context.place.startsWith(`${place}:`)) drop(id);
        }
      },
    };
  }
}

function owner({ id, place, person }: AnswerContextRow): Pick<AskedContext, 'id' | 'place' | 'person'> {
  return { id, place, person };
}

/** Longer than the id of a context, so that no button can name it. */
function conversationId(place: string, conversation: string): string {
  return `conversation:${createHash('sha256').update(`${place} ${conversation}`).digest('base64url')}`;
}

function identity(platform: string, id: string): string {
  return `${platform}-answer:${id}`;
}

function isSealed(body: string): boolean {
  return !body.startsWith('{');
}
