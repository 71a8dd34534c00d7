import { describe, expect, it } from 'vitest';
import { recordKeyOf } from '../../src/alerts/event-key.ts';
import type { WindowsEvent } from '../../src/event/event.ts';

const record: WindowsEvent = { computer: 'HV-01.corp.example', channel: 'System', recordId: 1, eventId: 26 };

describe('the key of a record', () => {
  it('is that of the same record, however computer and channel are spelled', () => {
    expect(recordKeyOf({ ...record, computer: 'hv-01.CORP.example ', channel: 'SYSTEM' })).toBe(recordKeyOf(record));
  });

  it.each<Partial<WindowsEvent>>([
    { computer: 'HV-02.corp.example' },
    { channel: 'Application' },
    { recordId: 11 },
    { eventId: 27 },
  ])('is another one with %o', (other) => {
    expect(recordKeyOf({ ...record, ...other })).not.toBe(recordKeyOf(record));
  });

  it('sorts the records of a log by their number, beside each other', () => {
    const numbers = [9, 10, 999, 1000, 214_592, Number.MAX_SAFE_INTEGER];
    const keys = numbers.map((recordId) => recordKeyOf({ ...record, recordId }) ?? '');
    const between = numbers.map((recordId) => recordKeyOf({ ...record, computer: 'HV-02', recordId }) ?? '');

    expect(keys.toSorted()).toEqual(keys);
    const all = [...keys, ...between].toSorted();
    expect([keys, between].map((own) => all.indexOf(own[0] ?? '') % numbers.length)).toEqual([0, 0]);
  });
});
