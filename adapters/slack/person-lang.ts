/** The language of a person: their own choice, then Slack's locale, then the installation's, then the text's. */
import type { WebClient } from '@slack/web-api';
import type { Assistant } from '../../src/assistant.ts';
import { guessLang, type Lang } from '../../src/lang.ts';
import type { LangChoice } from './actions.ts';
import { inTime } from './answer-context.ts';
import { failureFields, type SlackLog } from './log.ts';

/** Another replica may have stored another choice. */
const CHOICE_KEPT_MS = 60_000;
const LOCALE_KEPT_MS = 24 * 60 * 60_000;
/** Neither a slow store nor a slow Slack keeps an answer back for longer. */
const PATIENCE_MS = 800;
const MOST_KEPT = 20_000;

export interface Asker {
  /** `slack:T1` */
  place: string;
  person: string;
  client: Pick<WebClient, 'users'>;
}

export interface PersonLang {
  of: (asker: Asker, text?: string) => Promise<Lang>;
  /** What they chose; `auto` when nothing. */
  choice: (asker: Asker) => Promise<LangChoice>;
  /** In force at once here. @throws when it cannot be stored */
  choose: (asker: Asker, choice: LangChoice) => Promise<void>;
}

export interface LangParts {
  assistant: Pick<Assistant, 'chooseLang' | 'chosenLang' | 'forgetLang'>;
  language: 'auto' | Lang;
  now: () => number;
  log: SlackLog;
  /** Of tests. */
  patienceMs?: number;
}

export function createPersonLang({ assistant, language, now, log, patienceMs = PATIENCE_MS }: LangParts): PersonLang {
  const choices = new Remembered<LangChoice>(CHOICE_KEPT_MS, now);
  const locales = new Remembered<string>(LOCALE_KEPT_MS, now);
  const failed = (what: string) => (error: unknown) => {
    log.warn(`slack: ${what} was not read`, failureFields(error));
    return undefined;
  };
  const choiceOf = ({ place, person }: Asker) =>
    choices.get(`${place} ${person}`, async () => (await assistant.chosenLang({ place, person })) ?? 'auto');
  const localeOf = ({ place, person, client }: Asker) =>
    locales.get(`${place} ${person}`, async () => {
      const { user } = await client.users.info({ user: person, include_locale: true });
      return user?.locale ?? '';
    });

  return {
    of: async (asker, text = '') => {
      const [choice, locale] = await Promise.all([
        inTime(choiceOf(asker).catch(failed('a chosen language')), patienceMs),
        inTime(localeOf(asker).catch(failed("a person's locale")), patienceMs),
      ]);
      if (choice !== undefined && choice !== 'auto') return choice;
      return langOfLocale(locale) ?? (language === 'auto' ? guessLang(text) : language);
    },
    choice: async (asker) => (await inTime(choiceOf(asker).catch(failed('a chosen language')), patienceMs)) ?? 'auto',
    choose: async (asker, choice) => {
      const { place, person } = asker;
      choices.put(`${place} ${person}`, choice);
      await (choice === 'auto'
        ? assistant.forgetLang({ place, person })
        : assistant.chooseLang({ place, person }, choice));
    },
  };
}

/** `ja-JP` is Japanese, `en-GB` English; for any other the text decides. */
function langOfLocale(locale: string | undefined): Lang | undefined {
  const [tongue] = (locale ?? '').toLowerCase().split(/[-_]/, 1);
  return tongue === 'ja' || tongue === 'en' ? tongue : undefined;
}

/** Values for a time; who asks while one is on its way waits for the same one. A failure is not remembered. */
class Remembered<T> {
  readonly #kept = new Map<string, { value: Promise<T>; at: number }>();
  readonly #keptMs: number;
  readonly #now: () => number;

  constructor(keptMs: number, now: () => number) {
    this.#keptMs = keptMs;
    this.#now = now;
  }

  get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known !== undefined && known.at > this.#now() - this.#keptMs) return known.value;
    const entry = { value: load(), at: this.#now() };
    this.#set(key, entry);
    entry.value.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    });
    return entry.value;
  }

  put(key: string, value: T): void {
    this.#set(key, { value: Promise.resolve(value), at: this.#now() });
  }

  #set(key: string, entry: { value: Promise<T>; at: number }): void {
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
