/** From a question to a card: the context that its buttons need is made here, and every later card is drawn from it. */
import type { AnswerOptions } from '../../src/answer.ts';
import { mostUrgentFirst } from '../../src/card/build-card.ts';
import type { Answer, Finding } from '../../src/finding.ts';
import type { Lang } from '../../src/lang.ts';
import { addLookUp } from '../../src/store/look-ups.ts';
import { askedForAll } from '../../src/shared-questions.ts';
import { mergeFindings } from '../../src/tell.ts';
import type { AskedContext, NewContext } from './answer-context.ts';
import type { Parts } from './app-parts.ts';
import type { SlackCard } from './blocks.ts';
import { withFile } from './file-card.ts';
import { type GivenAnswer, withGivenAnswers } from './given-answers.ts';
import { failureFields } from './log.ts';
import { renderAnswer, renderFinding } from './render-card.ts';
import type { PlainMessage } from './slack-to-plain.ts';

export interface Asked {
  context: AskedContext;
  answer: Answer;
}

/** Who asks, and where the answer will stand. */
export interface Asking {
  place: string;
  person: string;
  channel?: string | undefined;
  audience: AskedContext['audience'];
  lang: Lang;
}

/** Asks about a text. Where its blocks say nothing of an event, its plain text may. */
export function askText({ text, otherwise }: PlainMessage, asking: Asking, parts: Parts): Asked {
  const first = parts.assistant.ask(text, { lang: asking.lang }).answer;
  const second =
    first.findings.length === 0 && otherwise !== undefined
      ? parts.assistant.ask(otherwise, { lang: asking.lang }).answer
      : undefined;
  const useSecond = otherwise !== undefined && second !== undefined && second.findings.length > 0;
  const asked = useSecond ? { text: otherwise, answer: second } : { text, answer: first };
  const context = parts.contexts.create(newContext(asking, [{ text: asked.text }]));
  remember({ context, answer: asked.answer }, parts);
  return { context, answer: asked.answer };
}

export function newContext({ channel, ...asking }: Asking, parts: NewContext['parts']): NewContext {
  return { ...asking, ...(channel !== undefined && { channel }), parts, answers: {}, chosen: {} };
}

/** Judges again, with what was answered and chosen since. The knowledge may be newer than the card. */
export function answerOf(context: AskedContext, { answerer }: Pick<Parts, 'answerer'>): Answer {
  const { lang, parts, chosen } = context;
  const options: AnswerOptions = { lang, answers: new Map(Object.entries(context.answers)) };
  const answers = parts.map((part) => answerPart(part, { answerer, options }));
  const [only, ...more] = answers;
  const findings = answers.flatMap((answer) => answer.findings);
  const merged = more.length === 0 ? findings : askedForAll(mergeFindings(findings), lang);
  const answer: Answer = { ...(more.length === 0 && only), lang, findings: merged };
  return { ...answer, findings: merged.map((finding, i) => chosenOf(finding, chosen[i], { answerer, options })) };
}

function answerPart(
  { text, pick, count }: AskedContext['parts'][number],
  { answerer, options }: Pick<Parts, 'answerer'> & { options: AnswerOptions },
): Answer {
  const answer = answerer().answer(text, options);
  if (pick === undefined) return answer;
  const finding = answer.findings[pick];
  return { lang: answer.lang, findings: finding === undefined ? [] : [{ ...finding, count: count ?? finding.count }] };
}

/** The entry that a person chose, asked for by its source and ID: what they had typed is not enough to judge by more. */
function chosenOf(
  finding: Finding,
  key: string | undefined,
  { answerer, options }: Pick<Parts, 'answerer'> & { options: AnswerOptions },
): Finding {
  const wanted = finding.candidates?.find((candidate) => candidate.key === key);
  if (key === undefined || wanted === undefined) return finding;
  const typed = wanted.eventId === undefined ? wanted.provider : `${wanted.provider} ${wanted.eventId}`;
  const found = answerer()
    .answer(typed, options)
    .findings.find((each) => each.key === key);
  return found ?? finding;
}

