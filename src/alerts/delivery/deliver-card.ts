/** One claimed card: posted or edited to what is true now, then what its thread has not told yet. */
import type { Budget } from '../../config-alerts.ts';
import type { Lang } from '../../lang.ts';
import type {
  Alerts,
  ChatMessage,
  ChatPort,
  DeliveryOutcome,
  IncidentView,
  MessageRef,
  NoticeBody,
} from '../alerts.ts';
import { isHidden } from '../store-cards.ts';
import { readNotes } from '../read-incidents.ts';
import type { Claimed } from './claim.ts';
import { beginAgain, failed, notesTold, notNeeded, posted, putOff, renew, type SettleParts, shown } from './settle.ts';
import { stormBody, windowOf } from './storm.ts';
import { messageOf, refOf } from './stored-card.ts';
import { holdChannel } from './waiting-channels.ts';

/** A platform that has not answered by then may have posted or not. Shorter than a lease. */
const CALL_MS = 20_000;
/** Notes of one visit; the next visit brings the rest. */
const MOST_NOTES = 3;
/** Clocks differ: what is looked up may be dated a little earlier. */
const CLOCKS_DIFFER_MS = 60_000;

export interface DeliverParts extends SettleParts {
  alerts: Pick<Alerts, 'incident' | 'card' | 'notice' | 'noteText'>;
  pause: (milliseconds: number) => Promise<void>;
  budgetOf: (channel: string) => Budget;
  /** Between two messages of a channel, milliseconds. */
  slotOf: (channel: string) => number;
}

/** `lost`: the lease had ended, somebody else is at it. */
export type Delivered =
  | { state: 'shown' | 'notNeeded' | 'again' | 'lost' }
  | { state: 'later'; retryAfterMs: number }
  | { state: 'failed'; error: string; dead: boolean };

/** What the card says now. */
interface Content {
  message: ChatMessage;
  revision: number;
  /** Kept with the card, of a summary that was counted anew. */
  body: string | undefined;
  /** Absent: a notice. */
  view: IncidentView | undefined;
}

type Trouble = Exclude<DeliveryOutcome, { state: 'sent' }>;

/** Throws what the store throws; the lease then ends by itself. */
export async function deliverCard(claimed: Claimed, port: ChatPort, parts: DeliverParts): Promise<Delivered> {
  let content: Content | undefined;
  try {
    content = await contentOf(claimed, parts);
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : 'it cannot be told';
    return troubled({ state: 'refused', error: why }, claimed, { port, parts });
  }
  if (content === undefined) return dropped(claimed, parts);
  const stands =
    claimed.card.message_ref === null
      ? await post(claimed, content, { port, parts })
      : await edit(claimed, content, { port, parts });
  if ('state' in stands) return stands;
  const trouble = await tellNotes(claimed, { ref: stands.ref, content, port, parts });
  if (trouble !== undefined) return trouble;
  const ours = await shown(claimed, parts, { revision: content.revision, body: content.body });
  return { state: ours ? 'shown' : 'lost' };
}

interface At {
  port: ChatPort;
  parts: DeliverParts;
}

type Stands = { ref: MessageRef };

async function edit(claimed: Claimed, content: Content, { port, parts }: At): Promise<Stands | Delivered> {
  const ref = refOf(claimed.card.message_ref ?? '');
  if (!(await renew(claimed, parts))) return { state: 'lost' };
  const outcome = await inTime(port.update(ref, content.message), parts);
  if (outcome.state === 'sent') return { ref };
  if (outcome.state !== 'gone') return troubled(outcome, claimed, { port, parts });
  // Somebody deleted it: posted anew if it is still wanted then.
  await beginAgain(claimed, parts);
  return { state: 'again' };
}

