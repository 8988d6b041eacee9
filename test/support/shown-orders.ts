import type { Order } from '../../src/core/order.js';
import type { Db } from '../../src/store/db.js';
import { orderLine, payment, placed } from './orders.js';

const MINUTE = 60_000;
const ZERO = { principalPromo: 0n, shippingPromo: 0n, tax: 0n, shippingTax: 0n };

/**
 * An order as pages and pictures show it: two lines whose shipping came from the cart, because the endpoint was too slow.
 *
 *     mugs    74.00 - 7.40 + 4.97 - 1.67 + 6.89 + 0.34 =  77.13
 *     tray    64.00 - 6.40 + 4.97 - 1.67 + 5.96 + 0.34 =  67.20
 *     order  138.00 - 13.80 + 9.94 - 3.34 + 12.85 + 0.68 = 144.33
 */
export function shownOrder(db: Db, environmentId: string, now: number, differences: Partial<Order> = {}): Promise<Order> {
  const placedAt = now - 4 * MINUTE;
  const mugs = { principal: 7_400n, principalPromo: 740n, shipping: 497n, shippingPromo: 167n, tax: 689n, shippingTax: 34n };
  const tray = { principal: 6_400n, principalPromo: 640n, shipping: 497n, shippingPromo: 167n, tax: 596n, shippingTax: 34n };
  return placed(db, environmentId, {
    placedAt,
    windowEndsAt: placedAt + 15 * MINUTE,
    clientRequestId: 'cart-7781',
    total: 14_433n,
    payment: payment({ amount: 14_433n }),
    totals: { principal: 13_800n, principalPromo: 1_380n, shipping: 994n, shippingPromo: 334n, tax: 1_285n, shippingTax: 68n },
    buyer: { email: 'odalys.f@mail.example', name: 'Odalys Fenwick' },
    shipTo: {
      name: 'Odalys Fenwick',
      line1: '1420 Harbour Steps',
      line2: 'Apt 6',
      city: 'Seattle',
      state: 'WA',
      postalCode: '98101',
      country: 'US',
    },
    serviceLevel: 'Expedited',
    shippingLabel: 'Two to three days',
    codes: [{ code: 'LOAM10', promotionId: 'loam10', name: 'Loam ten' }],
    sources: {
      shipping: {
        source: 'cart',
        because: 'your endpoint did not answer in 5,000 ms',
        cause: 'timeout',
        call: {
          sentAt: placedAt - 9_000,
          endedAt: placedAt - 4_000,
          deadlineMs: 5_000,
          exchangeId: '01KD3V6QJ3W1X2Y3Z4A5B6C7D8',
        },
      },
      promotions: { source: 'settings', because: 'code LOAM10' },
      tax: { source: 'settings', because: 'zip 98101, 10.35 %' },
    },
    lines: [
      orderLine({
        ...mugs,
        sku: 'MUG-STN-12',
        title: 'Stoneware mug, ash glaze',
        unitPrice: '18.50',
        quantity: 4,
        total: 7_713n,
        because: [
          { component: 'principal', label: '18.50 x 4', amount: 7_400n, source: { cart: 'MUG-STN-12' } },
          { component: 'principalPromo', label: 'Loam ten', amount: 740n, source: { promotion: 'loam10' } },
          { component: 'tax', label: 'zip 98101, 10.35 %', amount: 689n, source: { tax: 'zip 98101' } },
        ],
      }),
      orderLine({
        ...ZERO,
        ...tray,
        number: 2,
        itemId: '2',
        sku: 'TRAY-OAK-L',
        title: 'Serving tray, oak, large',
        unitPrice: '64.00',
        quantity: 1,
        total: 6_720n,
      }),
    ],
    ...differences,
  });
}
