import { balanceOf, type Posting } from '../core/ledger.js';
import type { OrderMoney } from '../core/order-money.js';
import type { Order } from '../core/order.js';
import type { Refund } from '../core/refund.js';
import type { RemainingLine } from '../core/refund/remaining.js';
import { encodeComponents } from './json-order.js';
import { nameOf } from './json-shipment.js';

const iso = (at: number): string => new Date(at).toISOString();

/** A refund as the API and webhooks tell it. */
export function encodeRefund(order: Order, { id, lines, amount, at, undoUntil, ...refund }: Refund): object {
  return {
    refundId: id,
    ...refund,
    at: iso(at),
    amount: Number(amount),
    ...(undoUntil === undefined ? {} : { undoUntil: iso(undoUntil) }),
    lines: lines.map(({ number, units, components }) => ({
      ...nameOf(order, number),
      units,
      components: encodeComponents(components),
    })),
  };
}

/** The money of an order in minor units, as JSON numbers. */
export function encodeMoney({ id, currency, total }: Order, money: OrderMoney): object {
  return {
    orderId: id,
    currency,
    total: Number(total),
    captured: Number(money.captured),
    authorisedLeft: Number(money.authorisedLeft),
    refunded: Number(money.refunded),
    chargedBack: Number(money.chargedBack),
  };
}

/** What can still be refunded of a line. */
export function encodeRemaining(order: Order, line: RemainingLine): object {
  const { number, returnableUnits, remaining, net, chargedBack } = line;
  return {
    ...nameOf(order, number),
    returnableUnits,
    remaining: encodeComponents(remaining),
    net: Number(net),
    chargedBack,
  };
}

/** A posting as it stands in a ledger. */
export interface LedgerEntry extends Posting {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly currency: string;
}

/** The postings of an order, oldest first, and what each account has by them. */
export function encodeLedger(
  order: Order,
  { money, postings }: { readonly money: OrderMoney; readonly postings: readonly LedgerEntry[] },
): object {
  const accounts = [...new Set(postings.flatMap(({ rows }) => rows.map(({ account }) => account)))];
  return {
    order: encodeMoney(order, money),
    accounts: accounts.map((account) => ({ account, amount: Number(balanceOf(postings, account)) })),
    items: postings.map(({ id, at, rows, source, kind, currency }) => ({
      postingId: id,
      ...{ source, kind, currency },
      at: iso(at),
      rows: rows.map(({ account, amount }) => ({ account, amount: Number(amount) })),
    })),
  };
}
