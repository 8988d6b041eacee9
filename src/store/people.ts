import type { Person } from '../core/merchant.js';
import { CartwrightError } from '../errors.js';
import { quickRead, run, transaction, type Db } from './db.js';
import { isDuplicate } from './engine/retry.js';

interface PersonRow {
  readonly id: string;
  readonly merchant_id: string;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
}

/** A person with what their password is checked against. */
export type PersonWithHash = Person & { readonly passwordHash: string };

/** Stores a person. Throws SETTINGS_CHANGED where somebody with this e-mail is there already; case does not count. */
export async function createPerson(
  db: Db,
  { passwordHash, at, ...person }: PersonWithHash & { readonly at: number },
): Promise<Person> {
  const row = {
    id: person.id,
    merchant_id: person.merchantId,
    email: person.email,
    email_folded: folded(person.email),
    name: person.name,
    password_hash: passwordHash,
    created_at: at,
    password_changed_at: at,
  };
  try {
    await run(db, (knex) => knex('people').insert(row));
    return person;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // the first try counted, and its answer was lost
    if ((await findPersonByEmail(db, person.email))?.id === person.id) return person;
    throw new CartwrightError('SETTINGS_CHANGED', { detail: 'Somebody with this e-mail has an account already.', cause: error });
  }
}

/** Who signs in with this e-mail, in whatever case it is typed; null where nobody does. */
export async function findPersonByEmail(db: Db, email: string): Promise<PersonWithHash | null> {
  return findWhere(db, 'email_folded = ?', folded(email));
}

/** A person by id, or null. */
export async function findPerson(db: Db, id: string): Promise<PersonWithHash | null> {
  return findWhere(db, 'id = ?', id);
}

/** The people of a merchant by name. */
export async function listPeople(db: Db, merchantId: string): Promise<Person[]> {
  const rows = await run(db, (knex) =>
    knex('people').where('merchant_id', merchantId).orderBy(['name', 'id']).select<PersonRow[]>('*'),
  );
  return rows.map(personFromRow);
}

/**
 * Sets a new password hash and ends the person's other sessions, all but the one with id `keepSession`, in one
 * transaction: who stole a session is out with the old password.
 */
export async function changePassword(
  db: Db,
  change: { readonly personId: string; readonly passwordHash: string; readonly at: number; readonly keepSessionSha256?: string },
): Promise<void> {
  await transaction(db, async ({ knex }) => {
    await knex('people')
      .where('id', change.personId)
      .update({ password_hash: change.passwordHash, password_changed_at: change.at });
    await knex('sessions')
      .where('person_id', change.personId)
      .whereNot('id_sha256', change.keepSessionSha256 ?? '')
      .delete();
  });
}

async function findWhere(db: Db, condition: string, value: string): Promise<PersonWithHash | null> {
  const sql = `select id, merchant_id, email, name, password_hash from people where ${condition}`;
  const [row] = await quickRead<PersonRow>(db, sql, [value]);
  return row === undefined ? null : { ...personFromRow(row), passwordHash: row.password_hash };
}

function personFromRow(row: PersonRow): Person {
  return { id: row.id, merchantId: row.merchant_id, email: row.email, name: row.name };
}

const folded = (email: string): string => email.trim().normalize('NFC').toLowerCase();
