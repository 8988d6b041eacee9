import { createHash } from 'node:crypto';

const DIGITS = 20;

/** A gateway's own id of a payment, made of the way to pay and the idempotency key: the same key, the same reference. */
export const paymentReference = (method: string, idempotencyKey: string): string =>
  `${method}-${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, DIGITS)}`;
