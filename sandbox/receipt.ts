import type { AskedDocument, AnswerDocument } from './documents.js';
import { money, sum, toMinor, times, whole } from './exact.js';
import type { ShipTo } from './request-document.js';
import type { Choice } from './totals.js';

/** Everything that is known of one callback when it is over; `--json` prints it as it is. */
export interface Receipt {
  readonly ok: boolean;
  readonly url: string;
  readonly namespace: string;
  readonly seed: number;
  readonly callbackReferenceId: string;
  readonly uuid: string;
  readonly status: number;
  readonly ms: number;
  readonly exchange: string | null;
  readonly exchangeUrl: string | null;
  readonly code: string | null;
  readonly tamper: string | null;
  readonly checks: { readonly signature: boolean; readonly bodySignature: boolean; readonly schema: boolean } | null;
  readonly currency: string;
  readonly lines: readonly { sku: string; title: string; quantity: number; principal: string; promotion: string }[];
  readonly subtotal: string;
  /** What each promotion takes off, all lines together. */
  readonly promotions: readonly { description: string; amount: string }[];
  readonly options: readonly { method: string; serviceLevel: string; shipping: string; tax: string; total: string }[];
  readonly faults: readonly string[];
}

/** The part of a receipt that comes from the documents. */
export function receiptAmounts(
  asked: AskedDocument,
  answer: AnswerDocument | undefined,
  choices: readonly Choice[],
): Pick<Receipt, 'currency' | 'lines' | 'subtotal' | 'promotions' | 'options'> {
  const { currency } = asked;
  const first = choices[0]?.lines ?? [];
  return {
    currency,
    lines: asked.items.map((item, index) => ({
      sku: item.sku,
      title: item.title,
      quantity: Number(item.quantity),
      principal: money(toMinor(times(item.price, whole(item.quantity)), currency), currency),
      promotion: money(first[index]?.principalPromo ?? 0n, currency),
    })),
    subtotal: money(sum(asked.items.map((item) => toMinor(times(item.price, whole(item.quantity)), currency))), currency),
    promotions: (answer?.promotions ?? []).map((promotion) => {
      const hit = first.filter((line) => promotion.id === (answer?.cartPromotionId ?? idOn(answer, line.wireId)));
      return {
        description: promotion.description === '' ? promotion.id : promotion.description,
        amount: money(sum(hit.map(({ principalPromo }) => principalPromo)), currency),
      };
    }),
    options: choices.map(({ method, lines, total }) => ({
      method: method?.label ?? 'no shipping asked for',
      serviceLevel: method?.serviceLevel ?? '',
      shipping: money(sum(lines.map(({ shipping }) => shipping)), currency),
      tax: money(sum(lines.map(({ tax, shippingTax }) => tax + shippingTax)), currency),
      total: money(total, currency),
    })),
  };
}

function idOn(answer: AnswerDocument | undefined, wireId: string): string | undefined {
  return answer?.orders[0]?.items.find((item) => item.wireId === wireId)?.promotionId;
}

const WIDTH = 78;

/** A receipt for people. */
export function printReceipt(receipt: Receipt, shipTo: ShipTo): string {
  const head = [
    `Callback to ${receipt.url}`,
    `  ${receipt.namespace}, ${receipt.lines.length} ${receipt.lines.length === 1 ? 'line' : 'lines'} (seed ${receipt.seed}), to ${shipTo.city}, ${shipTo.state} ${shipTo.zip} ${shipTo.country}`,
    `  Answered ${receipt.status} in ${Math.round(receipt.ms)} ms${receipt.checks === null ? '' : `: ${describeChecks(receipt.checks)}`}`,
  ];
  const found = [
    `Callback reference  ${receipt.callbackReferenceId}   (search for it in the console)`,
    ...(receipt.exchange === null ? [] : [`Exchange            ${receipt.exchange}`]),
    ...(receipt.exchangeUrl === null ? [] : [`                    ${receipt.exchangeUrl}`]),
  ];
  return [...head, '', ...printBody(receipt), ...found, '', ...printVerdict(receipt)].join('\n');
}

function printBody(receipt: Receipt): string[] {
  if (receipt.options.length === 0) return [];
  const rows = receipt.lines.map(({ sku, title, quantity, principal }) =>
    row(`  ${sku.padEnd(12)} ${title}`, `${quantity} x`, principal),
  );
  const promotions = receipt.promotions.map(({ description, amount }) => row(`  ${description}`, '', `-${amount}`));
  const options = receipt.options.map(({ method, serviceLevel, shipping, tax, total }) =>
    [
      `  ${method}${serviceLevel === method || serviceLevel === '' ? '' : ` (${serviceLevel})`}`.padEnd(36),
      shipping.padStart(12),
      tax.padStart(12),
      total.padStart(16),
    ].join(''),
  );
  return [
    row('  Item', '', receipt.currency),
    rule(),
    ...rows,
    rule(),
    row('  Subtotal', '', receipt.subtotal),
    ...promotions,
    '',
    ['  Shipping choice'.padEnd(36), 'Shipping'.padStart(12), 'Tax'.padStart(12), 'Total'.padStart(16)].join(''),
    rule(),
    ...options,
    '',
  ];
}

function printVerdict({ faults, tamper, code }: Receipt): string[] {
  if (faults.length === 0) return [tamper === null ? 'Verified.' : `Refused as it should be: ${code ?? ''}.`];
  return [faults.length === 1 ? 'A fault:' : `${faults.length} faults:`, ...faults.map((fault) => `  - ${fault}`)];
}

function describeChecks(checks: NonNullable<Receipt['checks']>): string {
  const said = (right: boolean, name: string): string => `${name} ${right ? 'valid' : 'WRONG'}`;
  return [said(checks.signature, 'signature'), said(checks.bodySignature, 'body signature'), said(checks.schema, 'schema')].join(
    ', ',
  );
}

function row(left: string, middle: string, right: string): string {
  return left.slice(0, 56).padEnd(56) + middle.padStart(8) + right.padStart(12);
}

function rule(): string {
  return `  ${'-'.repeat(WIDTH - 4)}`;
}
