import { run } from '../../src/store/db.js';
import { eachDatabase } from '../support/databases.js';

eachDatabase('a failed statement', (open) => {
  test('says nothing of its values: messages are logged', async () => {
    const { db } = await open();
    const row = { name: 'canary', owner: 'Robin Example, 17 Canary Lane', nosuch: 1 };
    const failed = await run(db, (knex) => knex('leases').insert(row)).then(String, String);
    expect(failed).toContain('nosuch');
    expect(failed).not.toContain('Canary Lane');
  });
});
