/** The event of an incident as a text to ask about, so that its questions can be answered like those of any answer. */
import type { Answerer } from '../../answer.ts';
import type { Finding } from '../../finding.ts';
import type { IncidentView } from '../alerts.ts';

/** A text that gives the same finding and nothing else; undefined when there is none: then buttons would be about something else. */
export function textOfIncident({ event }: IncidentView, finding: Finding, answerer: Answerer): string | undefined {
  const { provider, eventId, message = '', computer } = event;
  const labelled = [
    ...(provider === undefined ? [] : [`Source: ${oneLine(provider)}`]),
    ...(eventId === undefined ? [] : [`Event ID: ${eventId}`]),
    ...(computer === undefined ? [] : [`Computer: ${oneLine(computer)}`]),
    ...(message === '' ? [] : ['Description:', message]),
  ].join('\n');
  return [message, labelled].find((text) => {
    if (text === '') return false;
    const { findings } = answerer.answer(text, { lang: 'en' });
    return findings[0] !== undefined && findings.length === 1 && isSame(findings[0], finding);
  });
}

function oneLine(text: string): string {
  return text.replace(/\s/g, ' ');
}

function isSame(found: Finding, wanted: Finding): boolean {
  const named = ({ kind, key, verdict, case: caseId, questions = [] }: Finding) =>
    JSON.stringify([kind, key, verdict, caseId, questions.map(({ id }) => id)]);
  return found.kind === 'known' && named(found) === named(wanted);
}
