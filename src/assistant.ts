/** The front door for adapters: ask, feedback, language. Answering needs no store; what is stored is stored beside it. */
import { createHash } from 'node:crypto';
import type { Answerer, AnswerOptions, UnknownEvent } from './answer.ts';
import { redact } from './event/redact.ts';
import type { Answer } from './finding.ts';
import type { Lang } from './lang.ts';
import { fold } from './text/fold.ts';
import type { SqlRunner } from './store/db.ts';
import { giveFeedback, type Opinion } from './store/feedback.ts';
import { recordGap, type NewGap } from './store/gaps.ts';
import { preferLang, preferredLang, type Person } from './store/preferences.ts';

/** More than this many gaps waiting to be stored are dropped: the store is away, and answers matter more. */
const MOST_WAITING = 1000;
const MOST_NOTE = 2000;

export interface FeedbackGiven {
  opinion: Opinion;
  entryKey?: string;
  caseId?: string;
  verdict: string;
  /** The version that answered, as `ask` told it. */
  knowledgeVersion: string;
  place: string;
  note?: string;
}

export interface Assistant {
  /** The answer and the version of the knowledge it came from. Records what was not known, without waiting for it. */
  ask(text: string, options?: AnswerOptions): { answer: Answer; knowledgeVersion: string };
  /** Stored when the promise resolves. @throws when the store is away */
  feedback(given: FeedbackGiven): Promise<void>;
  chooseLang(person: Person, lang: Lang): Promise<void>;
  chosenLang(person: Person): Promise<Lang | undefined>;
  /** Waits until everything recorded so far is stored (or has failed). */
  settled(): Promise<void>;
}

export interface AssistantParts {
  /** The answerer in force; it changes when knowledge is reloaded. */
  answerer: () => Answerer;
  store: SqlRunner;
  recordGaps: boolean;
  now: () => number;
  newId: () => string;
  /** Told about gaps that could not be stored. */
  onError: (error: unknown) => void;
}

export function createAssistant({ answerer, store, recordGaps, now, newId, onError }: AssistantParts): Assistant {
  let waiting = 0;
  let recorded: Promise<unknown> = Promise.resolve();

  const record = (unknown: readonly UnknownEvent[]): void => {
    for (const gap of gapsOf(unknown, now())) {
      if (waiting >= MOST_WAITING) return;
      waiting += 1;
      recorded = recorded
        .then(() => recordGap(store, gap))
        .catch(onError)
        .finally(() => {
          waiting -= 1;
        });
    }
  };

  return {
    ask(text, options) {
      const current = answerer();
      const { answer, unknown } = current.explore(text, options);
      if (recordGaps) record(unknown);
      return { answer, knowledgeVersion: current.catalog.knowledge.version };
    },
    feedback: ({ opinion, entryKey, caseId, verdict, knowledgeVersion, place, note = '' }) =>
      giveFeedback(store, {
        id: newId(),
        at: now(),
        opinion,
        entryKey: entryKey ?? null,
        caseId: caseId ?? null,
        verdict,
        knowledgeVersion,
        place,
        note: note.slice(0, MOST_NOTE).toWellFormed().replaceAll('\u0000', ''),
      }),
    chooseLang: (person, lang) => preferLang(store, person, { lang, at: now() }),
    chosenLang: (person) => preferredLang(store, person),
    settled: async () => {
      await recorded;
    },
  };
}

/** One gap per source, ID and kind of text; without a source the redacted text is the identity. */
function gapsOf(unknown: readonly UnknownEvent[], at: number): NewGap[] {
  const gaps = new Map<string, NewGap>();
  for (const { provider, eventId, level, otherText, text } of unknown) {
    const sample = redact(text).replaceAll('\u0000', '');
    if (provider === undefined && sample === '') continue;
    const named = provider === undefined ? `text|${hash(sample)}` : `${fold(provider)}|${eventId ?? ''}`;
    const identity = otherText ? `${named}|other` : named;
    const known = gaps.get(identity);
    if (known) known.times += 1;
    else {
      const name = provider === undefined ? null : redact(provider).slice(0, 200).replaceAll('\u0000', '');
      gaps.set(identity, {
        identity,
        provider: name,
        eventId: eventId ?? null,
        level: level ?? null,
        sample,
        at,
        times: 1,
      });
    }
  }
  return [...gaps.values()];
}

function hash(text: string): string {
  return createHash('sha256').update(fold(text)).digest('hex').slice(0, 16);
}
