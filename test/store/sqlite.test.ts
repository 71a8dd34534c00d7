import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../src/store/db.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { storeContract } from '../contracts/store-contract.ts';

describe('the embedded engine', () => {
  storeContract(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hvevent-store-'));
    return {
      name: 'sqlite',
      open: async () => openSqlite(join(folder, 'sub', 'hvevent.db')),
      dispose: async () => rmSync(folder, { recursive: true, force: true }),
    };
  });

  it('says which file cannot be opened, and what to do', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hvevent-store-'));
    const path = join(folder, 'hvevent.db');
    writeFileSync(
      path,
      'this is no database, but it is longer than a header of one hundred bytes, so that SQLite has a look at it ......',
    );

    expect(() => openSqlite(path)).toThrow(StoreError);
    expect(() => openSqlite(path)).toThrow(/hvevent\.db cannot be opened .*HVEVENT_DATA/);
  });
});
