import type { Order } from '../../src/core/order.js';
import { placeOrder } from '../../src/flows/checkout/place-order.js';
import { addressed, type Flows } from './checkout-flows.js';
import { orderCart } from './orders.js';

/** An order of two mugs to Seattle, placed: 25.00 + 4.99 + 2.59 + 0.52 = 33.10. */
export async function placeMugs(flows: Flows, payment = 'test_approve', title = 'Blue mug'): Promise<Order> {
  const [mug] = orderCart().items;
  const cart = orderCart({ form: 'json', namespace: null, tables: {}, items: [{ ...mug!, title }] });
  const mine = await addressed(flows, cart);
  const result = await placeOrder(flows.deps, mine, { choiceId: 'settings:standard', total: 3_310n, payment });
  if (result.state !== 'placed') throw new Error(result.state);
  return result.order;
}
