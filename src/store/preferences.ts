/** The language a person has chosen, per place (`web`, `slack:T…`, `teams:…`). */
import { z } from 'zod';
import { LANGS, type Lang } from '../lang.ts';
import type { SqlRunner } from './db.ts';

const PreferenceRow = z.object({ lang: z.enum(LANGS) });

export interface Person {
  place: string;
  person: string;
}

export async function preferLang(
  db: SqlRunner,
  { place, person }: Person,
  { lang, at }: { lang: Lang; at: number },
): Promise<void> {
  await db.run(
    `INSERT INTO preference (place, person, lang, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (place, person) DO UPDATE SET lang = excluded.lang, at = excluded.at`,
    [place, person, lang, at],
  );
}

/** Undefined when the person has not chosen. */
export async function preferredLang(db: SqlRunner, { place, person }: Person): Promise<Lang | undefined> {
  const [row] = await db.all('SELECT lang FROM preference WHERE place = $1 AND person = $2', [place, person]);
  return row && PreferenceRow.parse(row).lang;
}

/** Back to not having chosen. */
export async function forgetPreference(db: SqlRunner, { place, person }: Person): Promise<void> {
  await db.run('DELETE FROM preference WHERE place = $1 AND person = $2', [place, person]);
}
