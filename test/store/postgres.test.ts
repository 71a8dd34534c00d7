import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { startPostgres, type TestPostgres } from '../contracts/embedded-postgres.ts';
import { storeContract } from '../contracts/store-contract.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe('PostgreSQL', () => {
  storeContract(async () => {
    const url = await server.newDatabase();
    return { name: 'postgres', open: () => openPostgres(url), dispose: async () => undefined };
  });

  it('does not wait for ever for a server that hangs, and goes on when it answers', async () => {
    const db = await openPostgres(await server.newDatabase(), { statementMs: 300 });
    await expect(db.all('SELECT pg_sleep(20)')).rejects.toThrow(/timeout/i);
    await expect(db.transaction((tx) => tx.all('SELECT pg_sleep(20)'))).rejects.toThrow(/timeout/i);

    expect(await db.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await db.close();
  });

  it('says what cannot be reached, without the password', async () => {
    const refused = openPostgres('postgres://me:secret-word@127.0.0.1:1/none');
    await expect(refused).rejects.toThrow(/127\.0\.0\.1:1\/none cannot be used .*DATABASE_URL/);
    await expect(refused).rejects.not.toThrow(/secret-word/);
  });
});
