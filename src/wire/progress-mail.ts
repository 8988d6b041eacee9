import type { LineUnits } from '../core/captures.js';
import { eachComponent } from '../core/components.js';
import { formatMajor } from '../core/money.js';
import type { Order } from '../core/order.js';
import type { Refund } from '../core/refund.js';
import type { Shipment } from '../core/shipment.js';
import { line, row, writeMail, type OrderMailContext, type OrderMailText } from './order-mail.js';

/** What a buyer gets when something of his order has left: what, how, and what is still to come. */
export function writeShipment(order: Order, shipment: Shipment, context: OrderMailContext): OrderMailText {
  const { carrier, service, trackingNumber, shipDate, lines } = shipment;
  const carriers = [carrier, service].flatMap((part) => (part === undefined ? [] : [line(part)])).join(', ');
  const facts = [
    `Order ${order.id}`,
    `Shipped ${shipDate}${carriers === '' ? '' : ` by ${carriers}`}`,
    ...(trackingNumber === undefined ? [] : [`Tracking number ${line(trackingNumber)}`]),
  ];
  const paragraphs = [
    `${isOpen(order) ? 'A part of your' : 'Your'} order at ${line(context.shop)} was shipped.`,
    facts.join('\n'),
    unitsOf(order, lines),
    ...(isOpen(order) ? ['The rest follows in another shipment.'] : []),
    `The order is to be seen here:\n${context.link}`,
  ];
  return writeMail(`Your order ${order.id} at ${line(context.shop)} was shipped`, paragraphs, context);
}

/** What a buyer gets when units of his order are cancelled and others are not. */
export function writePartCancellation(
  order: Order,
  { units, reason }: { readonly units: readonly LineUnits[]; readonly reason: string },
  context: OrderMailContext,
): OrderMailText {
  const paragraphs = [
    `A part of your order ${order.id} at ${line(context.shop)} was cancelled. It will not be shipped, and you do not pay for it.`,
    unitsOf(order, units),
    `Reason: ${reasonInWords(reason)}`,
    `The order is to be seen here:\n${context.link}`,
  ];
  return writeMail(`A part of your order ${order.id} at ${line(context.shop)} was cancelled`, paragraphs, context);
}

/** What a buyer gets when money goes back to him: how much of what, adding up. */
export function writeRefund(order: Order, { amount, reason, lines }: Refund, context: OrderMailContext): OrderMailText {
  const { currency } = order;
  const sum = eachComponent((name) => lines.reduce((all, { components }) => all + components[name], 0n));
  const rows = [
    ['Items', sum.principal - sum.principalPromo],
    ['Shipping', sum.shipping - sum.shippingPromo],
    ['Tax', sum.tax + sum.shippingTax],
  ] as const;
  const told = rows.filter(([, part]) => part !== 0n);
  const money = `${formatMajor(amount, currency)} ${currency}`;
  const paragraphs = [
    `${line(context.shop)} gives you back ${money} of your order ${order.id}. It may take some days to arrive.`,
    [...told, ['Together', amount] as const].map(([name, part]) => row(name, part, currency)).join('\n'),
    `Reason: ${reasonInWords(reason)}`,
    `The order is to be seen here:\n${context.link}`,
  ];
  return writeMail(`${money} of your order ${order.id} comes back to you`, paragraphs, context);
}

/** What the shop gets when a buyer asks it to cancel. */
export function writeCancelWish(order: Order, context: Pick<OrderMailContext, 'environment' | 'shop' | 'link'>): OrderMailText {
  const paragraphs = [
    `The buyer of order ${order.id} asks ${line(context.shop)} to cancel it. His time to cancel it himself is over, so it is for you to decide.`,
    `Cancel what is open, or ship it: nothing happens by itself.\n${context.link}`,
  ];
  return writeMail(`The buyer asks to cancel order ${order.id}`, paragraphs, context);
}

/** `CustomerReturn`, as files and programs say it, is `customer return` to people. */
const reasonInWords = (reason: string): string =>
  /^(?:[A-Z][a-z]+){2,}$/.test(reason)
    ? reason
        .replace('Outof', 'OutOf')
        .replace(/(?<=[a-z])[A-Z]/g, ' $&')
        .toLowerCase()
    : line(reason);

const isOpen = ({ lines }: Order): boolean => lines.some(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled);

const unitsOf = ({ lines }: Order, units: readonly LineUnits[]): string =>
  units
    .filter((part) => part.units > 0)
    .map((part) => `${part.units} x ${line(lines.find(({ number }) => number === part.number)?.title ?? '')}`)
    .join('\n');
