/** Helpful, or not and why: stored with the entry and the knowledge that answered, for the authors. */
import { redact } from '../event/redact.ts';
import type { Opinion } from '../store/feedback.ts';
import type { AskedContext } from './answer-context.ts';
import { answerOf } from './asking.ts';
import type { ChatParts } from './chat-parts.ts';

/** Why an answer was not helpful. */
export const REASONS = ['wrong-event', 'wrong-advice', 'outdated'] as const;
export type Reason = (typeof REASONS)[number];

const OPINION_OF: Readonly<Record<Reason, Opinion>> = {
  'wrong-event': 'wrong',
  'wrong-advice': 'wrong',
  outdated: 'outdated',
};

interface OpinionGiven {
  /** Place of the finding; absent: the first. */
  index?: number | undefined;
  /** Absent: it was helpful. */
  wrong?: { reason: Reason; note: string };
}

/** Stored when the promise resolves. @throws when the store is away */
export async function keepOpinion(
  context: AskedContext,
  { index = 0, wrong }: OpinionGiven,
  parts: Pick<ChatParts, 'assistant' | 'answerer'>,
): Promise<void> {
  const finding = answerOf(context, parts).findings[index];
  const note = wrong === undefined ? '' : redact(`${wrong.reason}${wrong.note === '' ? '' : `: ${wrong.note}`}`);
  await parts.assistant.feedback({
    opinion: wrong === undefined ? 'helpful' : OPINION_OF[wrong.reason],
    ...(finding?.key !== undefined && { entryKey: finding.key }),
    ...(finding?.case !== undefined && { caseId: finding.case }),
    verdict: finding?.verdict ?? 'unknown',
    knowledgeVersion: parts.answerer().catalog.knowledge.version,
    place: context.place,
    note,
  });
}
