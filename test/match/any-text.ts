/** Texts of any UTF-16 units, lone surrogates and control characters included, mixed with pieces that the readers look for. */
import * as fc from 'fast-check';

const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes));
const pieces = fc.constantFrom(
  'storvps 5',
  'NIC drvier',
  '互換性',
  'ネットワーク',
  '%1',
  '{vm}',
  '0xC0060005',
  '9A5FAAC3-1F7A',
  '\u3099',
  ' ',
  '@.',
  '5.2',
);

export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(units, pieces), { maxLength: 8 })
  .map((parts) => parts.join(''));
