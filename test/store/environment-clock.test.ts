import { eventIds } from '../../src/flows/event-ids.js';
import type { Db } from '../../src/store/db.js';
import { movedClocks, moveClock, offsetOf } from '../../src/store/environment-clock.js';
import { findOrder } from '../../src/store/orders.js';
import { releaseDue } from '../../src/store/order/progress.js';
import { eachDatabase } from '../support/databases.js';
import { placed } from '../support/orders.js';

const MOVED = 'AMUGS123456789-sandbox';
const REAL = 'AMUGS123456789-live';

eachDatabase('the clock of an environment', (open) => {
  let db: Db;
  let other: Db;
  beforeEach(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
  });

  test('is the real one until it is moved, and never goes back', async () => {
    expect([await offsetOf(db, MOVED), await movedClocks(db)]).toEqual([0, new Map()]);
    expect(await moveClock(db, { environmentId: MOVED, offsetMs: 5_000 })).toBe(5_000);
    expect(await moveClock(other, { environmentId: MOVED, offsetMs: 4_000 })).toBe(5_000);
    expect([await offsetOf(other, MOVED), await offsetOf(other, REAL)]).toEqual([5_000, 0]);
    expect(await movedClocks(other)).toEqual(new Map([[MOVED, 5_000]]));
  });

  test('moved by many at once stands where the furthest wanted it', async () => {
    const wishes = Array.from({ length: 20 }, (_, index) => 1_000 * (index + 1));
    await Promise.all(
      wishes.map((offsetMs, index) => moveClock(index % 2 === 0 ? db : other, { environmentId: MOVED, offsetMs })),
    );
    expect(await offsetOf(db, MOVED)).toBe(20_000);
  });

  test('ends the windows of its own orders only, at the time that it says itself', async () => {
    const [moved, real] = [await placed(db, MOVED), await placed(db, REAL)];
    await moveClock(db, { environmentId: MOVED, offsetMs: 100_000 });
    // the window ends at 910,000: 100,000 earlier by the real clock
    expect(await releaseDue(db, { at: 809_999, limit: 10, idsAt: eventIds })).toEqual([]);
    expect(await releaseDue(db, { at: 810_000, limit: 10, idsAt: eventIds })).toEqual([{ environmentId: MOVED, id: moved.id }]);
    expect((await findOrder(db, MOVED, moved.id))?.releasedAt).toBe(910_000);
    expect(await releaseDue(other, { at: 910_000, limit: 10, idsAt: eventIds })).toEqual([{ environmentId: REAL, id: real.id }]);
    expect((await findOrder(db, REAL, real.id))?.releasedAt).toBe(910_000);
  });
});
