/** Forgetting a place: what its people asked, chose and said goes with the installation that brought it. */
import type { Db } from './db.ts';
import type { Person } from './preferences.ts';

const TABLES = ['answer_context', 'look_up', 'preference', 'feedback'] as const;

/** Deletes everything of `place` and of the places in it (`slack:T1` and `slack:T1:…`). @returns how many rows */
export function forgetPlace(db: Db, place: string): Promise<number> {
  const inside = `${place}:`;
  return db.transaction(async (tx) => {
    let rows = 0;
    for (const table of TABLES) {
      // No LIKE: an id may hold its wildcards.
      rows += await tx.run(`DELETE FROM ${table} WHERE place = $1 OR substr(place, 1, $3) = $2`, [
        place,
        inside,
        inside.length,
      ]);
    }
    return rows;
  });
}

/** Deletes what one person chose and looked up under `place` itself. @returns how many rows */
export function forgetPerson(db: Db, { place, person }: Person): Promise<number> {
  return db.transaction(async (tx) => {
    let rows = 0;
    for (const table of ['preference', 'look_up'] as const) {
      rows += await tx.run(`DELETE FROM ${table} WHERE place = $1 AND person = $2`, [place, person]);
    }
    return rows;
  });
}
