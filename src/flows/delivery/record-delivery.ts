import type { ExchangeRefs, Step } from '../../core/exchange.js';
import type { PublishedEvent } from '../../core/order-event.js';
import { exchangeSeq } from '../../ids.js';
import type { DeliveryAnswer } from '../../outbound/delivery.js';
import type { Claimed } from '../../store/delivery/claim.js';
import type { ExchangeRow } from '../../store/recorder.js';
import { openForm } from '../../wire/form.js';
import type { Owner } from '../checkout/surroundings.js';
import { exchangeRow } from '../exchange-row.js';
import type { WireMessage } from '../stored-message.js';
import type { DeliveryDeps } from './deps.js';
import type { Verdict } from './judge-answer.js';
import type { SignedDelivery } from './sign-delivery.js';

/** One attempt, as much of it as goes on record. */
export interface Attempted {
  readonly exchangeId: string;
  readonly claimed: Claimed;
  readonly event: PublishedEvent;
  readonly owner: Owner;
  readonly signed: SignedDelivery;
  readonly said: DeliveryAnswer;
  readonly verdict: Verdict;
}

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The exchange of an attempt, with both sides. */
export function deliveryRow({ vault }: Pick<DeliveryDeps, 'vault'>, attempted: Attempted): ExchangeRow {
  const { exchangeId, claimed, event, owner, signed, said, verdict } = attempted;
  const { endpoint, delivery } = claimed;
  const facts = {
    id: exchangeId,
    seq: exchangeSeq(said.startedAt),
    environment: owner.environment,
    at: said.startedAt,
    direction: 'out',
    kind: endpoint.format,
    party: 'store',
    trace: event.trace,
    attempt: delivery.tries + 1,
    outcome: signed.warnings.length > 0 && verdict.outcome === 'ok' ? 'warned' : verdict.outcome,
    status: said.ok ? said.answer.status : 0,
    code: verdict.code,
    durationMs: said.endedAt - said.startedAt,
    refs: refsOf(attempted),
    faults: [...verdict.faults, ...signed.warnings],
    request: requestOf(endpoint.url, signed),
    response: responseOf(said),
    steps: stepsOf(said, verdict),
  } as const;
  return exchangeRow(facts, { mask: owner.keys.mask, vault });
}

function refsOf({ claimed, event, signed }: Attempted): ExchangeRefs {
  const { delivery, endpoint } = claimed;
  return {
    ...(event.orderId === null ? {} : { orderId: event.orderId, checkoutId: event.data.order.checkoutId }),
    eventId: event.id,
    notificationReferenceId: event.referenceId,
    deliveryId: delivery.id,
    endpointId: endpoint.id,
    uuid: signed.uuid,
  };
}

function requestOf(url: string, { body, headers }: SignedDelivery): WireMessage {
  const original = Buffer.from(body);
  const contentType = headers['content-type'] ?? '';
  const form = contentType.startsWith(FORM_TYPE) ? openForm(original, FORM_TYPE) : null;
  return {
    start: `POST ${url}`,
    headers: { ...headers, 'content-length': original.length },
    contentType,
    original,
    ...(form?.ok === true ? { fields: form.fields.map(({ name, value }) => ({ name, value })) } : {}),
  };
}

function responseOf(said: DeliveryAnswer): WireMessage {
  if (!said.ok) return { start: '', headers: {}, contentType: '', original: Buffer.alloc(0) };
  const { status, headers, body, cut } = said.answer;
  return {
    start: String(status),
    headers,
    contentType: headers['content-type'] ?? '',
    original: body,
    ...(cut ? { length: body.length + 1 } : {}),
  };
}

function stepsOf(said: DeliveryAnswer, { result, because, isAcknowledged }: Verdict): Step[] {
  const failed = { name: 'Accepted', state: 'failed', note: because } as const;
  return [
    { name: 'Sent', state: 'done' },
    { name: 'Answered', state: said.ok ? 'done' : 'failed' },
    result === 'accepted' ? { name: 'Accepted', state: 'done' } : said.ok ? failed : { name: 'Accepted', state: 'not reached' },
    { name: 'Processed', state: isAcknowledged ? 'done' : 'not reached' },
  ];
}
