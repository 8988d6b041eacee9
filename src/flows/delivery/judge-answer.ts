import { createHash } from 'node:crypto';
import { resultOf, type AttemptResult } from '../../core/delivery-schedule.js';
import type { Outcome } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import type { ErrorCode } from '../../errors.js';
import type { DeliveryAnswer } from '../../outbound/delivery.js';

/** What an attempt came to. */
export interface Verdict {
  readonly result: AttemptResult;
  /** One sentence. */
  readonly because: string;
  readonly outcome: Outcome;
  readonly code?: ErrorCode;
  readonly faults: readonly Fault[];
  /** The digest that the store named, hex; null where it named none. */
  readonly echo: string | null;
  /** It named this order, and the digest of what was sent: the store has processed it. */
  readonly isAcknowledged: boolean;
}

interface Sent {
  readonly orderId: string;
  /** The HTTP body, and the document inside it: a store may digest either. */
  readonly bodies: readonly string[];
}

type Failed = Extract<DeliveryAnswer, { readonly ok: false }>;

const NETWORK_CODES: Readonly<Record<Failed['cause'], ErrorCode>> = {
  timeout: 'DELIVERY_TIMEOUT',
  refused: 'DELIVERY_UNREACHABLE',
  tls: 'DELIVERY_TLS',
  'address-forbidden': 'DELIVERY_ADDRESS_FORBIDDEN',
  'url-invalid': 'DELIVERY_ADDRESS_FORBIDDEN',
  'too-large': 'DELIVERY_UNREACHABLE',
};
const ECHO = /^(\S{1,40}) ([0-9a-f]{64})$/i;

/** Reads what a store answered: only its status counts, and an echo proves more than that. */
export function judgeAnswer(said: DeliveryAnswer, sent: Sent): Verdict {
  if (!said.ok) {
    const result = said.cause === 'timeout' ? 'slow' : 'failed';
    return failure({ result, because: `The store ${said.because}.`, outcome: 'failed', code: NETWORK_CODES[said.cause] });
  }
  const { status, headers } = said.answer;
  const result = resultOf(status);
  if (result === 'accepted') return accepted(status, headers['cartwright-echo'], sent);
  const { code, hint } = ofStatus(status, result);
  const outcome = status >= 400 && status < 500 ? 'refused' : 'failed';
  return failure({ result, because: `The store answered with status ${status}${hint}.`, outcome, code });
}

function ofStatus(status: number, result: AttemptResult): { readonly code: ErrorCode; readonly hint: string } {
  if (status >= 300 && status < 400) return { code: 'DELIVERY_REDIRECTED', hint: ', a redirect, and redirects are not followed' };
  if (result === 'gone') return { code: 'ENDPOINT_GONE', hint: ': it is gone for good' };
  if (result === 'throttled') return { code: 'DELIVERY_THROTTLED', hint: ': too much at once' };
  if (status === 408) return { code: 'DELIVERY_TIMEOUT', hint: ': it waited too long for the request' };
  return result === 'refused' ? { code: 'DELIVERY_REFUSED', hint: '' } : { code: 'DELIVERY_FAILED', hint: '' };
}

function accepted(status: number, header: string | undefined, { orderId, bodies }: Sent): Verdict {
  const [, order = '', digest = ''] = ECHO.exec(header?.trim() ?? '') ?? [];
  const echo = digest === '' ? null : digest.toLowerCase();
  const isAcknowledged = order === orderId && bodies.some((body) => sha256(body) === echo);
  const base = { result: 'accepted', isAcknowledged, echo, outcome: 'ok', faults: [] } as const;
  if (isAcknowledged) return { ...base, because: 'The store says that it has processed it.' };
  const because = `The store accepted it with status ${status}.`;
  if (header === undefined) return { ...base, because };
  const message = 'The Cartwright-Echo of the answer names another order or another body than was sent.';
  return { ...base, because, outcome: 'warned', faults: [{ rule: 'echo-differs', severity: 'warning', message }] };
}

function failure(failed: Pick<Verdict, 'result' | 'because' | 'outcome'> & { readonly code: ErrorCode }): Verdict {
  const rule = failed.code.toLowerCase().replaceAll('_', '-');
  const faults: Fault[] = [{ rule, severity: 'error', message: failed.because }];
  return { ...failed, faults, echo: null, isAcknowledged: false };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
