/** The front door for adapters: ask, feedback, language. Answering needs no store; what is stored is stored beside it. */
import { createHash } from 'node:crypto';
import type { Answerer, AnswerOptions, UnknownEvent } from './answer.ts';
import { redact } from './event/redact.ts';
import type { Answer } from './finding.ts';
import type { Lang } from './lang.ts';
import { fold } from './text/fold.ts';
import type { SqlRunner } from './store/db.ts';
import { giveFeedback, type Opinion } from './store/feedback.ts';
import { recordGap, recordGaps, type NewGap } from './store/gaps.ts';
import { forgetPreference, preferLang, preferredLang, type Person } from './store/preferences.ts';

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

export interface Suggestion {
  provider?: string;
  eventId?: number;
  /** Text of the event, what is known about it, where that is documented: as the person wrote it. */
  text: string;
}

export interface Assistant {
  /** The answer and the version of the knowledge it came from. Records what was not known, without waiting for it. */
  ask(text: string, options?: AnswerOptions): { answer: Answer; knowledgeVersion: string };
  /** For the many events of a file: one knowledge for all of them, and what was not known is recorded once, at the end. */
  askMany(): ManyAsked;
  /** Stored when the promise resolves. @throws when the store is away */
  feedback(given: FeedbackGiven): Promise<void>;
  chooseLang(person: Person, lang: Lang): Promise<void>;
  chosenLang(person: Person): Promise<Lang | undefined>;
  /** Back to not having chosen. */
  forgetLang(person: Person): Promise<void>;
  /** What a person knows about an event that is not known here: for the authors, redacted. @throws when the store is away */
  suggest(suggestion: Suggestion): Promise<void>;
  /** Waits until everything recorded so far is stored (or has failed). */
  settled(): Promise<void>;
}

export interface ManyAsked {
  readonly catalog: Answerer['catalog'];
  answer(text: string, options?: AnswerOptions): Answer;
  /** Records what was not known so far, without waiting for it. */
  record(): void;
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

export function createAssistant(parts: AssistantParts): Assistant {
  const { answerer, store, now, newId, onError } = parts;
  let waiting = 0;
  let recorded: Promise<unknown> = Promise.resolve();

  const record = (gaps: Gaps): void => {
    const found = gaps.taken(now()).slice(0, MOST_WAITING - waiting);
    if (!parts.recordGaps || found.length === 0) return;
    waiting += found.length;
    recorded = recorded
      .then(() => recordGaps(store, found))
      .catch(onError)
      .finally(() => {
        waiting -= found.length;
      });
  };

  return {
    ask(text, options) {
      const current = answerer();
      const { answer, unknown } = current.explore(text, options);
      const gaps = new Gaps();
      gaps.add(unknown);
      record(gaps);
      return { answer, knowledgeVersion: current.catalog.knowledge.version };
    },
    askMany() {
      const current = answerer();
      const gaps = new Gaps();
      return {
        catalog: current.catalog,
        answer(text, options) {
          const { answer, unknown } = current.explore(text, options);
          gaps.add(unknown);
          return answer;
        },
        record: () => record(gaps),
      };
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
    forgetLang: (person) => forgetPreference(store, person),
    suggest: (suggestion) => recordGap(store, { ...suggestedGap(suggestion), at: now() }),
    settled: async () => {
      await recorded;
    },
  };
}

/** One gap per source, ID and kind of text; without a source the redacted text is the identity. */
class Gaps {
  readonly #gaps = new Map<string, Omit<NewGap, 'at'>>();

  add(unknown: readonly UnknownEvent[]): void {
    for (const event of unknown) {
      const { provider, eventId, otherText } = event;
      const sample = provider === undefined ? storable(event.text) : undefined;
      if (sample === '') continue;
      const named = provider === undefined ? `text|${hash(sample ?? '')}` : `${fold(provider)}|${eventId ?? ''}`;
      const identity = otherText ? `${named}|other` : named;
      const known = this.#gaps.get(identity);
      if (known) known.times += 1;
      else if (this.#gaps.size < MOST_WAITING) this.#gaps.set(identity, { ...gapOf(event, sample), identity });
    }
  }

  /** All of them; none is left. */
  taken(at: number): NewGap[] {
    const gaps = Array.from(this.#gaps.values(), (gap): NewGap => Object.assign(gap, { at }));
    this.#gaps.clear();
    return gaps;
  }
}

function gapOf(event: UnknownEvent, sample = storable(event.text)): Omit<NewGap, 'at' | 'identity'> {
  const { provider, eventId, level } = event;
  const name = provider === undefined ? null : storable(provider).slice(0, 200);
  return { provider: name, eventId: eventId ?? null, level: level ?? null, sample, times: 1 };
}

/** Redacted, and of characters that both engines keep. */
function storable(text: string): string {
  return redact(text).replaceAll('\u0000', '').toWellFormed();
}

/** Each suggestion is a gap of its own: the first sample of a gap stays, and nothing that people tell may be lost. */
function suggestedGap({ provider, eventId, text }: Suggestion): Omit<NewGap, 'at'> {
  const sample = storable(text);
  const name = provider === undefined ? null : storable(provider).slice(0, 200);
  const identity = `suggestion|${fold(name ?? '')}|${eventId ?? ''}|${hash(sample)}`;
  return { identity, provider: name, eventId: eventId ?? null, level: null, sample, times: 1 };
}

function hash(text: string): string {
  return createHash('sha256').update(fold(text)).digest('hex').slice(0, 16);
}
