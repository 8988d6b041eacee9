import { endChargeback, openChargeback } from '../../src/flows/order/open-chargeback.js';
import { loadAffairs } from '../../src/store/order/affairs.js';
import { openConsoleSite, listen, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { partlyShipped, releasedOrder } from '../support/moved-orders.js';
import { visibleText } from '../support/visible-text.js';
import { visitor, type Visit, type Visitor } from '../support/visitor.js';

const LIST = '/console/sandbox/orders';

eachDatabase('Refunds in the console', (open) => {
  let site: ConsoleSite;
  let close: () => Promise<void>;
  let ines: Visitor;

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    const listening = await listen(site.app);
    close = listening.close;
    ines = visitor(listening.url);
    await ines.signIn(site.email, site.password);
  });
  afterAll(() => close());

  const refundsOf = async (id: string) => {
    const affairs = await loadAffairs(site.db, { environmentId: site.sandbox.id, id });
    return affairs?.refunds ?? [];
  };
  const check = async (id: string, fields: Readonly<Record<string, string>>): Promise<Visit> => {
    await ines.get(`${LIST}/${id}/refund`);
    return ines.post(`${LIST}/${id}/refund`, { by: 'units', reason: 'it arrived broken', ...fields });
  };
  /** Presses the button of a page that asks once more. */
  const confirm = (page: Visit, id: string): Promise<Visit> => {
    const [, form = ''] = page.html.split('/refund/confirm"');
    const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    return ines.post(
      `${LIST}/${id}/refund/confirm`,
      Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
    );
  };

  test('shows every amount before it moves one, and the button repeats the sum and where it goes', async () => {
    const { id } = await partlyShipped(site);
    const page = await check(id, { 'units-1': '1' });
    expect(page.status).toBe(200);
    const text = visibleText(page.html);
    // a mug of four: 74.00 / 4 = 18.50, less 7.40 / 4 = 1.85, tax 6.89 x 16.65 / 66.60 = 1.7225; 18.50 - 1.85 + 1.72 = 18.37
    expect(text).toContain('Stoneware mug, ash glaze 1 18.50 −1.85 0.00 0.00 1.72 0.00 18.37');
    expect(text).toContain('Refund $18.37 to the test card');
    expect(await refundsOf(id)).toEqual([]);
    const done = await confirm(page, id);
    expect([done.status, done.location]).toEqual([303, `${LIST}/${id}?done=refunded`]);
    const after = visibleText((await ines.get(done.location ?? '')).html);
    // 77.13 - 18.37 = 58.76
    expect(after).toContain('Can still refund $58.76 of $77.13');
    expect(after).toContain('For 1 x MUG-STN-12, it arrived broken Principal $18.50 Promotion −$1.85 Tax $1.72');
    expect(after).toContain('Refunded $18.37');
  });

  test('a button pressed twice is one refund', async () => {
    const { id } = await partlyShipped(site);
    const page = await check(id, { 'units-1': '4', 'with-shipping': 'yes' });
    const both = await Promise.all([confirm(page, id), confirm(page, id)]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await confirm(page, id)).status).toBe(303);
    // everything of the line: 77.13
    expect((await refundsOf(id)).map(({ amount }) => amount)).toEqual([7_713n]);
  });

  test('a refund is undone until it goes to the gateway, and its money can go back again', async () => {
    const { id } = await partlyShipped(site);
    await confirm(await check(id, { 'units-1': '1' }), id);
    const [refund] = await refundsOf(id);
    const { html } = await ines.get(`${LIST}/${id}`);
    expect(html).toContain('Undo refund of $18.37');
    const undone = await ines.post(`${LIST}/${id}/refunds/${refund?.id ?? ''}/undo`, {});
    expect(undone.location).toBe(`${LIST}/${id}?done=undone`);
    const text = visibleText((await ines.get(undone.location ?? '')).html);
    expect(text).toContain('Can still refund $77.13 of $77.13');
    const again = await ines.post(`${LIST}/${id}/refunds/${refund?.id ?? ''}/undo`, {});
    expect(again.location).toBe(`${LIST}/${id}?done=already`);
  });

  test('an amount of a line takes its promotion and tax with it', async () => {
    const { id } = await partlyShipped(site);
    const page = await check(id, { by: 'amount', 'principal-1': '10.00' });
    // promotion 7.40 x 10.00 / 74.00 = 1.00, tax 6.89 x 9.00 / 66.60 = 0.931; 10.00 - 1.00 + 0.93 = 9.93
    expect(visibleText(page.html)).toContain('– 10.00 −1.00 0.00 0.00 0.93 0.00 9.93');
    await confirm(page, id);
    expect((await refundsOf(id)).map(({ amount }) => amount)).toEqual([993n]);
  });

  test('each component is given as it is stated; an empty promotion is its share, and the page says so', async () => {
    const { id } = await partlyShipped(site);
    const stated = await check(id, { by: 'components', 'principal-1': '5.00', 'principalPromo-1': '0.50', 'tax-1': '0.40' });
    expect(visibleText(stated.html)).toContain('– 5.00 −0.50 0.00 0.00 0.40 0.00 4.90');
    const derived = await check(id, { by: 'components', 'principal-1': '5.00' });
    expect(visibleText(derived.html)).toContain('no promotion on the price is stated, so its share was taken.');
    expect(visibleText(derived.html)).toContain('Refund $4.50 to the test card');
  });

  test('a concession is spread over what was paid for the goods', async () => {
    const { id } = await partlyShipped(site);
    expect(visibleText((await ines.get(`${LIST}/${id}/refund?by=concession`)).html)).toContain('of the 66.60 that the buyer');
    const page = await check(id, { by: 'concession', concession: '6.66' });
    await confirm(page, id);
    expect((await refundsOf(id)).map(({ amount }) => amount)).toEqual([666n]);
  });

  test.each([
    ['more units than were paid for', { 'units-1': '5' }, '5 units are more than the 4'],
    ['units that are no number', { 'units-1': 'all' }, 'Units of MUG-STN-12 are a whole number. You wrote “all”.'],
    ['units of a line that was not shipped', { 'units-2': '1' }, '1 units are more than the 0'],
    ['nothing', {}, 'The refund gives nothing back.'],
    [
      'an amount with a comma',
      { by: 'amount', 'principal-1': '10,00' },
      'Principal of MUG-STN-12: use digits and one point, like 12.50. You wrote “10,00”.',
    ],
    ['more than is left', { by: 'amount', 'principal-1': '74.01' }, '74.01 is more than the 74.00 that remain of its price.'],
    [
      'a price without its promotion',
      { by: 'components', 'principal-1': '74.00', 'principalPromo-1': '0' },
      'Add 7.40 of promotion',
    ],
    ['a promotion alone', { by: 'components', 'principalPromo-1': '1.00' }, 'a promotion on the price is 0 or more, and at most'],
    [
      'a concession above the goods',
      { by: 'concession', concession: '66.61' },
      'more than the 66.60 that the buyer still has paid',
    ],
    ['no reason', { 'units-1': '1', reason: '' }, 'Say why: the buyer reads it in the mail.'],
    ['a long note', { 'units-1': '1', note: 'n'.repeat(1001) }, 'At most 1000 letters fit here. You wrote 1001.'],
  ])('refunds nothing for %s, and keeps what was typed', async (_what, typed, sentence) => {
    const { id } = await partlyShipped(site);
    const page = await check(id, { note: 'keep me', ...typed });
    expect([page.status, visibleText(page.html).includes(sentence)]).toEqual([422, true]);
    if (!('note' in typed)) expect(page.html).toContain('value="keep me"');
    expect(await refundsOf(id)).toEqual([]);
  });

  test('tells everything that is wrong at once, each with a link to its field', async () => {
    const { id } = await partlyShipped(site);
    const page = await check(id, { 'units-1': '5', reason: '' });
    const text = visibleText(page.html);
    expect(text).toContain('2 fields need another look. Line 1: 5 units are more than the 4');
    expect(text).toContain('Say why: the buyer reads it in the mail.');
    expect(page.html).toMatch(/<a href="#units-1">.*<a href="#reason">/s);
    expect(page.html).toMatch(/id="units-1"[^>]*value="5"/);
  });

  test('the second page leads back to the first with everything as it was typed', async () => {
    const { id } = await partlyShipped(site);
    const typed = { 'units-1': '2', 'with-shipping': 'yes', note: 'she sent a photo' };
    const asked = await check(id, typed);
    expect(asked.html).toContain(`formaction="${LIST}/${id}/refund" name="change" value="yes"`);
    const page = await check(id, { ...typed, change: 'yes' });
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/id="units-1"[^>]*value="2"/);
    expect(page.html).toMatch(/name="with-shipping"[^>]*checked/);
    expect(page.html).toMatch(/id="reason"[^>]*value="it arrived broken"/);
    expect(page.html).toMatch(/id="note"[^>]*value="she sent a photo"/);
    expect(page.html).not.toContain('need another look');
    expect(await refundsOf(id)).toEqual([]);
  });

  test('money that a bank took back stands on top, until it is known who keeps it', async () => {
    const order = await partlyShipped(site);
    const key = { environmentId: site.sandbox.id, id: order.id };
    const { id } = await openChargeback(site.deps, key, { lines: null, reason: 'The buyer does not know this charge.' });
    const text = visibleText((await ines.get(`${LIST}/${order.id}`)).html);
    expect(text).toContain('The buyer’s bank took $77.13 back: The buyer does not know this charge. Chargeback 1 is open.');
    await endChargeback(site.deps, key, { chargebackId: id, outcome: 'won' });
    expect(visibleText((await ines.get(`${LIST}/${order.id}`)).html)).not.toContain('Chargeback 1 is open.');
  });

  test('asks again when the order was changed between the two pages', async () => {
    const { id } = await partlyShipped(site);
    const page = await check(id, { by: 'amount', 'principal-1': '73.99' });
    await confirm(await check(id, { by: 'components', 'tax-1': '6.89' }), id);
    const late = await confirm(page, id);
    expect([late.status, visibleText(late.html).includes('the amount has changed since you looked')]).toEqual([409, true]);
    expect(await refundsOf(id)).toHaveLength(1);
    expect((await confirm(late, id)).status).toBe(303);
    expect(await refundsOf(id)).toHaveLength(2);
  });

  test('an order of which nothing was captured offers to cancel instead', async () => {
    const { id } = await releasedOrder(site);
    const text = visibleText((await ines.get(`${LIST}/${id}`)).html);
    expect(text).toContain('Refund: Nothing was captured yet, so nothing can be refunded. Cancel what is not shipped instead.');
    const page = await check(id, { 'units-1': '1' });
    expect([page.status, visibleText(page.html).includes('Nothing was captured of this order yet')]).toEqual([422, true]);
  });

  test('escapes what was typed', async () => {
    const { id } = await partlyShipped(site);
    const reason = '"><img src=x onerror=alert(1)>';
    const page = await check(id, { 'units-1': '1', reason });
    expect(page.html).not.toContain('<img src=x');
    await ines.post(`${LIST}/${id}/refund/confirm`, { by: 'units', 'units-1': '1', reason, amount: '1837' });
    expect((await refundsOf(id)).map((refund) => refund.reason)).toEqual([reason]);
    expect((await ines.get(`${LIST}/${id}`)).html).not.toContain('<img src=x');
  });
});
