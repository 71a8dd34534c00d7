/** A paste that is nothing but a number: `26`, `#26`, `２７`, `0xC0060005`, `InstanceId 3221618689`, `26番`. */
import { parseIdentifier } from '../identifier.ts';
import { type Claim, record, type Stretch } from './reader.ts';

const LONGEST = 48;
const AROUND =
  /^(?:[#＃"'「『([]|instance ?id[\s:=]{1,3})?\s?(?<id>-?[\p{N}a-fx]{1,12}h?)\s?(?:番)?\s?[)"'」』\].。?？!]?$/iu;

/** Reads the whole paste as one ID, or nothing. */
export function readId(stretch: Stretch): Claim[] {
  const text = stretch.text.trim();
  if (text.length === 0 || text.length > LONGEST) return [];
  const written = AROUND.exec(text.normalize('NFKC'))?.groups?.['id'];
  const id = written === undefined ? undefined : parseIdentifier(written, { bareHex: true });
  if (id === undefined) return [];

  const whole = { from: 0, to: stretch.text.length };
  return [{ ...whole, events: [record('id', { ...id }, stretch, whole)] }];
}
