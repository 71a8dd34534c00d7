/** The language of a person in Slack: their own choice, else the locale of their account. */
import type { WebClient } from '@slack/web-api';
import { createPersonLang, type LangParts, type PersonLang } from '../../src/chat/person-lang.ts';
import { Remembered } from '../../src/chat/remembered.ts';

const LOCALE_KEPT_MS = 24 * 60 * 60_000;

export interface Asker {
  /** `slack:T1` */
  place: string;
  person: string;
  client: Pick<WebClient, 'users'>;
}

export type SlackLang = PersonLang<Asker>;

export function createSlackLang(parts: Omit<LangParts<Asker>, 'localeOf'>): SlackLang {
  const locales = new Remembered<string>(LOCALE_KEPT_MS, parts.now);
  return createPersonLang<Asker>({
    ...parts,
    localeOf: ({ place, person, client }) =>
      locales.get(`${place} ${person}`, async () => {
        const { user } = await client.users.info({ user: person, include_locale: true });
        return user?.locale ?? '';
      }),
  });
}
