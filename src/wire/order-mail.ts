import { deliveryInWords } from '../core/delivery-dates.js';
import type { EnvironmentName } from '../core/exchange.js';
import { formatMajor } from '../core/money.js';
import type { Order } from '../core/order.js';
import type { Components } from '../core/quote.js';

/** What a mail about an order says beside the order. */
export interface OrderMailContext {
  readonly shop: string;
  readonly environment: EnvironmentName;
  /** IANA zone in which times are told. */
  readonly zone: string;
  /** The buyer's own address of the order. */
  readonly link: string;
}
export interface OrderMailText {
  readonly subject: string;
  readonly text: string;
}

const SANDBOX = 'SANDBOX: this is a test order. No card is charged and nothing is shipped.';
const TITLE_WIDTH = 44;

/** What a buyer gets once the order is placed: lines, every amount with its reason, and until when it may be cancelled. */
export function writeConfirmation(order: Order, context: OrderMailContext): OrderMailText {
  const { shop, zone, link } = context;
  const paragraphs = [
    `Thank you for your order at ${line(shop)}.`,
    factsOf(order, zone),
    linesOf(order),
    amountsOf(order),
    order.windowEndsAt > order.placedAt
      ? `You can look at the order, and cancel it until ${timeInWords(order.windowEndsAt, zone)}, here:\n${link}`
      : `You can look at the order here:\n${link}`,
    'Whoever has this link can see the order. Keep it to yourself.',
  ];
  return writeMail(`Your order ${order.id} at ${line(shop)}`, paragraphs, context);
}

/** What a buyer gets once the whole order is cancelled, by whomever. */
export function writeCancellation(order: Order, context: OrderMailContext & { readonly reason: string }): OrderMailText {
  const { shop, link, reason } = context;
  const paragraphs = [
    `Your order ${order.id} at ${line(shop)} was cancelled. Nothing of it will be shipped, and nothing will be charged for it.`,
    ...(reason === '' ? [] : [`Reason: ${line(reason)}`]),
    `The order is still to be seen here:\n${link}`,
  ];
  return writeMail(`Your order ${order.id} at ${line(shop)} was cancelled`, paragraphs, context);
}

/** A mail of these paragraphs; one of the sandbox says so first. */
export function writeMail(
  subject: string,
  paragraphs: readonly string[],
  { environment }: Pick<OrderMailContext, 'environment'>,
): OrderMailText {
  const sandbox = environment === 'sandbox';
  return {
    subject: sandbox ? `SANDBOX ${subject}` : subject,
    text: `${[...(sandbox ? [SANDBOX] : []), ...paragraphs].join('\n\n')}\n`,
  };
}

function factsOf({ id, placedAt, payment, delivery }: Order, zone: string): string {
  const facts = [`Order ${id}`, `Placed ${timeInWords(placedAt, zone)}`, `Payment: ${line(payment.label)}`];
  return [...facts, ...(delivery === undefined ? [] : [`Arrives ${deliveryInWords(delivery)}`])].join('\n');
}

const linesOf = ({ lines, currency }: Order): string =>
  lines.map(({ quantity, title, principal }) => row(`${quantity} x ${line(title)}`, principal, currency)).join('\n');

/** Subtotal, what was taken off, shipping and taxes; they add up to the total. */
function amountsOf({ totals, total, currency, shippingLabel, lines }: Order): string {
  const reasons = (component: keyof Components): string => {
    const because = lines.flatMap((one) => one.because).filter((one) => one.component === component && one.amount > 0n);
    return [...new Set(because.map(({ label }) => line(label)))].join(', ');
  };
  const named = (name: string, component: keyof Components): string => {
    const why = reasons(component);
    return why === '' ? name : `${name} (${why})`;
  };
  const rows: (readonly [string, bigint])[] = [
    ['Items', totals.principal],
    [named('Taken off', 'principalPromo'), -totals.principalPromo],
    [`Shipping, ${line(shippingLabel)}`, totals.shipping],
    [named('Taken off shipping', 'shippingPromo'), -totals.shippingPromo],
    [named('Tax', 'tax'), totals.tax],
    ['Tax on shipping', totals.shippingTax],
  ];
  const told = rows.filter(([, amount], index) => amount !== 0n || index === 0 || index === 2);
  return [...told, ['Total', total] as const].map(([name, amount]) => row(name, amount, currency)).join('\n');
}

/** A name and its amount; a longer name has its amount below itself. */
export function row(name: string, amount: bigint, currency: string): string {
  const money = `${formatMajor(amount, currency)} ${currency}`.padStart(20);
  return name.length <= TITLE_WIDTH ? name.padEnd(TITLE_WIDTH) + money : `${name}\n${''.padEnd(TITLE_WIDTH)}${money}`;
}

/** One line, whatever a cart put into a title: nobody else writes lines of our mails. */
export const line = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

/** A moment as people read it, in their zone with its name. */
export const timeInWords = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    ...{ year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  }).format(at);
