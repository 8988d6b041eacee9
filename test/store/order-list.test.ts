import { orderState } from '../../src/core/order.js';
import { eventIds } from '../../src/flows/event-ids.js';
import type { Db } from '../../src/store/db.js';
import { listOrders, type OrderSearch } from '../../src/store/order/list.js';
import { releaseDue } from '../../src/store/order/progress.js';
import { eachDatabase } from '../support/databases.js';
import { orderLine, placed } from '../support/orders.js';

const SANDBOX = 'AMUGS123456789-sandbox';
const LIVE = 'AMUGS123456789-live';

eachDatabase('the list of orders', (open) => {
  let db: Db;
  const names = new Map<string, string>();
  const make = async (name: string, differences: Parameters<typeof placed>[2] = {}, environment = SANDBOX) => {
    const order = await placed(db, environment, differences);
    names.set(order.id, name);
    return order;
  };
  const find = async (search: OrderSearch, environment = SANDBOX): Promise<(string | undefined)[]> =>
    (await listOrders(db, environment, { search, limit: 50 })).items.map(({ id }) => names.get(id));

  beforeAll(async () => {
    ({ db } = await open());
    const bob = { name: 'Bob O’Neil', email: 'bob+shop@long.example' };
    await make('ann', { placedAt: 1_000 });
    await make('bob', { placedAt: 2_000, buyer: bob });
    await make('teapot', { placedAt: 3_000, lines: [orderLine({ sku: 'TEA-POT/9', title: 'Größe XL teapot, blue' })] });
    await make('mug 1', { placedAt: 4_000, lines: [orderLine({ sku: 'OTHER', title: 'MUG 12 of the month' })] });
    await make('live', { placedAt: 5_000 }, LIVE);
  });

  test('is newest first, of one environment', async () => {
    expect(await find({})).toEqual(['mug 1', 'teapot', 'bob', 'ann']);
    expect(await find({}, LIVE)).toEqual(['live']);
    expect(await find({ from: 2_000, to: 4_000 })).toEqual(['teapot', 'bob']);
  });

  test.each<[text: string, found: string[]]>([
    ['bob', ['bob']],
    ['BOB+Shop@long.EXAMPLE', ['bob']],
    ['ann@shop.example', ['mug 1', 'teapot', 'ann']],
    ['nobody@shop.example', []],
    ['o’neil', ['bob']],
    ['mug-1', ['bob', 'ann']],
    ['mug-12', ['mug 1']],
    ['tea-pot/9', ['teapot']],
    ['teapot', ['teapot']],
    ['größe blue', ['teapot']],
    ['  blue   mug ', ['bob', 'ann']],
    ['bob teapot', []],
    ['mug x', ['mug 1', 'bob', 'ann']],
    ['x', []],
    ["%' or 1=1 --", []],
    ['   ', ['mug 1', 'teapot', 'bob', 'ann']],
  ])('finds by "%s"', async (text, found) => {
    expect(await find({ text })).toEqual(found);
  });

  test('finds an order by its id, with hyphens or without, and by an item code, however old it is', async () => {
    const [id] = [...names].find(([, name]) => name === 'ann')!;
    expect(await find({ text: id, from: 5_000 })).toEqual(['ann']);
    expect(await find({ text: id.replaceAll('-', '') })).toEqual(['ann']);
    expect(await find({ text: id }, LIVE)).toEqual([]);
    const { items } = await listOrders(db, SANDBOX, { search: { text: id }, limit: 1 });
    expect(await find({ text: items[0]!.lines[0]!.itemCode })).toEqual(['ann']);
  });

  test('goes on behind its cursor, also among orders of the same moment and among those of a word', async () => {
    for (let index = 0; index < 9; index++) await make(`same ${index}`, { placedAt: 500 });
    for (const search of [{}, { text: 'blue' }, { text: 'blue mug' }]) {
      const all = await find(search);
      const paged: (string | undefined)[] = [];
      let cursor: string | null | undefined;
      for (let pages = 0; cursor !== null; pages++) {
        expect(pages).toBeLessThan(10);
        const page = await listOrders(db, SANDBOX, { search, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        paged.push(...page.items.map(({ id }) => names.get(id)));
        cursor = page.next;
      }
      expect(paged).toEqual(all);
      expect(paged.length).toBeGreaterThan(10);
    }
    await expect(listOrders(db, SANDBOX, { limit: 2, cursor: 'zz.1 or 1=1' })).rejects.toMatchObject({ code: 'REQUEST_FAULT' });
  });

  test('narrows by states, which are derived, and looks further than the first chunk for them', async () => {
    const { db: fresh } = await open();
    const orders = [];
    for (let index = 0; index < 80; index++) {
      orders.push(await placed(fresh, SANDBOX, { placedAt: 1_000 + index, windowEndsAt: 2_000 + index }));
    }
    // the two oldest are released, the third is cancelled, 77 are pending
    await releaseDue(fresh, { at: 2_001, limit: 10, idsAt: eventIds });
    const { id } = orders[2]!;
    await fresh.knex('orders').where({ id }).update({ cancelled_at: 5_000 });
    await fresh.knex('order_lines').where('order_id', id).update('cancelled', fresh.knex.ref('quantity'));
    const states = async (search: OrderSearch, limit = 100): Promise<string[]> =>
      (await listOrders(fresh, SANDBOX, { search, limit })).items.map(orderState);
    expect(await states({ states: ['pending'] })).toHaveLength(77);
    expect(await states({ states: ['unshipped', 'cancelled'] }, 2)).toEqual(['cancelled', 'unshipped']);
    const rest = await listOrders(fresh, SANDBOX, { search: { states: ['unshipped', 'cancelled'] }, limit: 2 });
    const next = await listOrders(fresh, SANDBOX, {
      search: { states: ['unshipped', 'cancelled'] },
      limit: 2,
      cursor: rest.next!,
    });
    expect(next).toMatchObject({ items: [{ id: orders[0]!.id }], next: null });
    expect(await states({ states: ['shipped'] })).toEqual([]);
  });
});
