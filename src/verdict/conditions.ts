/** Conditions of a case against what is known of one event, in three values. */
import type { Level } from '../event/event.ts';
import type { Condition, Protocol } from '../knowledge/schema.ts';
import { fold } from '../text/fold.ts';
import { findCodes, readCode } from './codes.ts';
import { compareVersions, readVersion } from './versions.ts';

/** Undefined: cannot be told. */
export type Truth = boolean | undefined;

export interface ConditionContext {
  /** Insert name -> value as printed; '' is a value, an absent name cannot be told. */
  inserts: ReadonlyMap<string, string>;
  level?: Level;
  channel?: string;
  /** Id of the message that was found; '' for a message without an id; absent when no known message was found. */
  messageId?: string;
  /** What a person answered: question id within the entry -> yes or no. */
  answers: ReadonlyMap<string, boolean>;
  protocols: ReadonlyMap<string, Protocol>;
}

/** A placeholder of a message table: somebody pasted the template, not an event. */
const PLACEHOLDER = /^%\d{1,2}(?:![^!]{0,20}!)?$/;

/** Whether `condition` holds. Never guesses: a value that is absent or cannot be read gives undefined. */
export function evaluate(condition: Condition, context: ConditionContext): Truth {
  if ('ask' in condition) return answered(context.answers.get(condition.ask), condition.answer);
  if ('level' in condition) return isOneOf(context.level, condition.level, (a, b) => a === b);
  if ('channel' in condition)
    return isOneOf(context.channel, condition.channel, (a, b) => channelForm(a) === channelForm(b));
  if ('message' in condition) return isOneOf(context.messageId, condition.message, (a, b) => a === b);

  const value = valueOf(condition.insert, context);
  if (value === undefined) return undefined;
  if ('equals' in condition) return equalsOneOf(value, asList(condition.equals));
  if ('code' in condition) return isCode(value, asList(condition.code));
  if ('protocol' in condition) return compares(value, condition, context);
  return (value === '') === (condition.is === 'empty');
}

/** The conjunction: false as soon as one is false, true when all are true. */
export function evaluateAll(conditions: readonly Condition[], context: ConditionContext): Truth {
  let truth: Truth = true;
  for (const condition of conditions) {
    const one = evaluate(condition, context);
    if (one === false) return false;
    if (one === undefined) truth = undefined;
  }
  return truth;
}

/** The insert's value without blanks around it; undefined when the event does not tell it. */
function valueOf(insert: string, { inserts }: ConditionContext): string | undefined {
  const value = inserts.get(insert)?.trim();
  return value === undefined || PLACEHOLDER.test(value) ? undefined : value;
}

function answered(answer: boolean | undefined, wanted: 'yes' | 'no'): Truth {
  return answer === undefined ? undefined : answer === (wanted === 'yes');
}

function isOneOf<T>(value: T | undefined, wanted: T | readonly T[], same: (a: T, b: T) => boolean): Truth {
  return value === undefined ? undefined : asList(wanted).some((one) => same(value, one));
}

function equalsOneOf(value: string, wanted: readonly string[]): Truth {
  const folded = fold(value);
  if (wanted.some((one) => sameText(value, folded, one))) return true;
  const cut = withoutEllipsis(value);
  const mayGoOn = cut !== undefined && wanted.some((one) => fold(one).startsWith(fold(cut)));
  return mayGoOn ? undefined : false;
}

/** Punctuation does not count in words, but it does in a code such as `490@01010004`, and it is all there is of mere punctuation. */
function sameText(value: string, folded: string, wanted: string): boolean {
  const other = fold(wanted);
  return other === '' || isCodeLike(wanted) ? printed(value) === printed(wanted) : folded === other;
}

function isCodeLike(wanted: string): boolean {
  return /\d/.test(wanted) && !/\s/.test(wanted.trim());
}

function printed(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}

/** The beginning of a value that somebody cut (`Trusted…`). */
function withoutEllipsis(value: string): string | undefined {
  if (value.endsWith('…')) return value.slice(0, -1);
  return value.endsWith('...') ? value.slice(0, -3) : undefined;
}

/** Several codes in one insert tell only when they agree. A code with a place (`490@01010004`) demands the place too. */
function isCode(value: string, wanted: readonly string[]): Truth {
  const placed = wanted.filter((one) => one.includes('@'));
  if (placed.length > 0 && equalsOneOf(value, placed) === true) return true;
  const codes = findCodes(value);
  if (codes.length === 0) return undefined;
  const accepted = new Set(wanted.filter((one) => !one.includes('@')).map((one) => readCode(one)));
  const hits = codes.filter((code) => accepted.has(code)).length;
  if (hits === codes.length) return true;
  return hits === 0 ? false : undefined;
}

type VersionCondition = Extract<Condition, { protocol: string }>;

function compares(value: string, { protocol: name, is, than }: VersionCondition, context: ConditionContext): Truth {
  const protocol = context.protocols.get(name);
  const other = 'version' in than ? than.version : valueOf(than.insert, context);
  if (!protocol || other === undefined) return undefined;

  const left = readVersion(value, protocol);
  const right = readVersion(other, protocol);
  const difference = left && right && compareVersions(left, right);
  if (difference === undefined) return undefined;
  if (is === 'same') return difference === 0;
  return is === 'newer' ? difference > 0 : difference < 0;
}

/** Japanese names of the logs that Event Viewer translates. */
const LOGS: ReadonlyMap<string, string> = new Map(
  [
    ['システム', 'System'],
    ['アプリケーション', 'Application'],
    ['セキュリティ', 'Security'],
    ['セットアップ', 'Setup'],
  ].map(([ja = '', en = '']) => [fold(ja), fold(en)]),
);
const PREFIX = fold('Microsoft-Windows-');
const WORD_LOG = [fold('ログ'), 'log'];

/** `Hyper-V-VMMS-Admin` = `Microsoft-Windows-Hyper-V-VMMS/Admin`, `システム ログ` = `System`. */
function channelForm(channel: string): string {
  let form = fold(channel);
  for (const word of WORD_LOG) if (form.endsWith(word) && form !== word) form = form.slice(0, -word.length);
  if (form.startsWith(PREFIX)) form = form.slice(PREFIX.length);
  return LOGS.get(form) ?? form;
}

function asList<T>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
