/** A whole file answered: counts per verdict, what is known of its events, worst first, and what is not. */
import type { Answer, Finding, FindingVerdict } from '../finding.ts';
import { guessLang, type Lang } from '../lang.ts';
import { identityOf, mergeFindings } from '../tell.ts';
import { describeNote, type FileNote } from './file-notes.ts';
import type { FileChunk } from './file-chunk.ts';
import { TimeSpan } from './time-span.ts';

/** What an answerer owes to triage. */
export interface TextAnswerer {
  answer(text: string, options?: { lang?: Lang }): Answer;
}

/** One event and outcome over all of the file. */
export interface TriageFinding extends Finding {
  /** When it was logged first and last, as written in the file; absent when its times cannot be put in order. */
  firstTime?: string;
  lastTime?: string;
}

/** Events of which nothing is known. Provider and level are text of the file: hostile. */
export interface TriageUnknown {
  provider?: string;
  eventId?: number;
  level?: string;
  count: number;
}

/** JSON of `hvevent ask FILE --format json` for event logs and long files. */
export interface Triage {
  lang: Lang;
  /** Events with a finding; the sum of `verdicts`. */
  events: number;
  /** Events, not findings. */
  verdicts: Record<FindingVerdict, number>;
  /** Everything of which something is known, the worst first, the more frequent first. */
  findings: TriageFinding[];
  /** The rest, the graver and more frequent first. */
  unknown: TriageUnknown[];
  /** What was damaged, lost or left out, in `lang`. */
  notes: string[];
}

export interface TriageOptions {
  /** Guessed from the first chunks when absent. */
  lang?: Lang;
  /** Called now and then with how much is done, from 0 to `total`. */
  onProgress?: (done: number, total: number) => void;
  /** Of the file; they fill while its chunks are taken. */
  notes?: readonly FileNote[];
  /** Ends the work between two chunks by throwing its reason. */
  signal?: AbortSignal;
}

/** Distinct findings and distinct unknown events that are kept; their counts go on. */
const MOST_DISTINCT = 2000;
const MOST_NOTES = 50;
/** Findings that wait to be merged. */
const BATCH = 256;
/** Characters that are answered before other work gets a turn: some tens of milliseconds. */
const TURN = 24 * 1024;
/** What a chunk costs beside its text, in characters. */
const CHUNK_COST = 250;
/** Real events take more than 40 bytes each; a file of smaller ones was made to keep us busy. */
const MOST_CHUNKS = 500_000;
const PROGRESS_TOTAL = 1000;

const URGENCY = ['action', 'conditional', 'unknown', 'info', 'ignore'] as const satisfies FindingVerdict[];
const GRAVITY: readonly (string | undefined)[] = ['critical', 'error', 'warning', undefined, 'information', 'verbose'];

/**
 * Answers chunk by chunk and gives other work a turn in between. Memory depends on how many different findings there are, not
 * on how many events.
 */
export async function triage(
  chunks: Iterable<FileChunk>,
  answerer: TextAnswerer,
  options: TriageOptions = {},
): Promise<Triage> {
  const { onProgress, signal, notes = [] } = options;
  let tally: Tally | undefined;
  let since = 0;
  let taken = 0;
  for (const chunk of chunks) {
    if (taken++ === MOST_CHUNKS) {
      tally?.stop(taken - 1);
      break;
    }
    tally ??= new Tally(options.lang ?? guessLang(chunk.text));
    tally.add(chunk, answerer.answer(chunk.text, { lang: tally.lang }));
    since += chunk.text.length + CHUNK_COST;
    if (since < TURN) continue;
    since = 0;
    onProgress?.(Math.floor(chunk.done * PROGRESS_TOTAL), PROGRESS_TOTAL);
    await otherWork();
    signal?.throwIfAborted();
  }
  onProgress?.(PROGRESS_TOTAL, PROGRESS_TOTAL);
  return (tally ?? new Tally(options.lang ?? 'en')).told(notes);
}

/** A turn of the event loop; a timer would wait a millisecond each time. */
async function otherWork(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}

interface Group {
  finding: Finding;
  times: TimeSpan;
}

