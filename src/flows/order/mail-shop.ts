import { ulid } from '../../ids.js';
import type { Db } from '../../store/db.js';
import { queueMail } from '../../store/mails.js';
import { listPeople } from '../../store/people.js';
import type { OrderMailContext, OrderMailText } from '../../wire/order-mail.js';
import type { OrderDeps, OrderScene } from './change-order.js';

/** Where mails to a shop lead: to the order in the console. */
export const shopContext = (
  { config }: OrderDeps,
  { environment: { name, merchant }, affairs: { order } }: OrderScene,
): OrderMailContext => ({
  shop: merchant.name,
  environment: name,
  zone: merchant.zone,
  link: `${config.publicUrl}/console/${name}/orders/${order.id}`,
});

/** Queues a mail about an order to the people of the shop; each kind once for each order. Mails go by the real clock. */
export async function mailShop(
  trx: Db,
  { affairs, environment }: OrderScene,
  { deps, kind, mail }: { readonly deps: OrderDeps; readonly kind: string; readonly mail: OrderMailText },
): Promise<void> {
  const people = await listPeople(trx, environment.merchant.id);
  if (people.length === 0) return;
  const { id: orderId, environmentId } = affairs.order;
  const recipient = people.map(({ email }) => email).join(', ');
  const createdAt = deps.clock();
  const { subject, text: body } = mail;
  await queueMail(trx, { id: ulid(createdAt), environmentId, orderId, kind, recipient, subject, body, createdAt });
}
