import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretBox, parseSecretKeys, SecretBoxError } from '../../src/store/secret-box.ts';

const [OLD, NEW] = [randomBytes(32), randomBytes(32)];
const box = createSecretBox([NEW]);

function failure(work: () => unknown): SecretBoxError {
  try {
    work();
  } catch (error) {
    if (error instanceof SecretBoxError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

describe('a secret box', () => {
  it('opens what it has sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, identity) => {
        expect(box.open(box.seal(text, identity), identity)).toBe(text);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('shows nothing of the text, and never the same twice', () => {
    const sealed = Array.from({ length: 100 }, () => box.seal('xoxb-secret', 'row'));
    expect(new Set(sealed).size).toBe(100);
    for (const one of sealed) {
      expect(one).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
      expect(Buffer.from(one.split('.')[2] ?? '', 'base64url').includes('xoxb')).toBe(false);
    }
  });

  it('refuses a text that was changed in any bit, and one of another row', () => {
    const sealed = box.seal('xoxb-secret', 'row:T1');
    const [version, key, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(failure(() => box.open(`${version}.${key}.${changed.toString('base64url')}`, 'row:T1')).code).toBe(
        'tampered',
      );
    }
    expect(failure(() => box.open(sealed, 'row:T2')).code).toBe('tampered');
    expect(failure(() => box.open(sealed.slice(0, -4), 'row:T1')).code).toBe('tampered');
  });

  it.each(['', 'xoxb-plain', 'v1.00000000.AAAA', 'v2.00000000.' + 'A'.repeat(60), '{"text":"x"}'])(
    'takes %j for no sealed text',
    (text) => {
      expect(failure(() => box.open(text, 'row')).code).toBe('malformed');
    },
  );

  it('opens with earlier keys, seals with the first, and says which key is missing', () => {
    const before = createSecretBox([OLD]).seal('text', 'row');
    const rotated = createSecretBox([NEW, OLD]);

    expect(rotated.open(before, 'row')).toBe('text');
    expect(box.open(rotated.seal('text', 'row'), 'row')).toBe('text');
    const refused = failure(() => box.open(before, 'row'));
    expect(refused.code).toBe('unknown-key');
    expect(refused.message).toContain('HVEVENT_SECRET_KEY');
    expect(refused.message).toContain(before.split('.')[1]);
    expect(refused.message).not.toContain(OLD.toString('base64'));
  });
});

describe('HVEVENT_SECRET_KEY', () => {
  it('is 32 bytes in hex, base64 or base64url; several with commas', () => {
    const spelled = [OLD.toString('hex'), ` ${NEW.toString('base64')} `, OLD.toString('base64url')].join(',');
    expect(parseSecretKeys(spelled)).toEqual({ keys: [OLD, NEW, OLD] });
  });

  it.each([
    ['short', /^the value is not 32 bytes/],
    [randomBytes(31).toString('base64'), /^the value is not 32 bytes/],
    [randomBytes(33).toString('hex'), /^the value is not 32 bytes/],
    [`${OLD.toString('hex')},`, /^key 2 of the list is not 32 bytes/],
    ['0'.repeat(64), /placeholder/],
    ['deadbeef'.repeat(8), /placeholder/],
    [Buffer.alloc(32, 'changeme').toString('base64'), /placeholder/],
  ])('is refused with what to do, and without its value: %j', (text, problem) => {
    const parsed = parseSecretKeys(text);
    expect(parsed).toEqual({ problem: expect.stringMatching(problem) });
    expect(JSON.stringify(parsed)).toContain('openssl rand -base64 32');
    expect(JSON.stringify(parsed)).not.toContain(text);
  });
});