/** What has been found so far. */
class Tally {
  readonly lang: Lang;
  readonly #verdicts: Record<FindingVerdict, number> = { action: 0, conditional: 0, unknown: 0, info: 0, ignore: 0 };
  readonly #groups = new Map<string, Group>();
  readonly #unknown = new Map<string, TriageUnknown>();
  #waiting: Finding[] = [];
  #nothing = 0;
  #notKept = 0;
  #leftOut = 0;
  #stopped: number | undefined;

  constructor(lang: Lang) {
    this.lang = lang;
  }

  add({ single }: FileChunk, { findings, leftOut }: Answer): void {
    if (single && findings.length === 0) this.#nothing++;
    if (leftOut !== undefined) this.#leftOut += leftOut.findings + leftOut.events;
    for (const finding of findings) {
      this.#verdicts[finding.verdict] += finding.count;
      if (isUnknown(finding)) this.#addUnknown(finding);
      else this.#waiting.push(finding);
    }
    if (this.#waiting.length >= BATCH) this.#merge();
  }

  /** Says that the file went on after so many parts. */
  stop(taken: number): void {
    this.#stopped = taken;
  }

  told(fileNotes: readonly FileNote[]): Triage {
    this.#merge();
    const verdicts = { ...this.#verdicts };
    let events = 0;
    for (const count of Object.values(verdicts)) events += count;
    return {
      lang: this.lang,
      events,
      verdicts,
      findings: [...this.#groups.values()]
        .map(({ finding, times }): TriageFinding => Object.assign(finding, times.told()))
        .sort((a, b) => URGENCY.indexOf(a.verdict) - URGENCY.indexOf(b.verdict) || b.count - a.count),
      unknown: [...this.#unknown.values()].sort((a, b) => gravity(a) - gravity(b) || b.count - a.count),
      notes: this.#notes(fileNotes),
    };
  }

  #merge(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const times = new Map<string, TimeSpan>();
    for (const finding of waiting) {
      const id = identityOf(finding);
      const span = this.#groups.get(id)?.times ?? times.get(id) ?? new TimeSpan();
      span.add(finding.time);
      times.set(id, span);
    }
    for (const finding of mergeFindings(waiting)) {
      const id = identityOf(finding);
      const known = this.#groups.get(id);
      if (known === undefined && this.#groups.size >= MOST_DISTINCT) {
        this.#notKept += finding.count;
        continue;
      }
      const [merged = finding] = known === undefined ? [] : mergeFindings([known.finding, finding]);
      this.#groups.set(id, { finding: merged, times: known?.times ?? times.get(id) ?? new TimeSpan() });
    }
  }

  #addUnknown({ provider, eventId, level, count }: Finding): void {
    const id = JSON.stringify([provider?.toLowerCase(), eventId, level]);
    const known = this.#unknown.get(id);
    if (known !== undefined) known.count += count;
    else if (this.#unknown.size >= MOST_DISTINCT) this.#notKept += count;
    else {
      this.#unknown.set(id, {
        ...(provider !== undefined && { provider }),
        ...(eventId !== undefined && { eventId }),
        ...(level !== undefined && { level }),
        count,
      });
    }
  }

  #notes(fileNotes: readonly FileNote[]): string[] {
    const own: FileNote[] = [];
    if (this.#nothing > 0) own.push({ kind: 'no-event', count: this.#nothing });
    if (this.#stopped !== undefined) own.push({ kind: 'too-many', count: this.#stopped });
    if (this.#leftOut > 0) own.push({ kind: 'left-out', count: this.#leftOut });
    if (this.#notKept > 0) own.push({ kind: 'not-listed', count: this.#notKept });
    const all = [...fileNotes, ...own];
    const more = all.length - MOST_NOTES;
    const shown: FileNote[] = more > 0 ? [...all.slice(0, MOST_NOTES), { kind: 'more-notes', count: more }] : all;
    return shown.map((note) => describeNote(note, this.lang));
  }
}

/** Nothing at all is known: not even another event of the same source and ID. */
function isUnknown({ kind, seeAlso = [] }: Finding): boolean {
  return kind === 'unknown' && seeAlso.length === 0;
}

function gravity({ level }: TriageUnknown): number {
  const place = GRAVITY.indexOf(level);
  return place === -1 ? GRAVITY.indexOf(undefined) : place;
}
