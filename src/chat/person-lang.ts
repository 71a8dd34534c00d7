/** The language of a person: their own choice, then the locale their app tells, then the installation's, then the text's. */
import type { Assistant } from '../assistant.ts';
import { guessLang, type Lang, LANGS } from '../lang.ts';
import type { Person } from '../store/preferences.ts';
import { inTime } from './in-time.ts';
import { type ChatLog, failureFields } from './log.ts';
import { Remembered } from './remembered.ts';

/** Another replica may have stored another choice. */
const CHOICE_KEPT_MS = 60_000;
/** Neither a slow store nor a slow platform keeps an answer back for longer. */
const PATIENCE_MS = 800;

/** `auto`: the app's locale, then the text. */
export const LANG_CHOICES = ['auto', ...LANGS] as const;
export type LangChoice = (typeof LANG_CHOICES)[number];

export interface PersonLang<Asker extends Person> {
  of: (asker: Asker, text?: string) => Promise<Lang>;
  /** What they chose; `auto` when nothing. */
  choice: (asker: Asker) => Promise<LangChoice>;
  /** In force at once here. @returns whether it is stored */
  choose: (asker: Asker, choice: LangChoice) => Promise<boolean>;
}

export interface LangParts<Asker extends Person> {
  assistant: Pick<Assistant, 'chooseLang' | 'chosenLang' | 'forgetLang'>;
  language: 'auto' | Lang;
  /** `ja-JP`, or nothing; may be slow or fail. */
  localeOf: (asker: Asker) => Promise<string | undefined>;
  now: () => number;
  log: ChatLog;
  /** Of tests. */
  patienceMs?: number;
}

export function createPersonLang<Asker extends Person>(parts: LangParts<Asker>): PersonLang<Asker> {
  const { assistant, language, localeOf, now, log, patienceMs = PATIENCE_MS } = parts;
  const choices = new Remembered<LangChoice>(CHOICE_KEPT_MS, now);
  const failed = (what: string) => (error: unknown) => {
    log.warn(`chat: ${what} was not read`, failureFields(error));
    return undefined;
  };
  const choiceOf = ({ place, person }: Asker) =>
    choices.get(`${place} ${person}`, async () => (await assistant.chosenLang({ place, person })) ?? 'auto');

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
      try {
        await (choice === 'auto'
          ? assistant.forgetLang({ place, person })
          : assistant.chooseLang({ place, person }, choice));
        return true;
      } catch (error) {
        log.warn('chat: a chosen language was not stored', failureFields(error));
        return false;
      }
    },
  };
}

/** `ja-JP` is Japanese, `en-GB` English; for any other the text decides. */
function langOfLocale(locale: string | undefined): Lang | undefined {
  const [tongue] = (locale ?? '').toLowerCase().split(/[-_]/, 1);
  return tongue === 'ja' || tongue === 'en' ? tongue : undefined;
}
