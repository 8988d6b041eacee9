import type { LineUnits } from '../../core/captures.js';
import type { Order } from '../../core/order.js';
import type { Refund } from '../../core/refund.js';
import type { Shipment } from '../../core/shipment.js';
import { ulid } from '../../ids.js';
import type { NewMail } from '../../store/mails.js';
import type { OrderMailText } from '../../wire/order-mail.js';
import { writePartCancellation, writeRefund, writeShipment } from '../../wire/progress-mail.js';
import { contextOf } from '../checkout/order-mails.js';
import type { OrderDeps, OrderScene } from './change-order.js';

type Scene = Pick<OrderScene, 'environment' | 'ids'>;

/** That something has left, queued in the transaction of the shipment. */
export const shippedMail = (
  deps: OrderDeps,
  { environment }: Scene,
  { order, shipment }: { readonly order: Order; readonly shipment: Shipment },
): NewMail =>
  addressed(deps, order, {
    kind: `shipped:${shipment.id}`,
    ...writeShipment(order, shipment, contextOf(deps, order, environment)),
  });

/** That some units will not come, queued in the transaction that cancels them. */
export const partCancelledMail = (
  deps: OrderDeps,
  { environment, ids }: Scene,
  { order, ...cancelled }: { readonly order: Order; readonly units: readonly LineUnits[]; readonly reason: string },
): NewMail =>
  addressed(deps, order, {
    kind: `cancelled:${ids.eventId}`,
    ...writePartCancellation(order, cancelled, contextOf(deps, order, environment)),
  });

/** That money goes back, queued when the gateway has settled it: until then it can be undone or refused. */
export const refundedMail = (
  deps: OrderDeps,
  { environment }: Pick<OrderScene, 'environment'>,
  { order, refund }: { readonly order: Order; readonly refund: Refund },
): NewMail =>
  addressed(deps, order, {
    kind: `refunded:${refund.id}`,
    ...writeRefund(order, refund, contextOf(deps, order, environment)),
  });

/** Mails go by the real clock, whatever the environment's says. */
const addressed = (
  { clock }: OrderDeps,
  { id: orderId, environmentId, buyer }: Order,
  { kind, subject, text }: OrderMailText & { readonly kind: string },
): NewMail => ({
  ...{ id: ulid(clock()), environmentId, orderId, kind, recipient: buyer.email, subject, body: text },
  createdAt: clock(),
});
