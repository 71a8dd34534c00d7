/** From a question to an answer: the context that its buttons need is made here, and every later card is drawn from it. */
import type { AnswerOptions } from '../answer.ts';
import { mostUrgentFirst } from '../card/build-card.ts';
import type { Answer, Finding } from '../finding.ts';
import type { Lang } from '../lang.ts';
import { askedForAll } from '../shared-questions.ts';
import { addLookUp } from '../store/look-ups.ts';
import { mergeFindings } from '../tell.ts';
import type { AskedContext, NewContext } from './answer-context.ts';
import type { ChatParts } from './chat-parts.ts';
import { failureFields } from './log.ts';

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
  /** The place under which the person's look-ups are kept, where it is not `place`. */
  home?: string | undefined;
}

/** What a person wrote, without the platform's markup. */
export interface PlainMessage {
  /** What is to be read first. */
  text: string;
  /** Another form of the same message, read where the first one holds no event. */
  otherwise?: string;
}

/** Asks about a text. */
export function askText({ text, otherwise }: PlainMessage, asking: Asking, parts: ChatParts): Asked {
  const first = parts.assistant.ask(text, { lang: asking.lang }).answer;
  const second =
    first.findings.length === 0 && otherwise !== undefined
      ? parts.assistant.ask(otherwise, { lang: asking.lang }).answer
      : undefined;
  const useSecond = otherwise !== undefined && second !== undefined && second.findings.length > 0;
  const asked = useSecond ? { text: otherwise, answer: second } : { text, answer: first };
  const context = parts.contexts.create(newContext(asking, [{ text: asked.text }]));
  remember({ context, answer: asked.answer }, asking, parts);
  return { context, answer: asked.answer };
}

export function newContext(asking: Asking, parts: NewContext['parts']): NewContext {
  const { place, person, channel, audience, lang } = asking;
  return { place, person, ...(channel !== undefined && { channel }), audience, lang, parts, answers: {}, chosen: {} };
}

/** Judges again, with what was answered and chosen since. The knowledge may be newer than the card. */
export function answerOf(context: AskedContext, { answerer }: Pick<ChatParts, 'answerer'>): Answer {
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
  { answerer, options }: Pick<ChatParts, 'answerer'> & { options: AnswerOptions },
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
  { answerer, options }: Pick<ChatParts, 'answerer'> & { options: AnswerOptions },
): Finding {
  const wanted = finding.candidates?.find((candidate) => candidate.key === key);
  if (key === undefined || wanted === undefined) return finding;
  const found = answerer()
    .answer(sourceAndId(wanted), options)
    .findings.find((each) => each.key === key);
  return found ?? finding;
}

/** What a person would type to ask for this entry: `VMSMP 26`. */
export function sourceAndId({ provider, eventId }: { provider: string; eventId?: number | undefined }): string {
  return eventId === undefined ? provider : `${provider} ${eventId}`;
}

/** A copy for one person of what stands before several: theirs to turn and to answer. */
export function forPerson(
  context: AskedContext,
  { person, lang }: { person: string; lang: Lang },
  { contexts }: Pick<ChatParts, 'contexts'>,
): AskedContext {
  if (context.audience === 'person' && context.person === person) {
    if (context.lang === lang) return context;
    const turned = { ...context, lang };
    void contexts.change(context.id, (stored) => ({ ...stored, lang }));
    return turned;
  }
  const { id: _, ...rest } = context;
  return contexts.create({ ...rest, person, audience: 'person', lang });
}

/** For the list of what a person looked up. Never waits, never fails: the answer matters more. */
export function remember(
  { context, answer }: Asked,
  { place, person, home = place }: Asking,
  { store, log, now }: Pick<ChatParts, 'store' | 'log' | 'now'>,
): void {
  const [first, ...more] = mostUrgentFirst(answer.findings);
  if (first === undefined) return;
  const label = more.length === 0 ? nameOf(first) : `${nameOf(first)} +${more.length}`;
  const lookUp = { answerId: context.id, at: now(), verdict: first.verdict, entryKey: first.key ?? null, label };
  addLookUp(store, { place: home, person }, lookUp).catch((error: unknown) =>
    log.warn('chat: a look-up was not stored', failureFields(error)),
  );
}

function nameOf({ provider, eventId, title, candidates }: Finding): string {
  const number = eventId ?? candidates?.[0]?.eventId;
  const name = [provider, number].filter((part) => part !== undefined).join(' ');
  const shown = name === '' ? (title ?? candidates?.[0]?.title ?? '…') : name;
  return shown.slice(0, 160).toWellFormed();
}
