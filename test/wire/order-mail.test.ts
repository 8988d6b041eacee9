import { writeConfirmation } from '../../src/wire/order-mail.js';
import { orderOf } from '../core/support/order.js';

const CONTEXT = { shop: 'Larch', environment: 'live', zone: 'America/Chicago', link: 'https://pay.example/orders/1/k' } as const;

describe('the confirmation of an order', () => {
  test('says when it arrives', () => {
    const order = orderOf({ delivery: { from: '2026-12-02', to: '2026-12-04' } });
    const facts = 'Order 482-9913047-2290164\nPlaced November 27, 2026 at 6:00 AM CST\nPayment: Test card that is approved\n';
    expect(writeConfirmation(order, CONTEXT).text).toContain(`${facts}Arrives Wed 2 Dec to Fri 4 Dec\n\n`);
  });

  test('says no day where none was promised', () => {
    expect(writeConfirmation(orderOf(), CONTEXT).text).not.toContain('Arrives');
  });
});
