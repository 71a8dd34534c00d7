/** Helpful, wrong or outdated: the form below each finding, and what it sends. */
import type { Context } from 'hono';
import { z } from 'zod';
import type { FeedbackGiven } from '../../../src/assistant.ts';
import type { Finding } from '../../../src/finding.ts';
import { Verdict } from '../../../src/knowledge/schema.ts';
import type { Lang } from '../../../src/lang.ts';
import { OPINIONS } from '../../../src/store/feedback.ts';
import { html, type Html } from './markup.ts';
import { word } from './words.ts';

const MOST_NOTE = 2000;
const optional = (pattern: RegExp) =>
  z
    .union([z.literal(''), z.string().regex(pattern)])
    .transform((text) => text || undefined)
    .optional();

/** Names and identifiers of our own, and a note. */
const FeedbackForm = z.object({
  opinion: z.enum(OPINIONS),
  entry: optional(/^[a-z0-9-]{1,90}\/[a-z0-9-]{1,90}$/),
  case: optional(/^[a-z0-9-]{1,90}$/),
  verdict: Verdict,
  version: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  note: z.string().optional(),
});

/** Undefined when it is no feedback. @throws when the body is no form */
export async function readFeedback(c: Context): Promise<FeedbackGiven | undefined> {
  const form = FeedbackForm.safeParse(await c.req.parseBody());
  if (!form.success) return undefined;
  const { opinion, entry, verdict, version, note, case: caseId } = form.data;
  return {
    opinion,
    verdict,
    knowledgeVersion: version,
    place: 'web',
    ...(entry !== undefined && { entryKey: entry }),
    ...(caseId !== undefined && { caseId }),
    ...(note !== undefined && { note: note.slice(0, MOST_NOTE) }),
  };
}

/** One form a finding; the paste is not part of it. */
export function feedbackForm(finding: Finding, version: string, lang: Lang): Html {
  const { key, verdict, case: caseId } = finding;
  const buttons = OPINIONS.map(
    (opinion) => html`<button name="opinion" value="${opinion}">${word(`feedback.${opinion}`, lang)}</button>`,
  );
  return html`<form
    class="feedback"
    method="post"
    action="/feedback"
    data-live="this"
    data-failed="${word('feedback.failed', lang)}"
  >
    <input type="hidden" name="entry" value="${key ?? ''}" /><input
      type="hidden"
      name="case"
      value="${caseId ?? ''}"
    /><input type="hidden" name="verdict" value="${verdict}" /><input type="hidden" name="version" value="${version}" />
    <fieldset>
      <legend>${word('feedback.legend', lang)}</legend>
      <div class="buttons">${buttons}</div>
      <details>
        <summary>${word('feedback.note', lang)}</summary>
        <label
          >${word('feedback.note.hint', lang)}<textarea name="note" rows="2" maxlength="${MOST_NOTE}"></textarea>
        </label>
      </details>
    </fieldset>
  </form>`;
}
