import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { alertsContract } from '../contracts/alerts-contract.ts';
import { startPostgres, type TestPostgres } from '../contracts/embedded-postgres.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe('on PostgreSQL', () => {
  alertsContract(async () => {
    const url = await server.newDatabase();
    return { name: 'postgres', open: () => openPostgres(url), dispose: async () => undefined };
  });
});
