import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { FloorRequest } from './document.js';

/** What the floor keeps of one exchange: the rows, keys and bytes that the product keeps, and no more. */
export interface FloorRow {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly durationMs: number;
  readonly refs: Readonly<Record<string, string>>;
  /** Both messages and the reports on them, as JSON. */
  readonly messages: string;
  readonly sealed: Buffer;
  readonly keyId: string;
  readonly uuid: string;
  readonly bodySha256: string;
  readonly answer: string;
}

/** One answered callback, before it is recorded. */
export interface Answered {
  readonly at: number;
  readonly body: Buffer;
  readonly xml: string;
  readonly document: FloorRequest;
  readonly answer: string;
  readonly answerXml: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly keyId: string;
  readonly uuid: string;
  /** The text that was signed. */
  readonly base: string;
}

const SEQ_EPOCH_MS = Date.UTC(2026, 0, 1);
const SEQ_STEP = 4096;
const NONCE_BYTES = 12;
const RANDOM_BYTES = 8;
/** As long as the steps, headers and calculation report that the product keeps with an exchange. */
const REPORTS = 'report '.repeat(250);

let lastSeq = 0;

/** The complete row of an exchange, its original sealed. */
export function exchangeRow(answered: Answered, sealingKey: Buffer): FloorRow {
  const { at, body, xml, document, answer, answerXml, headers, keyId, uuid, base } = answered;
  lastSeq = Math.max(lastSeq + 1, (at - SEQ_EPOCH_MS) * SEQ_STEP);
  const bodySha256 = sha256(body);
  return {
    seq: lastSeq,
    // Sorted by time, as the product's ids are: a random id would cost its index a page for each row.
    id: lastSeq.toString(36).padStart(10, '0') + randomBytes(RANDOM_BYTES).toString('hex'),
    at,
    durationMs: Date.now() - at,
    refs: { callbackReferenceId: document.reference, clientRequestId: document.clientRequestId, uuid },
    messages: JSON.stringify({
      request: { xml, sha256: bodySha256, base },
      response: { xml: answerXml, headers, sha256: sha256(answer) },
      REPORTS,
    }),
    sealed: seal(body, sealingKey),
    keyId,
    uuid,
    bodySha256,
    // As the product does where nothing was masked: a repeat is told from the exchange.
    answer: 'null',
  };
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

function seal(plain: Buffer, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}
