import type { CallbackCause } from '../../src/core/checkout.js';
import type { IssuedKey } from '../../src/flows/create-key.js';
import { encodeCalculationRefusal } from '../../src/wire/calculation.js';
import { signBytes } from '../../src/wire/signature.js';
import { answering, sendXml, type Endpoint } from './checkout-flows.js';
import { ALL_TABLES, answeredItem, answerXml, SHIPPING, TAX } from './merchant-callback.js';

/** A way in which a shop's endpoint fails, and what Cartwright says of it. */
export interface EndpointFault {
  readonly cause: CallbackCause;
  readonly because: string;
  readonly answer: Endpoint;
  /** What the failure report calls it; absent where there is none. */
  readonly reported?: string;
  readonly status?: number;
  readonly endpoint?: () => string;
}

const HTTP = 'HttpError';
const INVALID = 'InvalidResponse';

/** Answers with a status and nothing else. */
export const status =
  (code: number): Endpoint =>
  (_asked, response) =>
    void response.writeHead(code, { location: 'http://10.0.0.1/' }).end();
const body =
  (text: string): Endpoint =>
  (_asked, response) =>
    void response.end(text);
const unsigned: Endpoint = ({ addressId }, response) =>
  void response.end(
    `order-calculations-response=${encodeURIComponent(answerXml({ namespace: '2009-05-15', address: addressId }))}`,
  );

/** Signs documents with the key that is there when the question comes. */
export function answersOf(key: () => IssuedKey) {
  return {
    signed:
      (xml: (address: string) => string): Endpoint =>
      ({ addressId }, response) =>
        sendXml(response, key(), xml(addressId)),
    answer:
      (parts: Parameters<typeof answering>[1]): Endpoint =>
      (asked, response, request) =>
        answering(key(), parts)(asked, response, request),
  };
}

/** Every failure of an endpoint once; what is not known before the test runs is asked for then. */
export function endpointFaults(around: {
  readonly key: () => IssuedKey;
  readonly selfSignedPort: () => number;
}): readonly EndpointFault[] {
  const { signed, answer } = answersOf(around.key);
  return [
    {
      cause: 'timeout',
      because: 'Your endpoint did not answer in 1,000 ms',
      answer: (_asked, response) => void setTimeout(() => response.destroy(), 1_100),
      reported: 'ResponseTimeout',
      status: 0,
    },
    {
      cause: 'refused',
      because: 'Your endpoint closed the connection before the answer was whole',
      answer: (_asked, _response, request) => void request.socket.destroy(),
      reported: HTTP,
      status: 0,
    },
    {
      cause: 'tls',
      because: 'Your endpoint has no TLS connection that can be trusted',
      answer: status(200),
      endpoint: () => `https://127.0.0.1:${around.selfSignedPort()}/`,
      status: 0,
    },
    {
      cause: 'address-forbidden',
      because: 'Your endpoint is at a private address, 10.0.0.1',
      answer: status(200),
      endpoint: () => 'http://10.0.0.1/callback',
      status: 0,
    },
    {
      cause: 'redirect',
      because: 'Your endpoint answered with status 302, a redirect',
      answer: status(302),
      reported: HTTP,
      status: 302,
    },
    {
      cause: 'http-4xx',
      because: 'Your endpoint answered with status 403',
      answer: status(403),
      reported: HTTP,
      status: 403,
    },
    {
      cause: 'http-5xx',
      because: 'Your endpoint answered with status 520',
      answer: status(520),
      reported: HTTP,
      status: 520,
    },
    {
      cause: 'http-other',
      because: 'Your endpoint answered with status 204',
      answer: status(204),
      reported: HTTP,
      status: 204,
    },
    {
      cause: 'too-large',
      because: 'Your answer is larger than is read',
      answer: signed((address) =>
        answerXml({ namespace: '2009-05-15', address, tables: `${ALL_TABLES}<!--${'x'.repeat(1_100_000)}-->` }),
      ),
      reported: INVALID,
    },
    {
      cause: 'not-a-form',
      because: 'Your answer is no form',
      answer: body('<!DOCTYPE html><title>Oops'),
      reported: INVALID,
    },
    {
      cause: 'xml-malformed',
      because: 'The XML of your answer cannot be read',
      answer: signed(() => '<a><b></a>'),
      reported: INVALID,
    },
    {
      cause: 'signature-missing',
      because: 'Your answer has no field Signature',
      answer: unsigned,
      reported: 'SignatureError',
    },
    {
      cause: 'signature-mismatch',
      because: 'The Signature of your answer is not the HMAC-SHA1',
      answer: body(`order-calculations-response=%3Ca%2F%3E&Signature=${encodeURIComponent(signBytes('another secret', '<a/>'))}`),
      reported: 'SignatureError',
    },
    {
      cause: 'schema',
      because: 'Your answer does not follow the schema',
      answer: answer({ tables: ALL_TABLES.replace('0.065', 'six') }),
      reported: INVALID,
    },
    {
      cause: 'address-mismatch',
      because: 'Your answer',
      answer: answer({ address: 'another' }),
      reported: 'IdMismatch',
    },
    {
      cause: 'items-mismatch',
      because: 'Your answer',
      answer: answer({ items: answeredItem('MUG-1') }),
      reported: 'IdMismatch',
    },
    {
      cause: 'ids-undefined',
      because: 'Your answer',
      answer: answer({ tables: ALL_TABLES.replace('<TaxTableId>t<', '<TaxTableId>u<') }),
      reported: 'IdMismatch',
    },
    {
      cause: 'kind-missing',
      because: 'Your answer',
      answer: answer({ tables: `${TAX}${SHIPPING}` }),
      reported: INVALID,
    },
    {
      cause: 'bounds',
      because: 'Your answer has a value out of bounds',
      answer: answer({ tables: ALL_TABLES.replace('0.065', '8.25') }),
      reported: INVALID,
    },
    {
      cause: 'updates-invalid',
      because: 'Your answer changes the cart in a way that cannot be followed',
      answer: answer({
        updates:
          '<UpdatedCartItems><UpdatedCartItem><SKU>MUG-1</SKU><UpdateType>SHRINK</UpdateType></UpdatedCartItem></UpdatedCartItems>',
      }),
      reported: INVALID,
    },
    {
      cause: 'merchant-error',
      because: 'Your endpoint answered INTERNAL_SERVER_ERROR: No rates today',
      answer: signed(() => encodeCalculationRefusal('2009-05-15', 'INTERNAL_SERVER_ERROR', 'No rates today.')),
      reported: INVALID,
    },
  ];
}
