import type { Kind } from '../documents.js';
import { money, sum } from '../exact.js';
import { MODES } from '../shop/modes.js';
import type { Checked } from './check-purchase.js';
import type { Journey } from './journey.js';
import type { Purchase } from './plan.js';

/** Everything that is known of one purchase when it is over; `--json` prints it as it is. */
export interface BuyReceipt {
  readonly ok: boolean;
  readonly seed: number;
  readonly cart: string;
  readonly clientRequestId: string;
  readonly endpoint: string | null;
  readonly shipTo: string;
  readonly checkoutUrl: string | null;
  readonly currency: string;
  readonly lines: readonly { sku: string; title: string; quantity: number; principal: string; promotion: string }[];
  readonly code: string | null;
  readonly choice: string | null;
  readonly shipping: string | null;
  readonly tax: string | null;
  readonly total: string | null;
  readonly payment: string | null;
  readonly orderId: string | null;
  readonly sources: readonly { kind: Kind; source: string; cause: string | null; because: string }[];
  /** How a purchase that must be refused was refused. */
  readonly refusal: string | null;
  readonly ms: number;
  readonly faults: readonly string[];
}

export interface Played {
  readonly purchase: Purchase;
  readonly journey: Journey;
  readonly checked: Checked;
  readonly ms: number;
}

export function receiptOf({ purchase, journey, checked, ms }: Played): BuyReceipt {
  const { cart, mode } = purchase;
  const { choice, order, faults, expected } = checked;
  const { seen } = journey;
  const show = (minor: bigint): string => money(minor, cart.currency);
  const net = choice?.lines ?? [];
  return {
    ok: faults.length === 0,
    seed: purchase.seed,
    cart: describeCart(purchase),
    clientRequestId: cart.clientRequestId,
    endpoint: cart.callbacks === undefined ? null : `${mode}: ${MODES[mode].says}`,
    shipTo: `${seen.address.line1}, ${seen.address.city}, ${seen.address.state} ${seen.address.postalCode}`,
    checkoutUrl: seen.checkoutUrl,
    currency: cart.currency,
    lines: expected.lines.map(({ sku, title, quantity }, index) => ({
      sku,
      title,
      quantity,
      principal: show(net[index]?.principal ?? 0n),
      promotion: show(net[index]?.principalPromo ?? 0n),
    })),
    code: seen.codeEntered ? purchase.code : null,
    choice: choice?.method?.label ?? null,
    shipping: choice === null ? null : show(sum(net.map(({ shipping }) => shipping))),
    tax: choice === null ? null : show(sum(net.map(({ tax, shippingTax }) => tax + shippingTax))),
    total: choice === null ? null : show(choice.total),
    payment: seen.payment,
    orderId: journey.state === 'placed' ? journey.orderId : null,
    sources:
      order === null
        ? []
        : (['shipping', 'promotions', 'tax'] as const).map((kind) => {
            const { source, cause, because } = order.sources[kind];
            return { kind, source, cause: cause ?? null, because };
          }),
    refusal: journey.state === 'refused' ? journey.code : null,
    ms: Math.round(ms),
    faults,
  };
}

function describeCart({ cart }: Purchase): string {
  if (cart.form === 'json') return 'JSON cart, server to server';
  const signed = cart.signed ? 'signed' : 'unsigned';
  return cart.form === 'html' ? `HTML cart, ${signed}` : `XML cart of ${cart.namespace}, ${signed}`;
}

const WIDTH = 78;

/** A receipt for people. */
export function printBuyReceipt(receipt: BuyReceipt): string {
  const { seed, cart, shipTo, endpoint, ms } = receipt;
  const head = [
    `Purchase ${seed}: ${cart}, to ${shipTo}`,
    ...(endpoint === null ? [] : [`  Endpoint    ${endpoint}`]),
    `  Reference   ${receipt.clientRequestId}   (search for it in the console)`,
  ];
  return [...head, ...printAmounts(receipt), ...printVerdict(receipt), `  ${(ms / 1000).toFixed(1)} s`].join('\n');
}

function printAmounts({ lines, shipping, tax, total, code, choice, currency }: BuyReceipt): string[] {
  if (total === null || shipping === null || tax === null) return [];
  const saved = lines.filter(({ promotion }) => !/^0(?:\.0+)?$/.test(promotion));
  return [
    rule(),
    ...lines.map(({ sku, title, quantity, principal }) => row(`  ${sku.padEnd(12)} ${title}`, `${quantity} x`, principal)),
    ...saved.map(({ sku, promotion }) => row(`  ${sku.padEnd(12)} less`, '', `-${promotion}`)),
    row(`  ${choice ?? 'Shipping'}`, '', shipping),
    row('  Tax', '', tax),
    rule(),
    row(`  Total${code === null ? '' : `, with ${code}`}`, currency, total),
  ];
}

function printVerdict({ faults, orderId, payment, sources, refusal }: BuyReceipt): string[] {
  const placed = orderId === null ? [] : [`  Order       ${orderId}, paid with ${payment ?? ''}`];
  const told = sources.map(
    ({ kind, source, cause }) => `  ${kind.padEnd(11)} from ${source}${cause === null ? '' : `, because of ${cause}`}`,
  );
  if (faults.length > 0) {
    const title = faults.length === 1 ? '  A fault:' : `  ${faults.length} faults:`;
    return [...placed, ...told, title, ...faults.map((fault) => `    - ${fault}`)];
  }
  return [...placed, ...told, refusal === null ? '  Every cent agrees.' : `  Refused as it should be: ${refusal}.`];
}

function row(left: string, middle: string, right: string): string {
  return left.slice(0, 58).padEnd(58) + middle.padStart(8) + right.padStart(12);
}

const rule = (): string => `  ${'-'.repeat(WIDTH - 2)}`;
