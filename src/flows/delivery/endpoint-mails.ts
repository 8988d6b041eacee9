import type { Endpoint } from '../../core/endpoint.js';
import type { Environment } from '../../core/merchant.js';
import { ulid } from '../../ids.js';
import type { NewMail } from '../../store/mails.js';
import { listPeople } from '../../store/people.js';
import { writeLate, writeSwitchedOff, type LateEvents } from '../../wire/endpoint-mail.js';
import type { OrderMailText } from '../../wire/order-mail.js';
import type { DeliveryDeps } from './deps.js';

interface About {
  readonly endpoint: Endpoint;
  readonly environment: Environment;
  /** The order that it was noticed by. Null: a test, which needs no mail. */
  readonly orderId: string | null;
}

/** The mail to the merchant's people about an endpoint that was switched off; null where there is nobody to tell. */
export const switchedOffMail = (deps: DeliveryDeps, about: About): Promise<NewMail | null> =>
  addressed(deps, about, {
    kind: 'endpoint-off',
    ...writeSwitchedOff(about.endpoint, contextOf(deps, about)),
  });

/** The mail to the merchant's people about events that have not arrived at an endpoint; null where there is nobody to tell. */
export const lateMail = (deps: DeliveryDeps, about: About, events: LateEvents): Promise<NewMail | null> =>
  addressed(deps, about, {
    kind: 'endpoint-late',
    ...writeLate(about.endpoint, { ...contextOf(deps, about), ...events }),
  });

const contextOf = ({ config }: DeliveryDeps, { environment: { name }, endpoint: { id } }: About) => ({
  environment: name,
  page: `${config.publicUrl}/console/${name}/endpoints/${id}`,
});

async function addressed(
  { db, clock }: DeliveryDeps,
  { orderId, environment }: About,
  { kind, subject, text }: OrderMailText & { readonly kind: string },
): Promise<NewMail | null> {
  const people = orderId === null ? [] : await listPeople(db, environment.merchant.id);
  if (orderId === null || people.length === 0) return null;
  const recipient = people.map(({ email }) => email).join(', ');
  const createdAt = clock();
  const id = ulid(createdAt);
  // a mail of a kind is queued once for each order, and an order can be late twice: who queues these sees to it that each is due
  return { id, environmentId: environment.id, orderId, kind: `${kind}:${id}`, recipient, subject, body: text, createdAt };
}
