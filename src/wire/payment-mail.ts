import { formatMajor } from '../core/money.js';
import type { Order } from '../core/order.js';
import type { Refund } from '../core/refund.js';
import { line, timeInWords, writeMail, type OrderMailContext, type OrderMailText } from './order-mail.js';

/** What the shop gets when an order is not paid for: what was refused, and what it can do. */
export function writePaymentProblem(order: Order, problem: string, context: OrderMailContext): OrderMailText {
  const paragraphs = [
    `The payment of order ${order.id} at ${line(context.shop)} has a problem. ${line(problem)}`,
    'Do not pack anything more of it. Try the payment again, or cancel what is open.',
    `The order:\n${context.link}`,
  ];
  return writeMail(`The payment of order ${order.id} failed`, paragraphs, context);
}

/** What the shop gets a week before open units of an order are cancelled. */
export function writeExpiring(order: Order, cancelAt: number, context: OrderMailContext): OrderMailText {
  const open = order.lines.filter(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled);
  const units = open.map(({ quantity, shipped, cancelled, title }) => `${quantity - shipped - cancelled} x ${line(title)}`);
  const until = timeInWords(cancelAt, context.zone);
  const paragraphs = [
    `Order ${order.id} at ${line(context.shop)} waits to be shipped. What is not confirmed as shipped by ${until} is cancelled then.`,
    units.join('\n'),
    `The order:\n${context.link}`,
  ];
  return writeMail(`Ship order ${order.id} by ${until}`, paragraphs, context);
}

/** What the shop gets when the gateway refuses a refund: the buyer has not got it. */
export function writeRefundRefused(
  order: Order,
  { refund: { number, amount }, because }: { readonly refund: Refund; readonly because: string },
  context: OrderMailContext,
): OrderMailText {
  const money = `${formatMajor(amount, order.currency)} ${order.currency}`;
  const paragraphs = [
    `The gateway refused refund ${number} of ${money} of order ${order.id} at ${line(context.shop)}. ${line(because)}`,
    'The buyer has not got it, and it can be refunded again. Ask the buyer how else he can be paid.',
    `The order:\n${context.link}`,
  ];
  return writeMail(`A refund of order ${order.id} was refused`, paragraphs, context);
}
