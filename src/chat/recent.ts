/** What a person looked up of late. */
import { z } from 'zod';
import type { FindingVerdict } from '../finding.ts';
import { recentLookUps } from '../store/look-ups.ts';
import type { Person } from '../store/preferences.ts';
import type { ChatParts } from './chat-parts.ts';
import { inTime } from './in-time.ts';
import { failureFields } from './log.ts';

const PATIENCE_MS = 2500;
const Verdict = z.enum(['action', 'conditional', 'unknown', 'info', 'ignore'] satisfies FindingVerdict[]);

export interface Recent {
  answerId: string;
  /** What was found, `VMSMP 26`, or the first words of what was asked: hostile text. */
  title: string;
  /** Of the most urgent finding. */
  verdict?: FindingVerdict | undefined;
  /** Milliseconds since 1970. */
  at: number;
}

/** The newest first; none when the store is away. Never rejects. */
export async function recentOf(
  { place, person }: Person,
  most: number,
  { store, log }: Pick<ChatParts, 'store' | 'log'>,
): Promise<Recent[]> {
  const stored = recentLookUps(store, { place, person }, most).catch((error: unknown) => {
    log.warn('chat: look-ups were not read', failureFields(error));
    return [];
  });
  const found = (await inTime(stored, PATIENCE_MS)) ?? [];
  return found.map(({ answerId, label, verdict, at }) => ({
    answerId,
    title: label,
    verdict: Verdict.safeParse(verdict).data,
    at,
  }));
}
