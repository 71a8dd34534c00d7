/** What every store engine owes to chat platforms; run on each of them by the store contract. */
import { describe, expect, it } from 'vitest';
import { forgetExpiredContexts, getAnswerContext, putAnswerContext } from '../../src/store/answer-contexts.ts';
import type { Db } from '../../src/store/db.ts';
import { giveFeedback, listFeedback } from '../../src/store/feedback.ts';
import { forgetPerson, forgetPlace } from '../../src/store/forget-place.ts';
import { addLookUp, forgetOldLookUps, type LookUp, recentLookUps } from '../../src/store/look-ups.ts';
import { preferLang, preferredLang } from '../../src/store/preferences.ts';
import { claimSecret, deleteSecret, getSecret, putSecret, renewSecret } from '../../src/store/secrets.ts';
import { forgetSeen, markSeen } from '../../src/store/seen.ts';
import {
  forgetTeamsPlace,
  forgetTeamsReference,
  getTeamsReference,
  isInTenant,
  putTeamsReference,
} from '../../src/store/teams-references.ts';

const NAME = { kind: 'test', id: 'T1' };
const CONTEXT = { id: 'c1', place: 'slack:T1', person: 'U1', body: '{"text":"it\'s 😀"}', at: 10, expiresAt: 100 };

export function platformTablesContract(database: () => Db): void {
  describe('tables of chat platforms', () => {
    it('keep a secret until it is deleted, each under its kind and id', async () => {
      const db = database();
      expect(await getSecret(db, NAME)).toBeUndefined();
      await putSecret(db, NAME, { sealed: 'one', at: 1 });
      await putSecret(db, NAME, { sealed: 'two', at: 2 });

      expect(await getSecret(db, NAME)).toEqual({ sealed: 'two', at: 2 });
      expect(await getSecret(db, { ...NAME, kind: 'other' })).toBeUndefined();
      expect([await deleteSecret(db, NAME), await deleteSecret(db, NAME)]).toEqual([true, false]);
      expect(await getSecret(db, NAME)).toBeUndefined();
    });

    it('renew a secret only in the place of the one that was renewed, and keep its age', async () => {
      const db = database();
      const name = { ...NAME, id: 'renewed' };
      expect(await renewSecret(db, name, { sealed: 'new', before: 'old' })).toBe(false);
      await putSecret(db, name, { sealed: 'old', at: 5 });

      expect(await renewSecret(db, name, { sealed: 'new', before: 'old' })).toBe(true);
      expect(await renewSecret(db, name, { sealed: 'late', before: 'old' })).toBe(false);
      expect(await getSecret(db, name)).toEqual({ sealed: 'new', at: 5 });
    });

    it('let one of many renew a secret, until its time is over or it is done', async () => {
      const db = database();
      const name = { ...NAME, id: 'claimed' };
      const claim = (now: number) => claimSecret(db, name, { now, until: now + 100 });
      expect(await claim(0)).toBe(false);
      await putSecret(db, name, { sealed: 'old', at: 1 });

      const all = await Promise.all(Array.from({ length: 20 }, () => claim(1000)));
      expect(all.filter(Boolean)).toHaveLength(1);
      expect([await claim(1099), await claim(1100)]).toEqual([false, true]);
      await renewSecret(db, name, { sealed: 'new', before: 'old' });
      expect(await claim(1101)).toBe(true);
    });

    it('see an id as new once, however many ask at the same moment, and again when it is forgotten', async () => {
      const db = database();
      const arrival = { scope: 'test', id: 'Ev1', at: 50 };
      const all = await Promise.all(Array.from({ length: 20 }, () => markSeen(db, arrival)));
      expect(all.filter(Boolean)).toHaveLength(1);
      expect(await markSeen(db, { ...arrival, scope: 'other' })).toBe(true);

      expect(await forgetSeen(db, { scope: 'test', before: 50 })).toBe(0);
      expect(await forgetSeen(db, { scope: 'test', before: 51 })).toBe(1);
      expect(await markSeen(db, arrival)).toBe(true);
      expect(await markSeen(db, { ...arrival, scope: 'other' })).toBe(false);
    });

    it('keep the context of an answer until it expires, and take its changes', async () => {
      const db = database();
      await putAnswerContext(db, CONTEXT);
      await putAnswerContext(db, { ...CONTEXT, body: '{}', expiresAt: 200 });

      expect(await getAnswerContext(db, { id: 'c1', now: 199 })).toEqual({ ...CONTEXT, body: '{}', expiresAt: 200 });
      expect(await getAnswerContext(db, { id: 'c1', now: 200 })).toBeUndefined();
      expect(await getAnswerContext(db, { id: 'c2', now: 0 })).toBeUndefined();
      expect([await forgetExpiredContexts(db, 199), await forgetExpiredContexts(db, 200)]).toEqual([0, 1]);
    });

    it("list a person's look-ups, newest first, and keep the latest twenty", async () => {
      const db = database();
      const person = { place: 'slack:T1', person: 'U1' };
      const lookUp = (n: number): LookUp => ({
        answerId: `a${n}`,
        at: n,
        verdict: 'ignore',
        entryKey: n % 2 === 0 ? 'vmsmp/26' : null,
        label: `VMSMP ${n}`,
      });
      await addLookUp(db, { ...person, person: 'U2' }, { ...lookUp(1), answerId: 'other' });
      for (let n = 1; n <= 23; n++) await addLookUp(db, person, lookUp(n));
      await addLookUp(db, person, { ...lookUp(20), at: 99, verdict: 'action' });

      const recent = await recentLookUps(db, person, 3);
      expect(recent).toEqual([{ ...lookUp(20), at: 99, verdict: 'action' }, lookUp(23), lookUp(22)]);
      expect(await recentLookUps(db, person, 100)).toHaveLength(20);
      expect(await recentLookUps(db, { ...person, person: 'U2' })).toHaveLength(1);
      expect(await forgetOldLookUps(db, 5)).toBe(2);
    });

    it('forget all of a place and of the places in it, and nothing of its neighbours', async () => {
      const db = database();
      const places = ['slack:E1', 'slack:E1:T1', 'slack:E12', 'slack:E_'];
      for (const [index, place] of places.entries()) {
        await putAnswerContext(db, { ...CONTEXT, id: `p${index}`, place, expiresAt: 1e15 });
        await preferLang(db, { place, person: 'U' }, { lang: 'ja', at: 1 });
        await addLookUp(
          db,
          { place, person: 'U' },
          { answerId: `p${index}`, at: 1, verdict: 'info', entryKey: null, label: 'x' },
        );
        await giveFeedback(db, {
          id: `p${index}`,
          at: 1,
          opinion: 'wrong',
          entryKey: null,
          caseId: null,
          verdict: 'info',
          note: '',
          knowledgeVersion: 'x',
          place,
        });
      }

      expect(await forgetPlace(db, 'slack:E_')).toBe(4);
      expect(await forgetPlace(db, 'slack:E1')).toBe(8);
      const left = await Promise.all(places.map((place) => preferredLang(db, { place, person: 'U' })));
      expect(left).toEqual([undefined, undefined, 'ja', undefined]);
      expect((await listFeedback(db)).filter(({ place }) => place.startsWith('slack:E'))).toHaveLength(1);
      expect(await recentLookUps(db, { place: 'slack:E12', person: 'U' })).toHaveLength(1);
      expect(await getAnswerContext(db, { id: 'p2', now: 0 })).toBeDefined();
    });

    it('forget what one person chose and looked up, and nobody else', async () => {
      const db = database();
      const place = 'teams:P';
      for (const person of ['A', 'B']) {
        await preferLang(db, { place, person }, { lang: 'ja', at: 1 });
        const lookUp = { answerId: `person-${person}`, at: 1, verdict: 'info', entryKey: null, label: 'x' };
        await addLookUp(db, { place, person }, lookUp);
      }

      expect(await forgetPerson(db, { place, person: 'A' })).toBe(2);
      expect([
        await preferredLang(db, { place, person: 'A' }),
        await preferredLang(db, { place, person: 'B' }),
      ]).toEqual([undefined, 'ja']);
      expect(await recentLookUps(db, { place, person: 'B' })).toHaveLength(1);
    });

    it('keep the newest address of a conversation of Teams, until its place is forgotten', async () => {
      const db = database();
      const row = { place: 'teams:T:19:team', type: 'channel', tenant: 'T', botId: '28:b', botName: 'hv' } as const;
      const at = (conversation: string, updatedAt: number, serviceUrl = `https://example.com/${updatedAt}/`) =>
        putTeamsReference(db, { ...row, conversation, updatedAt, serviceUrl });
      await at('19:a', 2);
      await at('19:a', 3);
      await at('19:a', 1);
      await at('19:b', 1);
      await at('19:c', 1);
      await putTeamsReference(db, { ...row, conversation: 'a:1', place: 'teams:T:a:1', updatedAt: 1, serviceUrl: 'x' });

      expect(await getTeamsReference(db, '19:a')).toEqual({
        ...row,
        conversation: '19:a',
        updatedAt: 3,
        serviceUrl: 'https://example.com/3/',
      });
      await forgetTeamsReference(db, '19:b');
      expect(await getTeamsReference(db, '19:b')).toBeUndefined();
      await forgetTeamsPlace(db, 'teams:T:19:team');
      expect([await getTeamsReference(db, '19:a'), await getTeamsReference(db, '19:c')]).toEqual([
        undefined,
        undefined,
      ]);
      expect([await isInTenant(db, 'T'), await isInTenant(db, 'U')]).toEqual([true, false]);
      await forgetTeamsPlace(db, 'teams:T:a:1');
      expect(await isInTenant(db, 'T')).toBe(false);
    });
  });
}