async function post(claimed: Claimed, content: Content, { port, parts }: At): Promise<Stands | Delivered> {
  const { card, wasUnsure } = claimed;
  const root = card.thread_of === null ? undefined : await messageOf(parts.db, card.thread_of);
  if (wasUnsure && port.find !== undefined) {
    const found = await lookedUp(port, claimed, { key: card.key, root, parts });
    if (found === 'unknown')
      return troubled({ state: 'unknown', error: 'what became of it cannot be looked up' }, claimed, { port, parts });
    if (found !== undefined) {
      // It may say something older.
      if (!(await standing(claimed, found, { content, parts }))) return { state: 'lost' };
      return edit({ ...claimed, card: { ...card, message_ref: JSON.stringify(found) } }, content, { port, parts });
    }
  }
  if (!isWanted(content, parts.now())) return dropped(claimed, parts);
  if (!(await renew(claimed, parts))) return { state: 'lost' };
  let outcome = await inTime(
    root === undefined
      ? port.post(card.channel, content.message, card.key)
      : port.reply(root, content.message, card.key),
    parts,
  );
  if (outcome.state === 'gone' && root !== undefined) {
    // The thread was deleted.
    if (!(await renew(claimed, parts))) return { state: 'lost' };
    outcome = await inTime(port.post(card.channel, content.message, card.key), parts);
  }
  if (outcome.state !== 'sent') return troubled(outcome, claimed, { port, parts });
  const { ref } = outcome;
  return (await standing(claimed, ref, { content, parts })) ? { ref } : { state: 'lost' };
}

/** Kept at once, so that a crash later does not post it again. */
function standing(
  claimed: Claimed,
  ref: MessageRef,
  { content, parts }: { content: Content; parts: DeliverParts },
): Promise<boolean> {
  const { channel, incident_id } = claimed.card;
  const window = incident_id === null ? undefined : windowOf(parts.now(), parts.budgetOf(channel)).from;
  // What happened before is what the card itself says.
  return persistently(() => posted(claimed, parts, { ref, notes: content.view?.revision ?? 0, window }), parts);
}

const KEPT_TRIES = 4;
const KEPT_WAIT_MS = 500;

/** A store that fails for a moment is no reason to post twice. */
async function persistently<T>(work: () => Promise<T>, { pause }: DeliverParts): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === KEPT_TRIES) throw error;
    }
    await pause(KEPT_WAIT_MS * tries);
  }
}

/** @returns undefined when the thread tells all */
async function tellNotes(
  claimed: Claimed,
  { ref, content, port, parts }: At & { ref: MessageRef; content: Content },
): Promise<Delivered | undefined> {
  const { card } = claimed;
  if (content.view === undefined || card.message_ref === null) return undefined;
  const notes = (await readNotes(parts.db, content.view.id, card.notes_posted)).filter(
    ({ seq }) => seq <= content.revision,
  );
  let told = 0;
  let { wasUnsure } = claimed;
  for (const note of notes) {
    const text = parts.alerts.noteText(note, card.lang);
    if (text !== undefined) {
      if (told === MOST_NOTES) return later(claimed, parts);
      const trouble = await tellNote(
        { claimed, ref, port, parts },
        { text, key: `${card.key}:${note.seq}`, wasUnsure },
      );
      if (trouble !== undefined) return trouble;
      told += 1;
      // Only the first one can have been under way before.
      wasUnsure = false;
    }
    await notesTold(claimed, parts, note.seq);
  }
  // The edit had the slot of this visit; notes take more.
  if (told > 0) await holdChannel(parts.db, card.channel, parts.now() + parts.slotOf(card.channel) * (told + 1));
  return undefined;
}

/** The rest comes with the next visit. */
async function later(claimed: Claimed, parts: DeliverParts): Promise<Delivered> {
  await putOff({ ...claimed, wasUnsure: false }, parts, 0);
  return { state: 'again' };
}

