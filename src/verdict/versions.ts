/** Protocol versions and build numbers as messages print them, and the Windows releases they belong to. */
import type { Protocol, ProtocolVersion } from '../knowledge/schema.ts';
import type { Lang, Localized } from '../lang.ts';

export interface Version {
  /** `[3, 2]`, `[6, 1, 7601, 17514]` */
  numbers: readonly number[];
  /** Written with a trailing `.x`: whatever follows belongs to it. */
  open: boolean;
}

/** Longer than any version; keeps normalising away from hostile inserts. */
const LONGEST = 64;
/** Windows pads no number: `4.02` or `020` is a slip of typing or scanning. */
const INTEGER = /^(?:0|[1-9]\d{0,9})$/;
const HEX = /^0x[0-9a-f]{1,8}$/i;
const DOTTED = /^(?:0|[1-9]\d{0,9})(?:\.(?:0|[1-9]\d{0,9})){1,3}(?:\.x)?$/i;

/** How the encodings hold major and minor: bits of each half, and so the largest number of a half. */
const HALF = { '32': 16, '16': 8 } as const;

/**
 * What `text` says as a version of `protocol`: `3.2`, `196610`, `0x00030002`, `6.1.7601.17514`, full-width or with blanks
 * around. An integer is split as the protocol's encoding says. Undefined when it is no version of such a protocol.
 */
export function readVersion(text: string, { encoding }: Pick<Protocol, 'encoding'>): Version | undefined {
  const before = alreadyRead[encoding].get(text);
  if (before !== undefined) return before;
  const version = parseVersion(text, encoding);
  if (version !== undefined && text.length <= LONGEST_REMEMBERED) {
    if (alreadyRead[encoding].size === MOST_REMEMBERED) alreadyRead[encoding].clear();
    alreadyRead[encoding].set(text, version);
  }
  return version;
}

/** The same few versions are read for every case of every event. Only what is a version is kept, so nothing private is. */
const MOST_REMEMBERED = 512;
/** V8 copies pieces of up to 12 units; a longer one would keep the whole paste it was cut from. */
const LONGEST_REMEMBERED = 12;
const alreadyRead: Record<Protocol['encoding'], Map<string, Version>> = {
  '16': new Map(),
  '32': new Map(),
  none: new Map(),
};

function parseVersion(text: string, encoding: Protocol['encoding']): Version | undefined {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > LONGEST) return undefined;
  const plain = withoutFullStop(trimmed.normalize('NFKC').trim());

  if (encoding === 'none') return DOTTED.test(plain) ? dotted(plain) : undefined;
  if (INTEGER.test(plain) || HEX.test(plain)) return halves(Number(plain), HALF[encoding]);
  if (!DOTTED.test(plain)) return undefined;
  const version = dotted(plain);
  const fits = version.numbers.length === 2 && version.numbers.every((n) => n < 2 ** HALF[encoding]);
  return fits && !version.open ? version : undefined;
}

/** Negative when `a` is older, positive when newer, 0 when the same; undefined when one says too little (6.1 against 6.1.7601). */
export function compareVersions(a: Version, b: Version): number | undefined {
  const shorter = Math.min(a.numbers.length, b.numbers.length);
  for (let i = 0; i < shorter; i++) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.open && b.numbers.length >= a.numbers.length) return 0;
  if (b.open && a.numbers.length >= b.numbers.length) return 0;
  return a.numbers.length === b.numbers.length ? 0 : undefined;
}

/** `3.2` */
export function formatVersion({ numbers, open }: Version): string {
  return open ? `${numbers.join('.')}.x` : numbers.join('.');
}

/** Whether protocols.yaml lists this very version. */
export function isListed(version: Version, protocol: Protocol): boolean {
  return listed(version, protocol) !== undefined;
}

/** `NVSP 3.2 (Windows Server 2008 R2 / Windows 7)`; without the release when no source names one. */
export function describeVersion(version: Version, protocol: Protocol, lang: Lang): string {
  const named = `${protocol.name[lang]} ${formatVersion(version)}`;
  const release = releaseOf(version, protocol)?.[lang];
  return release === undefined ? named : `${named} (${release})`;
}

/** The release of a listed version, else of the nearest listed build with the same first three numbers. */
function releaseOf(version: Version, protocol: Protocol): Localized | undefined {
  const exact = listed(version, protocol);
  if (exact) return exact.confidence === 'low' ? worded(exact, PROBABLY) : exact.release;
  if (version.numbers.length !== 4) return undefined;

  const family = protocol.versions.filter((known) => sharesBuild(known, version)).sort(byVersion);
  const before = family.findLast((known) => (compareVersions(parsed(known), version) ?? 1) < 0);
  if (before) return worded(before, UPDATE_OF);
  return family[0] && worded(family[0], EARLIER_THAN);
}

const PROBABLY = { en: 'probably {}', ja: 'おそらく {}' };
const UPDATE_OF = { en: 'update of {}', ja: '{} の更新' };
const EARLIER_THAN = { en: 'build before {}', ja: '{} より前のビルド' };

function worded({ release }: ProtocolVersion, pattern: Localized): Localized | undefined {
  return release && { en: pattern.en.replace('{}', () => release.en), ja: pattern.ja.replace('{}', () => release.ja) };
}

function listed(version: Version, { versions }: Protocol): ProtocolVersion | undefined {
  const wanted = formatVersion(version);
  const exact = versions.find((known) => formatted(known) === wanted);
  return exact ?? versions.find((known) => parsed(known).open && compareVersions(parsed(known), version) === 0);
}

function sharesBuild(known: ProtocolVersion, version: Version): boolean {
  const { numbers } = parsed(known);
  return numbers.length === 4 && numbers.slice(0, 3).every((n, i) => n === version.numbers[i]);
}

function byVersion(a: ProtocolVersion, b: ProtocolVersion): number {
  return compareVersions(parsed(a), parsed(b)) ?? 0;
}

/** Every event is compared with the whole list, so each of its lines is read once. */
const parsedOnes = new WeakMap<ProtocolVersion, Version & { text: string }>();

function parsed(known: ProtocolVersion): Version & { text: string } {
  let version = parsedOnes.get(known);
  if (version === undefined) {
    const read = dotted(known.version);
    version = { ...read, text: formatVersion(read) };
    parsedOnes.set(known, version);
  }
  return version;
}

function formatted(known: ProtocolVersion): string {
  return parsed(known).text;
}

function dotted(text: string): Version {
  const parts = text.split('.');
  const open = parts.at(-1)?.toLowerCase() === 'x';
  return { numbers: (open ? parts.slice(0, -1) : parts).map(Number), open };
}

/** One integer as major and minor, `bits` each. */
function halves(value: number, bits: number): Version | undefined {
  const base = 2 ** bits;
  if (value >= base * base) return undefined;
  return { numbers: [Math.floor(value / base), value % base], open: false };
}

function withoutFullStop(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text;
}
