import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Seals what must not be read from the database file: secrets of access keys and the originals of masked bodies. */
export interface Vault {
  /** AES-256-GCM: version byte, 12 random nonce bytes, ciphertext, 16 tag bytes. `context` (`access-key:<id>`) must be given again to open. */
  seal(plain: Buffer | string, context: string): Buffer;
  /** Throws where the bytes were changed, sealed under another master key or in another context. */
  open(sealed: Buffer, context: string): Buffer;
  /** Keyed hash of a value, 64 hex digits: equal values match, and nobody without the master key can try values. */
  tag(value: string): string;
  /** Stored in the database at first start; a service started with another master key sees another one and refuses. */
  checkValue(): string;
}

/** A vault under a master key of 32 bytes; throws a RangeError for any other length. */
export function openVault(masterKey: Buffer): Vault {
  if (masterKey.length !== KEY_BYTES)
    throw new RangeError(`a master key has ${KEY_BYTES} bytes, this one has ${masterKey.length}`);
  const sealKey = derive(masterKey, 'cartwright seal');
  const tagKey = derive(masterKey, 'cartwright tag');
  const checkKey = derive(masterKey, 'cartwright check');
  return {
    seal: (plain, context) => seal(sealKey, plain, context),
    open: (sealed, context) => open(sealKey, sealed, context),
    tag: (value) => createHmac('sha256', tagKey).update(value).digest('hex'),
    checkValue: () => createHmac('sha256', checkKey).update('master key').digest('hex'),
  };
}

function derive(masterKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), purpose, KEY_BYTES));
}

function seal(key: Buffer, plain: Buffer | string, context: string): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  return Buffer.concat([Buffer.from([VERSION]), nonce, body, cipher.final(), cipher.getAuthTag()]);
}

/** Random bytes for a few hundred nonces at once: asking the system for each costs as much as enciphering a callback. */
const nonces = Buffer.alloc(NONCE_BYTES * 256);
let noncesUsed = nonces.length;

function freshNonce(): Buffer {
  if (noncesUsed === nonces.length) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  const nonce = Buffer.from(nonces.subarray(noncesUsed, noncesUsed + NONCE_BYTES));
  noncesUsed += NONCE_BYTES;
  return nonce;
}

function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES) throw new Error('the sealed value is cut short');
  if (sealed[0] !== VERSION) throw new Error(`the sealed value has version ${String(sealed[0])}, this release reads ${VERSION}`);
  const bodyEnd = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(bodyEnd));
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES, bodyEnd)), decipher.final()]);
}
