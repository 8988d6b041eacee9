import { catchUp } from '../../src/store/causal.js';
import { eachDatabase } from '../support/databases.js';

// What it waits for on a cluster is shown by `npm run bench -- crash --only cluster`, on three nodes.
eachDatabase('catching up alone', (open) => {
  test('waits for nobody', async () => {
    const { db } = await open({ migrated: false });
    await catchUp(db);
    await expect(catchUp(db)).resolves.toBeUndefined();
  });
});
