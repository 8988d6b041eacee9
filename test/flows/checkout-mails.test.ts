import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Order } from '../../src/core/order.js';
import { CartwrightError } from '../../src/errors.js';
import { askCancel } from '../../src/flows/order/ask-cancel.js';
import { cancelOrder } from '../../src/flows/checkout/cancel-order.js';
import { orderKey, orderLink } from '../../src/flows/checkout/order-link.js';
import { sendMails, type MailDeps } from '../../src/flows/checkout/send-mails.js';
import { createMailer, type Mailer } from '../../src/outbound/mail.js';
import { createPerson } from '../../src/store/people.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { MERCHANT } from '../support/merchant-callback.js';
import { placeMugs } from '../support/placed-mugs.js';

const MINUTE = 60_000;

eachDatabase('the mail of an order', (open) => {
  let flows: Flows;
  let outbox: string;
  let mails: MailDeps;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
    outbox = mkdtempSync(join(tmpdir(), 'cartwright-outbox-'));
    mails = { ...flows.deps, mailer: createMailer({ smtpUrl: null, outbox }), mailFrom: 'Larch & Loam <orders@shop.example>' };
  });
  afterEach(() => flows.policies({}));
  afterAll(async () => {
    await flows.close();
    rmSync(outbox, { recursive: true, force: true });
  });

  const placed = (payment?: string, title?: string): Promise<Order> => placeMugs(flows, payment, title);

  test('is sent once although it could not be recorded', async () => {
    while ((await sendMails(mails)) === 'more');
    await placed();
    const before = readdirSync(outbox).length;
    const full = { ...mails, recorder: { record: () => Promise.reject(new CartwrightError('OVERLOADED')) } };
    await expect(sendMails(full)).rejects.toThrow('1 of 1 failed');
    expect(readdirSync(outbox)).toHaveLength(before + 1);
    const again: Mailer = { send: () => Promise.reject(new Error('sent twice')) };
    flows.clock.aheadMs += 60 * MINUTE;
    expect(await sendMails({ ...mails, mailer: again })).toBe('done');
  });

  test('adds up, and is on record without address and key', async () => {
    while ((await sendMails(mails)) === 'more');
    const order = await placed('test_approve', 'Mug\r\nBcc: all@shop.example');
    await cancelOrder(flows.deps, { orderId: order.id, by: 'merchant', reason: 'Sold out\nsorry' });
    await sendMails(mails);
    await sendMails(mails);
    const texts = readdirSync(outbox)
      .map((name) => readFileSync(join(outbox, name), 'utf8').replaceAll('=\r\n', '').replaceAll('\r\n', '\n'))
      .filter((text) => text.includes(order.id));
    expect(texts).toHaveLength(2);
    const [confirmation = '', cancellation = ''] = texts.sort(
      (a, b) => Number(b.includes('Thank you')) - Number(a.includes('Thank you')),
    );
    expect(confirmation).toMatch(/^To: robin@buyer\.example$/m);
    expect(confirmation).toMatch(new RegExp(`^Subject: SANDBOX Your order ${order.id}`, 'm'));
    expect(confirmation).not.toMatch(/^Bcc:/m);
    const [, body = ''] = confirmation.split(/\n\n(.*)/s);
    expect(body).toMatch(/^SANDBOX: this is a test order/);
    const amounts = [...body.matchAll(/(-?\d+\.\d\d) USD/g)].map(([, amount]) => amount);
    // the line; then 25.00 + 4.99 + 2.59 + 0.52 = 33.10
    expect(amounts).toEqual(['25.00', '25.00', '4.99', '2.59', '0.52', '33.10']);
    expect(body).toContain('2 x Mug Bcc: all@shop.example');
    expect(body.replaceAll('=3D', '=')).toContain(orderLink(flows.deps, order.id));
    expect(cancellation).toContain('was cancelled');
    expect(cancellation).toContain('Reason: Sold out sorry');
    const records = (await flows.exchanges(order.trace)).filter(({ kind }) => kind === 'mail');
    expect(records).toHaveLength(2);
    for (const record of records) {
      expect(record).toMatchObject({ direction: 'out', party: 'buyer', outcome: 'ok', refs: { orderId: order.id } });
      const text = JSON.stringify(record);
      for (const secret of ['robin@buyer.example', orderKey(flows.deps, order.id), '17 Canary Lane'])
        expect(text).not.toContain(secret);
    }
  });

  test('to a shop goes to everybody of it, one to a buyer to one address', async () => {
    while ((await sendMails(mails)) === 'more');
    for (const name of ['ann', 'ben'])
      await createPerson(flows.db, {
        id: name,
        merchantId: MERCHANT,
        email: `${name}@larch.example`,
        name,
        passwordHash: 'x',
        at: 1,
      });
    const order = await placed();
    flows.clock.aheadMs += 60 * MINUTE;
    await askCancel(flows.deps, order);
    const sent: (readonly string[])[] = [];
    const mailer: Mailer = { send: ({ to }) => Promise.resolve(void sent.push(to)).then(() => ({ ok: true })) };
    await sendMails({ ...mails, mailer });
    expect(sent).toEqual([['robin@buyer.example'], ['ann@larch.example', 'ben@larch.example']]);
    const parties = (await flows.exchanges(order.trace)).filter(({ kind }) => kind === 'mail').map(({ party }) => party);
    expect(parties).toEqual(['buyer', 'merchant']);
  });

  test('is tried again, with each try on record', async () => {
    while ((await sendMails(mails)) === 'more');
    const order = await placed();
    const failing: Mailer = {
      send: () => Promise.resolve({ ok: false, because: 'The mail server could not be reached.', retry: true }),
    };
    await sendMails({ ...mails, mailer: failing });
    const before = readdirSync(outbox).length;
    await sendMails(mails);
    expect(readdirSync(outbox)).toHaveLength(before);
    flows.clock.aheadMs += 61_000;
    await sendMails(mails);
    expect(readdirSync(outbox)).toHaveLength(before + 1);
    const records = (await flows.exchanges(order.trace)).filter(({ kind }) => kind === 'mail');
    expect(records.map(({ outcome, faults }) => [outcome, faults[0]?.message])).toEqual([
      ['failed', 'The mail server could not be reached.'],
      ['ok', undefined],
    ]);
  });
});
