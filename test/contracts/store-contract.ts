/** What every store engine owes; run on each of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { giveFeedback, listFeedback, type Feedback } from '../../src/store/feedback.ts';
import { listGaps, recordGap, recordGaps } from '../../src/store/gaps.ts';
import { migrate } from '../../src/store/migrations.ts';
import { preferLang, preferredLang } from '../../src/store/preferences.ts';
import { platformTablesContract } from './platform-tables-contract.ts';

export interface StoreEngine {
  name: string;
  /** A fresh connection to one and the same empty database. */
  open(): Promise<Db>;
  dispose(): Promise<void>;
}

const OPINION: Feedback = {
  id: 'f1',
  at: 1_800_000_000_000,
  opinion: 'wrong',
  entryKey: 'vmsmp/26',
  caseId: null,
  verdict: 'ignore',
  knowledgeVersion: 'abcdef012345',
  place: 'web',
  note: "it's \u0000 'quoted'; DROP TABLE feedback; --",
};

export function storeContract(makeEngine: () => Promise<StoreEngine>): void {
  describe('the store contract', () => {
    let engine: StoreEngine;
    let db: Db;

    beforeAll(async () => {
      engine = await makeEngine();
      db = await engine.open();
      await migrate(db);
    });
    afterAll(async () => {
      await db.close();
      await engine.dispose();
    });

    it('migrates once, however many start at the same moment', async () => {
      const others = await Promise.all([engine.open(), engine.open(), engine.open()]);
      const versions = await Promise.all(others.map(migrate));
      await Promise.all(others.map((other) => other.close()));

      expect(new Set(versions)).toEqual(new Set([await migrate(db)]));
      const rows = await db.all('SELECT id FROM migration');
      expect(rows).toHaveLength(versions[0] ?? 0);
    });

    it('keeps feedback as it was given, once per id', async () => {
      await giveFeedback(db, { ...OPINION, note: OPINION.note.replace('\u0000', '') });
      await giveFeedback(db, { ...OPINION, note: 'a retry' });

      expect(await listFeedback(db)).toEqual([{ ...OPINION, note: OPINION.note.replace('\u0000', '') }]);
    });

    it('counts gaps under their identity and keeps the first sample that has a text', async () => {
      const gap = { identity: 'x|5', provider: 'X', eventId: 5, level: null };
      await recordGap(db, { ...gap, sample: '', at: 10, times: 1 });
      await recordGap(db, { ...gap, sample: 'first text', at: 20, times: 2 });
      await recordGap(db, { ...gap, sample: 'second text', at: 30, times: 1 });
      await recordGap(db, {
        identity: 'y|6',
        provider: 'Y',
        eventId: 6,
        level: 'error',
        sample: 's',
        at: 40,
        times: 1,
      });

      const [first, second] = await listGaps(db);
      expect(first).toEqual({ ...gap, sample: 'first text', asked: 4, firstAt: 10, lastAt: 30 });
      expect(second?.provider).toBe('Y');
      expect(await listGaps(db, { most: 1 })).toHaveLength(1);
    });

    it('counts a gap that many ask about at once exactly', async () => {
      const gap = { identity: 'z|7', provider: 'Z', eventId: 7, level: null, sample: '', at: 1, times: 1 };
      await Promise.all(Array.from({ length: 40 }, () => recordGap(db, gap)));

      const found = (await listGaps(db)).find(({ identity }) => identity === 'z|7');
      expect(found?.asked).toBe(40);
    });

    it('counts many gaps at once, in batches, with their own figures and texts', async () => {
      const gaps = Array.from({ length: 600 }, (_, i) => ({
        identity: `many|${i}`,
        provider: i === 1 ? null : `Quelle "${i}" 日本`,
        eventId: i === 1 ? null : i,
        level: i === 1 ? null : 'error',
        sample: i === 0 ? '' : `line\n'${i}'`,
        at: 5,
        times: i + 1,
      }));
      await recordGaps(db, gaps);
      await Promise.all([recordGaps(db, gaps), recordGaps(db, gaps.toReversed())]);
      await recordGaps(db, []);

      const found = await listGaps(db, { most: 1000 });
      const many = new Map(
        found.filter(({ identity }) => identity.startsWith('many|')).map((gap) => [gap.identity, gap]),
      );
      expect(many.size).toBe(600);
      for (const { at, times, ...gap } of gaps) {
        expect(many.get(gap.identity)).toEqual({ ...gap, asked: 3 * times, firstAt: at, lastAt: at });
      }
    });

    it('remembers the language of a person in a place', async () => {
      const person = { place: 'web', person: 'p1' };
      expect(await preferredLang(db, person)).toBeUndefined();
      await preferLang(db, person, { lang: 'ja', at: 1 });
      await preferLang(db, person, { lang: 'en', at: 2 });

      expect(await preferredLang(db, person)).toBe('en');
      expect(await preferredLang(db, { ...person, place: 'slack' })).toBeUndefined();
    });

    it('undoes a transaction that fails, and goes on', async () => {
      const failed = db.transaction(async (tx) => {
        await tx.run("INSERT INTO preference (place, person, lang, at) VALUES ('t', 'p', 'ja', 1)");
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');

      expect(await preferredLang(db, { place: 't', person: 'p' })).toBeUndefined();
      await preferLang(db, { place: 't', person: 'p' }, { lang: 'ja', at: 1 });
      expect(await preferredLang(db, { place: 't', person: 'p' })).toBe('ja');
    });

    it('lets no statement of others into a transaction', async () => {
      await preferLang(db, { place: 'iso', person: 'a' }, { lang: 'en', at: 1 });
      let release: () => void = () => undefined;
      const waiting = new Promise<void>((resolve) => {
        release = resolve;
      });
      const first = db.transaction(async (tx) => {
        await tx.run("UPDATE preference SET lang = 'ja' WHERE place = 'iso'");
        await waiting;
        throw new Error('undo');
      });
      const read = db.all("SELECT lang FROM preference WHERE place = 'iso'");
      release();
      await expect(first).rejects.toThrow('undo');
      expect(await read).toEqual([{ lang: 'en' }]);
    });

    platformTablesContract(() => db);
  });
}
