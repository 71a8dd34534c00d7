/** What the answers mean for the exit code. */
import type { Triage } from '../../src/files/triage.ts';
import type { Answer } from '../../src/finding.ts';
import { EXIT } from './io.ts';

const WORST_FIRST: readonly number[] = [EXIT.failure, EXIT.action, EXIT.answered, EXIT.nothing];

/** 1 when a known event needs action, 2 when nothing was recognised, else 0. */
export function answerExit({ findings }: Answer): number {
  if (findings.length === 0) return EXIT.nothing;
  return findings.some(({ kind, verdict }) => kind === 'known' && verdict === 'action') ? EXIT.action : EXIT.answered;
}

/** The same for all events of a file. */
export function triageExit({ events, findings }: Triage): number {
  if (events === 0) return EXIT.nothing;
  return findings.some(({ kind, verdict }) => kind === 'known' && verdict === 'action') ? EXIT.action : EXIT.answered;
}

/** The code of two answers together: a failure counts most, and one answer is enough to have recognised something. */
export function worseExit(a: number, b: number): number {
  return WORST_FIRST.indexOf(a) < WORST_FIRST.indexOf(b) ? a : b;
}
