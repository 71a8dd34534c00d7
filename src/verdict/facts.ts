/** The values of an event in the order of its entry, decoded where the knowledge says what they hold. */
import type { Entry } from '../knowledge/knowledge.ts';
import type { Protocol } from '../knowledge/schema.ts';
import type { Localized } from '../lang.ts';
import { findCodes, type Codes } from './codes.ts';
import type { Fact } from './judgement.ts';
import { describeVersion, readVersion } from './versions.ts';

interface Decoders {
  protocols: ReadonlyMap<string, Protocol>;
  codes: Codes;
}

/** One fact per insert, the entry's parameters first, then what only a text names. Empty values are kept. */
export function readFacts(entry: Entry, inserts: ReadonlyMap<string, string>, decoders: Decoders): Fact[] {
  const order = new Set([...entry.parameters.map(({ name }) => name), ...inserts.keys()]);
  return [...order].flatMap((name) => {
    const raw = inserts.get(name);
    return raw === undefined ? [] : [{ name, raw, ...decode(raw, decodingOf(entry, name), decoders) }];
  });
}

type Decoding = Entry['decode'][string];

/** What the entry says that the insert holds; the two offers of a negotiation are versions of its protocol. */
function decodingOf({ decode: decodings, negotiation }: Entry, name: string): Decoding | undefined {
  const own = Object.hasOwn(decodings, name) ? decodings[name] : undefined;
  const offered = negotiation && (negotiation.guest === name || negotiation.host === name);
  return own ?? (offered ? { protocol: negotiation.protocol } : undefined);
}

function decode(
  raw: string,
  decoding: Decoding | undefined,
  { protocols, codes }: Decoders,
): Pick<Fact, 'decoded' | 'advice'> {
  if (decoding === undefined) return {};
  if (decoding === 'code') return decodedCode(raw, codes);
  const protocol = protocols.get(decoding.protocol);
  const version = protocol && readVersion(raw, protocol);
  if (!protocol || !version) return {};
  return { decoded: { en: describeVersion(version, protocol, 'en'), ja: describeVersion(version, protocol, 'ja') } };
}

function decodedCode(raw: string, codes: Codes): Pick<Fact, 'decoded' | 'advice'> {
  for (const code of findCodes(raw)) {
    const en = codes.describe(code, 'en');
    const ja = codes.describe(code, 'ja');
    if (en === undefined || ja === undefined) continue;
    const advice: Localized | undefined = codes.lookup(code).find(({ action }) => action !== undefined)?.action;
    return advice ? { decoded: { en, ja }, advice } : { decoded: { en, ja } };
  }
  return {};
}
