/** Error codes as messages print them (HRESULT, NTSTATUS, Win32, `%%n`), and what they mean. */
import type { Code } from '../knowledge/schema.ts';
import type { Lang } from '../lang.ts';

/** The known codes, ready to be asked. */
export interface Codes {
  /** `0xC000003A STATUS_OBJECT_PATH_NOT_FOUND: The path does not exist.`; undefined for a code that is not known. */
  describe(code: number, lang: Lang): string | undefined;
  /** What is known of a code, in the order of the file; more than one when a number is used twice. */
  lookup(code: number): readonly Code[];
}

/** Longer than any printed code. */
const LONGEST = 32;
/** How much of a long insert is searched for codes, and how many are taken. */
const LOOK_AT = 2048;
const MOST_CODES = 8;

const HEX = /^(?:0x|hresult(?:0x)?)([0-9a-f]{1,8})$/i;
/** Eight hex digits alone: only where the first digit is that of a usual code, so that a decimal number is left alone. */
const BARE_HEX = /^[048c-e][0-9a-f]{7}$/i;
const DECIMAL = /^-?\d{1,10}$/;
/** `%%21`: Windows looks the message with this number up; where it could not, the number is printed. */
const MESSAGE_NUMBER = /^%%(\d{1,10})$/;
/** The Virtual Disk Service prints `hex code@place in its source`. */
const CODE_AT_PLACE = /^([0-9a-f]{1,8})@[0-9a-f]{8}$/i;

/**
 * The 32-bit code that `text` is, unsigned: `C000003A`, `0xC000003A`, `HRESULT800706BF`, `-2147023728`, `2147943568`,
 * `%%21`, `490@01010004`. Brackets, quotes and a final full stop around it do not count. Undefined for anything else.
 */
export function readCode(text: string): number | undefined {
  if (text.length > LONGEST * 2) return undefined;
  const plain = bare(text.normalize('NFKC'));
  if (plain.length === 0 || plain.length > LONGEST) return undefined;

  const hex = HEX.exec(plain)?.[1] ?? CODE_AT_PLACE.exec(plain)?.[1] ?? BARE_HEX.exec(plain)?.[0];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  const decimal = MESSAGE_NUMBER.exec(plain)?.[1] ?? DECIMAL.exec(plain)?.[0];
  return decimal === undefined ? undefined : asUnsigned(Number(decimal));
}

/**
 * All codes that an insert holds: the insert itself, or codes among its words. Small numbers among words are no codes.
 * Looks at the first 2,048 UTF-16 units and gives at most 8, each once.
 */
export function findCodes(text: string): readonly number[] {
  const whole = readCode(text);
  if (whole !== undefined) return [whole];
  const found = new Set<number>();
  for (const word of words(text.slice(0, LOOK_AT).normalize('NFKC'))) {
    const code = isPlainSmallNumber(word) ? undefined : readCode(word);
    if (code !== undefined) found.add(code);
    if (found.size === MOST_CODES) break;
  }
  return [...found];
}

/** Indexes the codes of codes.yaml. */
export function createCodes(codes: readonly Code[]): Codes {
  const byCode = new Map<number, Code[]>();
  for (const code of codes) {
    const same = byCode.get(Number(code.code));
    if (same) same.push(code);
    else byCode.set(Number(code.code), [code]);
  }

  function lookup(code: number): readonly Code[] {
    return byCode.get(code) ?? byCode.get(innerCode(code) ?? -1) ?? [];
  }

  return {
    lookup,
    describe(code, lang) {
      const known = lookup(code);
      if (known.length === 0) return undefined;
      const meanings = known.map((one) => `${one.symbol}: ${one.meaning[lang]}`);
      return `${formatCode(code)} ${meanings.join(' / ')}`;
    },
  };
}

/** `0xC000003A`, always eight digits. */
export function formatCode(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/**
 * The code inside a code: HRESULT_FROM_WIN32 (0x8007xxxx) and FACILITY_NTWIN32 (0xC007xxxx) hold a Win32 error,
 * HRESULT_FROM_NT (bit 28) an NTSTATUS. Source: Microsoft, [MS-ERREF] 2.1 and 2.3.
 */
function innerCode(code: number): number | undefined {
  const upper = code >>> 16;
  if (upper === 0x8007 || upper === 0xc007) return code & 0xffff;
  return (code & 0x10000000) !== 0 && code >>> 30 !== 0 ? (code & ~0x10000000) >>> 0 : undefined;
}

function asUnsigned(value: number): number | undefined {
  return value >= -0x80000000 && value <= 0xffffffff ? value >>> 0 : undefined;
}

/** 1168 among words may be anything; ten digits are no chance, nor are eight that begin as 0x80070005 does. */
function isPlainSmallNumber(word: string): boolean {
  return /^-?\d{1,9}$/.test(word) && !/^8\d{7}$/.test(word);
}

const AROUND = ' \t\r\n()[]{}<>"\'“”‘’「」『』.,;:。、=';

function bare(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && AROUND.includes(text.charAt(start))) start++;
  while (end > start && AROUND.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

const CODE_CHARACTER = /[0-9A-Za-z%@-]/;

/** Runs of characters that codes are made of. */
function* words(text: string): Generator<string> {
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const inside = i < text.length && CODE_CHARACTER.test(text.charAt(i));
    if (inside && start < 0) start = i;
    if (inside || start < 0) continue;
    yield text.slice(start, i);
    start = -1;
  }
}
