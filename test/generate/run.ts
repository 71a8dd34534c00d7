/** Runs generated pastes through the product and collects those that came out wrong. */
import type { Answer, Finding } from '../../src/finding.ts';
import { createRandom, type Random } from './random.ts';

export interface Outcome {
  /** How many pastes were tried. */
  tried: number;
  wrong: { paste: string; got: string }[];
}

/** Makes `times` pastes from `seed`; `check` says what is wrong with an answer, or nothing. */
export function tryPastes<Made extends { paste: string }>(
  { seed, times }: { seed: number; times: number },
  make: (r: Random, index: number) => Made,
  check: (made: Made) => string | undefined,
): Outcome {
  const r = createRandom(seed);
  const outcome: Outcome = { tried: 0, wrong: [] };
  for (let i = 0; i < times; i++) {
    const made = make(r, i);
    const got = check(made);
    outcome.tried++;
    if (got !== undefined) outcome.wrong.push({ paste: made.paste, got });
  }
  return outcome;
}

/** The first few failures in readable form, for the message of an assertion. */
export function show({ tried, wrong }: Outcome): string {
  const some = wrong.slice(0, 8).map(({ paste, got }) => `--- got ${got}\n${paste}`);
  return `${wrong.length} of ${tried} wrong\n${some.join('\n')}`;
}

/** `known vmsmp/26 ignore (kb972108)` for each finding, and the evidence. */
export function describeAnswer(answer: Answer): string {
  if (answer.findings.length === 0) return 'no finding';
  return answer.findings.map((finding) => describeFinding(finding)).join('; ');
}

function describeFinding(finding: Finding): string {
  const name = finding.key ?? `${finding.provider ?? '?'} ${finding.eventId ?? '?'}`;
  const candidates = (finding.candidates ?? []).map(({ key }) => key).join(' ');
  const parts = [finding.kind, name, finding.verdict];
  if (finding.case !== undefined) parts.push(`case ${finding.case}`);
  if (candidates !== '') parts.push(`candidates ${candidates}`);
  if (finding.count > 1) parts.push(`x${finding.count}`);
  return `${parts.join(' ')} [${finding.evidence.join(' | ')}]`;
}

export const hasIgnore = ({ findings }: Answer): boolean => findings.some(({ verdict }) => verdict === 'ignore');
export const hasVerdict = ({ findings }: Answer): boolean => findings.some(({ verdict }) => verdict !== 'unknown');
export const hasKnown = ({ findings }: Answer): boolean => findings.some(({ kind }) => kind === 'known');

export const hasCandidates = ({ findings }: Answer): boolean => {
  return findings.some(({ candidates }) => (candidates ?? []).length > 0);
};
