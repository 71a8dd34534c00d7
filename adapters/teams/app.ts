/** The Teams app: every turn to whom it concerns. Connecting it to Teams is the connector's matter. */
import { createAnswerContexts } from '../../src/chat/answer-context.ts';
import { failureFields } from '../../src/chat/log.ts';
import { createPersonLang } from '../../src/chat/person-lang.ts';
import { createSeenEvents } from '../../src/chat/seen-events.ts';
import { sweepNowAndThen } from '../../src/chat/sweep.ts';
import { onAlertPress, readAlertPress } from './alerts/press.ts';
import type { Parts, TeamsAppParts } from './app-parts.ts';
import { createOutbound, type Outbound } from './outbound.ts';
import type { TeamsApp, TeamsReply, TeamsTurn } from './port.ts';
import { createReferences, type References } from './references.ts';
import { sayTo } from './reply.ts';
import { tell } from './said-words.ts';
import { onPress } from './turns/buttons.ts';
import { onExplain } from './turns/explain.ts';
import { onInstalled, onRemoved } from './turns/installation.ts';
import { onMessage } from './turns/message.ts';
import { readPress } from './turns/press.ts';
import { onSearch } from './turns/search.ts';
import { type Who, whoOf } from './who.ts';

/** Teams waits 5 seconds for an answer to a press; a slow store must leave time for the rest. */
const STORE_PATIENCE_MS = 1200;
/** Replies to presses that Teams may send again. */
const MOST_REPLIES = 2000;
/** Ids of other apps; they are not spoken to. */
const APP_ID = /^28:/;

export interface RunningTeamsApp extends TeamsApp {
  /** The conversations that we know. */
  references: References;
  /** For who speaks first, such as alerts: one queue per conversation for all that is said there. */
  outbound: Outbound;
  /** When everything that was said has been sent and stored. */
  settled: () => Promise<void>;
  /** Takes nothing new, finishes what is under way. */
  stop: () => Promise<void>;
}

/** Everything of the app but its door. */
export function createTeamsApp(given: TeamsAppParts): RunningTeamsApp {
  const { port, assistant, store, box, settings, log, now, pause, random = Math.random } = given;
  const references = createReferences({ store, log });
  const platform = 'teams';
  const parts: Parts = {
    ...given,
    references,
    fetch: given.fetch ?? globalThis.fetch,
    seen: createSeenEvents({ store, platform, log, now, pause }),
    contexts: createAnswerContexts({ store, box, now, log, platform, patienceMs: STORE_PATIENCE_MS }),
    langs: createPersonLang<Who>({
      assistant,
      language: settings.language,
      localeOf: async ({ locale }) => locale,
      now,
      log,
    }),
    outbound: createOutbound({ port, log, now, pause, random, onGone: (id) => void references.forget(id) }),
  };
  const sweeper = sweepNowAndThen(parts);
  const replies = new Map<string, Promise<TeamsReply>>();
  /** The same press, delivered again, is one press. */
  const once = (turn: TeamsTurn, work: () => Promise<TeamsReply>): Promise<TeamsReply> => {
    const id = idOf(turn);
    const before = replies.get(id);
    if (before !== undefined) return before;
    const reply = work();
    replies.set(id, reply);
    const [oldest] = replies.keys();
    if (replies.size > MOST_REPLIES && oldest !== undefined) replies.delete(oldest);
    return reply;
  };
  const settled = async (): Promise<void> => {
    await parts.outbound.idle();
    await parts.contexts.settled();
    await references.settled();
  };

  return {
    references,
    outbound: parts.outbound,
    onTurn: async (turn) => {
      if (APP_ID.test(turn.user.id) && turn.kind !== 'installed' && turn.kind !== 'removed') return undefined;
      const isInvoke = INVOKES.has(turn.kind);
      return isInvoke ? once(turn, () => guarded(turn, parts)) : guarded(turn, parts);
    },
    settled,
    stop: async () => {
      clearInterval(sweeper);
      parts.outbound.stop();
      await settled();
    },
  };
}

const INVOKES: ReadonlySet<TeamsTurn['kind']> = new Set(['cardAction', 'explainMessage', 'explainSubmit', 'search']);

function idOf({ ref, id }: TeamsTurn): string {
  return `${ref.conversationId} ${id}`.slice(0, 900);
}

/** What goes wrong is logged without any text of people, and the person alone is told that it did not work. */
async function guarded(turn: TeamsTurn, parts: Parts): Promise<TeamsReply> {
  const who = whoOf(turn);
  try {
    return await act(turn, who, parts);
  } catch (error) {
    parts.log.error(`teams: ${turn.kind} failed`, failureFields(error));
    if (turn.kind === 'removed' || turn.kind === 'installed' || turn.kind === 'membersAdded') return undefined;
    if (INVOKES.has(turn.kind)) return { message: tell('failed', await parts.langs.of(who)) };
    await sayTo(who, 'failed', parts);
    return undefined;
  }
}

async function act(turn: TeamsTurn, who: Who, parts: Parts): Promise<TeamsReply> {
  const ofAlert = readAlertPress(turn);
  switch (turn.kind) {
    case 'message':
    case 'submit':
      parts.references.save(who);
      if (!(await isNew(turn, parts))) return undefined;
      if (ofAlert !== undefined) return onAlertPress(ofAlert, turn, who, parts);
      // What a button says in our place is a message, whatever stands beside it.
      if (turn.kind === 'submit' && (turn.text.trim() === '' || readPress(turn, who) !== undefined))
        return onPress(turn, who, parts);
      await onMessage(turn, who, parts);
      return undefined;
    case 'cardAction':
      return ofAlert === undefined ? onPress(turn, who, parts) : onAlertPress(ofAlert, turn, who, parts);
    case 'explainSubmit':
      return onPress(turn, who, parts);
    case 'explainMessage':
      return onExplain(turn, who, parts);
    case 'search':
      return onSearch(turn, who, parts);
    case 'installed':
    case 'membersAdded':
      await onInstalled(turn, who, parts);
      return undefined;
    case 'removed':
      await onRemoved(turn, who, parts);
      return undefined;
    default:
      return turn.kind satisfies never;
  }
}

/** Teams delivers a message again when it missed our answer. */
async function isNew(turn: TeamsTurn, { seen }: Parts): Promise<boolean> {
  const id = idOf(turn);
  return !seen.isRepeat(id) && (await seen.isNewToAll(id));
}
