import type { Environment } from '../../core/merchant.js';
import type { Order } from '../../core/order.js';
import { ulid } from '../../ids.js';
import type { OrderMail } from '../../store/order/place.js';
import { writeCancellation, writeConfirmation, type OrderMailContext, type OrderMailText } from '../../wire/order-mail.js';
import type { CheckoutDeps } from './deps.js';
import { orderLink } from './order-link.js';

type MailDeps = Pick<CheckoutDeps, 'vault' | 'config' | 'clock'>;

/** The mail that is queued in the transaction of the order. */
export const confirmationMail = (deps: MailDeps, order: Order, environment: Environment): OrderMail =>
  addressed(deps, order, { kind: 'confirmation', ...writeConfirmation(order, contextOf(deps, order, environment)) });

/** The mail that is queued in the transaction that cancels the order. */
export const cancellationMail = (
  deps: MailDeps,
  order: Order,
  { environment, reason }: { readonly environment: Environment; readonly reason: string },
): OrderMail =>
  addressed(deps, order, {
    kind: 'cancelled',
    ...writeCancellation(order, { ...contextOf(deps, order, environment), reason }),
  });

/** The shop, its zone and the buyer's own link. */
export const contextOf = (
  deps: Pick<MailDeps, 'vault' | 'config'>,
  { id }: Order,
  { merchant, name }: Environment,
): OrderMailContext => ({
  shop: merchant.name,
  environment: name,
  zone: merchant.zone,
  link: orderLink(deps, id),
});

const addressed = (
  { clock }: MailDeps,
  { buyer }: Order,
  { kind, subject, text }: OrderMailText & { readonly kind: string },
): OrderMail => ({ id: ulid(clock()), kind, recipient: buyer.email, subject, body: text, createdAt: clock() });
