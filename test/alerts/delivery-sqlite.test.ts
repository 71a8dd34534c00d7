import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { deliveryContract } from '../contracts/delivery-contract.ts';

describe('on the embedded engine', () => {
  deliveryContract(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hvevent-alerts-'));
    return {
      name: 'sqlite',
      open: async () => openSqlite(join(folder, 'hvevent.db')),
      dispose: async () => rmSync(folder, { recursive: true, force: true }),
    };
  });
});
