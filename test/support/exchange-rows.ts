import type { StoredMessage } from '../../src/core/exchange.js';
import { exchangeSeq, ulid } from '../../src/ids.js';
import type { ExchangeRow, ReplayClaim } from '../../src/store/recorder.js';

const EMPTY: StoredMessage = {
  start: '200',
  headers: [],
  contentType: 'text/plain',
  body: { text: '', masks: [] },
  fields: [],
  length: 0,
  sha256: '',
  cut: false,
};

/** A message with one body. */
export function message(text: string, start = '200', contentType = 'application/xml'): StoredMessage {
  return { ...EMPTY, start, contentType, body: { text, masks: [] }, length: text.length };
}

/** A complete exchange with the given differences. */
export function exchangeRow(environmentId: string, differences: Partial<ExchangeRow> = {}): ExchangeRow {
  const at = differences.at ?? Date.now();
  const id = differences.id ?? ulid(at);
  return {
    id,
    seq: exchangeSeq(at),
    environmentId,
    environment: 'sandbox',
    at,
    direction: 'in',
    kind: 'callback',
    party: 'cart',
    trace: `T${id}`,
    attempt: 1,
    outcome: 'ok',
    status: 200,
    durationMs: 12,
    refs: {},
    faults: [],
    request: message('<a/>', 'POST /sandbox/callbacks/A1'),
    response: EMPTY,
    steps: [],
    calculation: [],
    sealed: Buffer.from('sealed'),
    ...differences,
  };
}

/** A claim on a UUID that answers with `body`. */
export function claim(keyId: string, uuid: string, body = 'the answer', bodySha256 = 'aa'): ReplayClaim {
  return {
    keyId,
    uuid,
    bodySha256,
    expiresAt: Date.now() + 900_000,
    answer: { status: 200, contentType: 'text/plain', headers: { 'Cartwright-Exchange': uuid }, body },
  };
}
