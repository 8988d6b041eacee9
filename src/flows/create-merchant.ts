import { merchantId, ulid } from '../ids.js';
import { transaction, type Db } from '../store/db.js';
import { createMerchant } from '../store/merchants.js';
import { createPerson, findPersonByEmail } from '../store/people.js';
import { hashPassword, randomPassword } from './password.js';

export interface NewMerchant {
  readonly name: string;
  readonly email: string;
  /** Who signs in with this e-mail; the part before the @ where nobody said. */
  readonly personName?: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA zone. */
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A merchant with the sign-in of its first person: the only moment at which the password can be read. */
export interface OpenedMerchant {
  readonly merchantId: string;
  readonly email: string;
  readonly password: string;
}
export type OpeningResult = ({ readonly ok: true } & OpenedMerchant) | { readonly ok: false; readonly reason: string };

const MAX_NAME_LENGTH = 100;

/** What is wrong with a new merchant, one sentence each; empty where all is well. */
export function checkNewMerchant({ name, email, currency, zone }: Omit<NewMerchant, 'at'>): string[] {
  return [
    ...(name.trim() === '' || name.length > MAX_NAME_LENGTH ? [`The name must have 1 to ${MAX_NAME_LENGTH} characters.`] : []),
    ...(/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email)
      ? []
      : [`The e-mail must be an address such as me@shop.example. It is "${email}".`]),
    ...(Intl.supportedValuesOf('currency').includes(currency)
      ? []
      : [`The currency must be three capital letters of ISO 4217, such as USD. It is "${currency}".`]),
    ...(isZone(zone) ? [] : [`The zone must be the name of a time zone, such as America/Los_Angeles. It is "${zone}".`]),
  ];
}

/** Makes a merchant, both its environments and its first person with a random password, all or nothing. An e-mail signs in to one merchant only. */
export async function openMerchant(db: Db, merchant: NewMerchant): Promise<OpeningResult> {
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const { name, email, personName, currency, zone, at } = merchant;
  const id = merchantId();
  return transaction(db, async (trx) => {
    if ((await findPersonByEmail(trx, email)) !== null)
      return { ok: false, reason: `Somebody signs in with ${email} already. Use another e-mail.` };
    await createMerchant(trx, { id, name, currency, zone, at });
    const person = { id: ulid(at), merchantId: id, email, name: personName ?? email.slice(0, email.indexOf('@')) };
    await createPerson(trx, { ...person, passwordHash, at });
    return { ok: true, merchantId: id, email, password };
  });
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