export interface Drawing {
  /** One finding of several; absent: the whole answer. */
  index?: number | undefined;
  /** Who shared it with the channel. */
  sharedBy?: string;
}

/** The card of a context as it is now. */
export function draw(context: AskedContext, { index, sharedBy }: Drawing, parts: Parts): SlackCard {
  return drawAnswer(
    { context, answer: answerOf(context, parts) },
    { index, ...(sharedBy !== undefined && { sharedBy }) },
    parts,
  );
}

export function drawAnswer({ context, answer }: Asked, { index, sharedBy }: Drawing, parts: Parts): SlackCard {
  const drawing = {
    lang: context.lang,
    answerId: context.id,
    publicUrl: parts.settings.publicUrl,
    offerShare: canBeShared(context),
    ...(sharedBy !== undefined && { shared: { by: sharedBy } }),
  };
  const finding = index === undefined || answer.findings.length < 2 ? undefined : answer.findings[index];
  if (finding !== undefined && index !== undefined) {
    const shown = renderFinding(finding, { ...drawing, index });
    return withGivenAnswers(shown, context, givenAnswers(context, { index, parts }));
  }
  const rendered = renderAnswer(answer, drawing);
  const isOne = answer.findings.length === 1;
  const card = isOne ? withGivenAnswers(rendered, context, givenAnswers(context, { index: 0, parts })) : rendered;
  return context.file === undefined
    ? card
    : withFile(card, context.file, { lang: context.lang, found: answer.findings.length });
}

/** What was answered to the questions of one finding: each is asked again as if it were still open, for its words. */
export function givenAnswers(
  context: AskedContext,
  { index, parts }: { index: number; parts: Pick<Parts, 'answerer'> },
): GivenAnswer[] {
  return Object.entries(context.answers).flatMap(([id, answer]) => {
    const { [id]: _, ...others } = context.answers;
    const { questions = [] } = answerOf({ ...context, answers: others }, parts).findings[index] ?? {};
    const question = questions.find((each) => each.id === id);
    return question === undefined ? [] : [{ ...question, index, answer, by: context.answeredBy?.[id] }];
  });
}

/** Only a private answer that was asked for in a channel. */
function canBeShared({ audience, channel }: AskedContext): boolean {
  return audience === 'person' && channel !== undefined && /^[CG]/.test(channel);
}

/** A copy for one person of what stands in a channel: theirs to turn and to answer. */
export function forPerson(context: AskedContext, person: string, lang: Lang, { contexts }: Parts): AskedContext {
  if (context.audience === 'person' && context.person === person) {
    if (context.lang === lang) return context;
    const turned = { ...context, lang };
    void contexts.change(context.id, (stored) => ({ ...stored, lang }));
    return turned;
  }
  const { id: _, ...rest } = context;
  return contexts.create({ ...rest, person, audience: 'person', lang });
}

/** For App Home. Never waits, never fails: the answer matters more. */
export function remember({ context, answer }: Asked, { store, log, now }: Parts): void {
  const [first, ...more] = mostUrgentFirst(answer.findings);
  if (first === undefined) return;
  const { place, person, id: answerId } = context;
  const label = more.length === 0 ? nameOf(first) : `${nameOf(first)} +${more.length}`;
  const lookUp = { answerId, at: now(), verdict: first.verdict, entryKey: first.key ?? null, label };
  addLookUp(store, { place, person }, lookUp).catch((error: unknown) =>
    log.warn('slack: a look-up was not stored', failureFields(error)),
  );
}

function nameOf({ provider, eventId, title, candidates }: Finding): string {
  const number = eventId ?? candidates?.[0]?.eventId;
  const name = [provider, number].filter((part) => part !== undefined).join(' ');
  const shown = name === '' ? (title ?? candidates?.[0]?.title ?? '…') : name;
  return shown.slice(0, 160).toWellFormed();
}
