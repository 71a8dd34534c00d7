/** What is told of a file around the card of its findings, as the neutral card that each platform draws. */
import { buildTriageCard } from '../card/triage-card.ts';
import type { Lang } from '../lang.ts';
import type { FileSummary } from './answer-context.ts';

/** The card of a file without its findings: the platforms draw those by themselves. */
export function fileCard({ name, unknown, ...file }: FileSummary, lang: Lang): ReturnType<typeof buildTriageCard> {
  const told = unknown.map(({ count, provider, eventId, level }) => ({
    count,
    ...(provider !== undefined && { provider }),
    ...(eventId !== undefined && { eventId }),
    ...(level !== undefined && { level }),
  }));
  return buildTriageCard({ ...file, unknown: told, lang, findings: [] }, name);
}
