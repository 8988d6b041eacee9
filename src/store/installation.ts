import { quickRead, transaction, type Db } from './db.js';

/** A fact about this installation, such as the check value of its master key; null where it was never stored. */
export async function readInstallation(db: Db, name: string): Promise<string | null> {
  const [row] = await quickRead<{ value: string }>(db, 'select value from installation where name = ?', [name]);
  return row?.value ?? null;
}

/** Stores a fact once; answers what is stored, which is another process's value where that came first. */
export function rememberInstallation(db: Db, name: string, value: string): Promise<string> {
  return transaction(db, async ({ knex }) => {
    await knex('installation').insert({ name, value }).onConflict('name').ignore();
    const [row] = await knex('installation').where({ name }).select<{ value: string }[]>('value');
    return row?.value ?? value;
  });
}
