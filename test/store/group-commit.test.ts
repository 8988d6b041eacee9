import { movedClocks } from '../../src/store/environment-clock.js';
import { runInGroup } from '../../src/store/group-commit.js';
import { eachDatabase } from '../support/databases.js';

const insert = (environment: string | null, offsetMs: number) => ({
  sql: 'insert into environment_clocks (environment_id, offset_ms) values (?, ?)',
  values: [environment, offsetMs],
});
const move = (environment: string, { from, to }: { readonly from: number; readonly to: number }) => ({
  sql: 'update environment_clocks set offset_ms = ? where environment_id = ? and offset_ms = ?',
  values: [to, environment, from],
});

eachDatabase('a group of commits', (open) => {
  test('keeps what can be written, whoever fails beside it, and nothing of who fails', async () => {
    const { db } = await open();
    const settled = await Promise.allSettled([
      runInGroup(db, [insert('one', 1)]),
      runInGroup(db, [insert('two', 2), insert(null, 2)]),
      runInGroup(db, [insert('three', 3), insert('four', 4)]),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await movedClocks(db)).toEqual(
      new Map([
        ['four', 4],
        ['one', 1],
        ['three', 3],
      ]),
    );
  });

  test('leaves out what depends on a statement that changed nothing, in each group for itself', async () => {
    const { db } = await open();
    await runInGroup(db, [insert('one', 1), insert('two', 2)]);
    const after = { ...move('two', { from: 2, to: 5 }), isDependent: true };
    const counts = await Promise.all([
      runInGroup(db, [move('one', { from: 9, to: 10 }), after, after]),
      runInGroup(db, [move('one', { from: 1, to: 10 }), { ...after, values: [6, 'none', 0] }, after]),
    ]);
    expect(counts).toEqual([
      [0, 0, 0],
      [1, 0, 1],
    ]);
  });
});