async function tellNote(
  { claimed, ref, port, parts }: At & { claimed: Claimed; ref: MessageRef },
  { text, key, wasUnsure }: { text: string; key: string; wasUnsure: boolean },
): Promise<Delivered | undefined> {
  const { card } = claimed;
  if (wasUnsure) {
    const found = port.find === undefined ? undefined : await lookedUp(port, claimed, { key, root: ref, parts });
    if (found === 'unknown')
      return troubled({ state: 'unknown', error: 'what became of a note cannot be looked up' }, claimed, {
        port,
        parts,
      });
    // Without a way to look: said again once, and then no more. The card itself says what matters.
    if (found !== undefined || (port.find === undefined && card.unsure_times > 1)) return undefined;
  }
  if (!(await renew(claimed, parts, parts.now()))) return { state: 'lost' };
  const outcome = await inTime(port.reply(ref, { kind: 'note', text, lang: card.lang }, key), parts);
  // A thread that is gone needs no history.
  if (outcome.state === 'sent' || outcome.state === 'gone') return undefined;
  return troubled(outcome, { ...claimed, wasUnsure }, { port, parts });
}

/** @returns `unknown` when even that cannot be told */
async function lookedUp(
  port: ChatPort,
  claimed: Claimed,
  { key, root, parts }: { key: string; root: MessageRef | undefined; parts: DeliverParts },
): Promise<MessageRef | 'unknown' | undefined> {
  const { channel, unsure_at, created_at } = claimed.card;
  if (!(await renew(claimed, parts))) return 'unknown';
  const since = (unsure_at ?? created_at) - CLOCKS_DIFFER_MS;
  const looked = port.find?.(channel, key, since, root).catch((): 'unknown' => 'unknown');
  return Promise.race([looked, parts.pause(CALL_MS).then((): 'unknown' => 'unknown')]);
}

async function troubled(outcome: Trouble, claimed: Claimed, { port, parts }: At): Promise<Delivered> {
  if (outcome.state === 'later') {
    await putOff(claimed, parts, outcome.retryAfterMs);
    return outcome;
  }
  const { error } = outcome;
  const failure =
    outcome.state === 'unknown'
      ? { state: 'unknown' as const, error, canFind: port.find !== undefined }
      : { state: 'refused' as const, error };
  return { state: 'failed', error, dead: await failed(claimed, parts, failure) };
}

async function dropped(claimed: Claimed, parts: DeliverParts): Promise<Delivered> {
  await notNeeded(claimed, parts);
  return { state: 'notNeeded' };
}

/** Whether a message that is not there should be. */
function isWanted({ view }: Content, now: number): boolean {
  return view === undefined || !isHidden({ state: view.state, held_until: view.heldUntil ?? null }, now);
}

/** @returns undefined when its incident is forgotten */
async function contentOf({ card }: Claimed, parts: DeliverParts): Promise<Content | undefined> {
  const { incident_id, lang } = card;
  if (incident_id !== null) {
    const view = await parts.alerts.incident(incident_id);
    if (view === undefined) return undefined;
    const message: ChatMessage = { kind: 'incident', card: parts.alerts.card(view, lang) };
    return { message, revision: view.revision, body: undefined, view };
  }
  const body = card.kind === 'storm' ? await countedStorm(card, parts) : card.body;
  if (body === null) return undefined;
  return { message: noticeOf(body, lang, parts), revision: card.wanted_rev, body, view: undefined };
}

function noticeOf(body: string, lang: Lang, { alerts }: DeliverParts): ChatMessage {
  // Only we write bodies.
  const parsed: NoticeBody = JSON.parse(body);
  return { kind: 'notice', card: alerts.notice(parsed, lang) };
}

async function countedStorm({ channel, created_at }: Claimed['card'], { db, budgetOf }: DeliverParts): Promise<string> {
  const window = windowOf(created_at, budgetOf(channel));
  return JSON.stringify(await stormBody(db, { channel, from: created_at, window }));
}

/** Ports never throw; a fault in one is not to stop the others. */
function inTime(call: Promise<DeliveryOutcome>, { pause }: DeliverParts): Promise<DeliveryOutcome> {
  const late = pause(CALL_MS).then((): DeliveryOutcome => ({ state: 'unknown', error: 'no answer in time' }));
  const thrown = (error: unknown): DeliveryOutcome => ({
    state: 'unknown',
    error: error instanceof Error ? error.name : 'the platform failed',
  });
  return Promise.race([call.catch(thrown), late]);
}
