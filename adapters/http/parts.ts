/** What the HTTP server is made of; `adapters/http/serve.ts` brings the real parts, tests bring their own. */
import type { Alerts } from '../../src/alerts/alerts.ts';
import type { Answerer } from '../../src/answer.ts';
import type { Assistant } from '../../src/assistant.ts';
import type { NamedToken } from '../../src/config-alerts.ts';
import type { TextAnswerer, Triage } from '../../src/files/triage.ts';
import type { Problem } from '../../src/knowledge/knowledge.ts';
import type { Lang } from '../../src/lang.ts';
import type { BoardParts } from './board/board-parts.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface HttpParts {
  assistant: Assistant;
  /** The answerer in force; it changes when knowledge is reloaded. */
  answerer: () => Answerer;
  settings: HttpSettings;
  log: Log;
  metrics: Metrics;
  readiness: () => Promise<Readiness>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Text of a file in `adapters/http/assets` (`site.css`, `site.js`, `favicon.svg`); asked once, when the page is mounted. */
  readAsset: (name: string) => string;
  /** Reads a dropped file; without it the page offers no files. */
  readUpload?: ReadUpload;
  /** Takes events of shippers; without it there is no intake. */
  intake?: IntakeParts;
  /** The board of alerts, and their API; without it there is neither. */
  board?: BoardParts;
}

export interface IntakeParts {
  alerts: Pick<Alerts, 'accept' | 'preview'>;
  /** A source each; none: only a server on loopback accepts. */
  tokens: readonly NamedToken[];
  /** Bytes of bodies under work, all together; 32 MiB when absent. */
  mostBytes?: number;
}

export interface HttpSettings {
  /** Where people reach the page; absolute links begin with it. */
  publicUrl?: string;
  language: 'auto' | Lang;
  /** The address the server is bound to; on loopback, requests for other host names are refused. */
  host?: string;
}

export interface UploadOptions {
  /** Answers the events of the file. */
  answerer: TextAnswerer;
  lang?: Lang;
  /** Nobody waits for it any more. */
  signal?: AbortSignal;
}

/** Bytes of a file and its name -> what is in it. Never throws on any bytes; throws the reason of the signal. */
export type ReadUpload = (bytes: Uint8Array, name: string, options: UploadOptions) => Promise<Triage>;

export interface Readiness {
  ready: boolean;
  /** The server is stopping: no new work, please. */
  draining: boolean;
  knowledge: {
    version: string;
    entries: number;
    /** Of the last reload, when it was refused; the knowledge above is the last good one. */
    problems: Pick<Problem, 'file' | 'line' | 'message'>[];
    /** Problems beyond those listed. */
    moreProblems: number;
  };
  store: { engine: string; place: string; answers: boolean };
}
