/** Texts sealed with AES-256-GCM under keys from the environment, each bound to the row that it belongs to. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 bits at random hold for 2^32 texts under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';
/** A random key has about 30 different bytes; fewer than this is a placeholder or a pattern. */
const FEWEST_DIFFERENT = 12;
const HEX_KEY = /^[0-9a-fA-F]{64}$/;
const BASE64_KEY = /^[A-Za-z0-9+/_-]{43}=?$/;
const SEALED = /^v1\.([0-9a-f]{8})\.([A-Za-z0-9_-]{38,})$/;

/** A text cannot be opened; the message says why and what to do, and never holds a key or the text. */
export class SecretBoxError extends Error {
  override readonly name = 'SecretBoxError';
  readonly code: 'malformed' | 'unknown-key' | 'tampered';

  constructor(code: SecretBoxError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface SecretBox {
  /** `identity` names the row (`slack-installation:T1`): sealed for one, it does not open as another. */
  seal: (text: string, identity: string) => string;
  /** @throws SecretBoxError */
  open: (sealed: string, identity: string) => string;
  /** Whether it was sealed with the first key; if not, it should be sealed anew while the earlier key is still there. */
  isCurrent: (sealed: string) => boolean;
}

/** The keys of `HVEVENT_SECRET_KEY`, or what is wrong with it. Each is 32 bytes in base64 or hex, commas between them. */
export function parseSecretKeys(text: string): { keys: Buffer[] } | { problem: string } {
  const keys: Buffer[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    const key = HEX_KEY.test(part) ? Buffer.from(part, 'hex') : BASE64_KEY.test(part) ? fromBase64(part) : undefined;
    if (key?.length !== KEY_BYTES) {
      const which = text.includes(',') ? `key ${keys.length + 1} of the list` : 'the value';
      return { problem: `${which} is not 32 bytes in base64 or hex: make one with "openssl rand -base64 32"` };
    }
    if (new Set(key).size < FEWEST_DIFFERENT)
      return { problem: 'a key looks like a placeholder: make one with "openssl rand -base64 32"' };
    keys.push(key);
  }
  return { keys };
}

/** The first key seals, all of them open: put a new key in front to rotate. `random` is for tests. */
export function createSecretBox(keys: readonly Buffer[], random: (bytes: number) => Buffer = randomBytes): SecretBox {
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  const [first] = byId;
  if (first === undefined) throw new RangeError('a secret box needs a key');
  const [id, key] = first;

  return {
    seal: (text, identity) => {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(id, identity));
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${id}.${body.toString('base64url')}`;
    },
    isCurrent: (sealed) => sealed.startsWith(`${VERSION}.${id}.`),
    open: (sealed, identity) => {
      const [, sealedWith, body] = SEALED.exec(sealed) ?? [];
      if (sealedWith === undefined || body === undefined)
        throw new SecretBoxError('malformed', 'This is not a sealed text: the stored row is damaged.');
      const opening = byId.get(sealedWith);
      if (opening === undefined) {
        const message = `The text was sealed with key ${sealedWith}, which HVEVENT_SECRET_KEY does not hold: add the earlier key after the new one.`;
        throw new SecretBoxError('unknown-key', message);
      }
      return opened(Buffer.from(body, 'base64url'), { key: opening, aad: boundTo(sealedWith, identity) });
    },
  };
}

function opened(bytes: Buffer, { key, aad }: { key: Buffer; aad: Buffer }): string {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad);
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  // Only `final` knows whether the text is genuine, so nothing is returned before it.
  try {
    const start = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([start, decipher.final()]).toString('utf8');
  } catch {
    const message = 'The sealed text was changed, or belongs to another row: it is not opened. Restore or remove it.';
    throw new SecretBoxError('tampered', message);
  }
}

function boundTo(id: string, identity: string): Buffer {
  return Buffer.from(`hvevent ${VERSION} ${id} ${identity}`, 'utf8');
}

/** Tells keys apart and says nothing about them. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('hvevent key id\0').update(key).digest('hex').slice(0, 8);
}

/** Only the canonical spelling, so that a typing error does not pass as another key. */
function fromBase64(text: string): Buffer | undefined {
  const key = Buffer.from(text, 'base64');
  const plain = text.replace('=', '').replaceAll('-', '+').replaceAll('_', '/');
  return key.toString('base64').replace('=', '') === plain ? key : undefined;
}
