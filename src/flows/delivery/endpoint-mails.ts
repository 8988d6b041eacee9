import type { Endpoint } from '../../core/endpoint.js';
import type { Environment } from '../../core/merchant.js';
import { ulid } from '../../ids.js';
import type { NewMail } from '../../store/mails.js';
import { listPeople } from '../../store/people.js';
import { writeLate, writeSwitchedOff } from '../../wire/endpoint-mail.js';
import type { OrderMailText } from '../../wire/order-mail.js';
import type { DeliveryDeps } from './deps.js';

interface About {
  readonly endpoint: Endpoint;
  readonly environment: Environment;
  /** The order that it was noticed by: mails are queued once for each order and kind. Null: a test, which needs no mail. */
  readonly orderId: string | null;
}

/** The mail to the merchant's people about an endpoint that was switched off; null where there is nobody to tell. */
export const switchedOffMail = (deps: DeliveryDeps, about: About): Promise<NewMail | null> =>
  addressed(deps, about, {
    kind: `endpoint-off:${about.endpoint.id}`,
    ...writeSwitchedOff(about.endpoint, contextOf(deps, about)),
  });

/** The mail to the merchant's people about an endpoint whose oldest event is too old; null where there is nobody to tell. */
export const lateMail = (deps: DeliveryDeps, about: About, ageMs: number): Promise<NewMail | null> =>
  addressed(deps, about, {
    kind: `endpoint-late:${about.endpoint.id}`,
    ...writeLate(about.endpoint, { ...contextOf(deps, about), ageMs }),
  });

const contextOf = ({ config }: DeliveryDeps, { environment: { name } }: About) => ({
  environment: name,
  console: `${config.publicUrl}/console/${name}/exchanges`,
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
  return { id: ulid(createdAt), environmentId: environment.id, orderId, kind, recipient, subject, body: text, createdAt };
}
