import { parseDecimal, PRICE_PLACES } from '../core/money.js';
import type { CartNamespace } from '../core/order-cart.js';
import type { Fault } from '../core/fault.js';
import { collectMeaning, type MeaningFaults } from './meaning-faults.js';
import { valuePlace } from './xml-place.js';
import { DIALECTS } from './xml-root.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';
import { NOTIFICATION_ROOTS, readXml, type ReadXml } from './xml.js';

/** What is to be said of a notification; null where it is of no namespace that notifications have. */
export interface CheckedNotification {
  readonly namespace: CartNamespace | null;
  readonly valid: boolean;
  /** Errors first, then warnings. */
  readonly faults: Fault[];
}

/**
 * Holds the XML of an order notification against the schema, and then what a store relies on: every line once, charges in one
 * currency, each component once, no promotion above what it is taken from. `loadSchemas` must have run.
 */
export function checkNotification(xml: Uint8Array): CheckedNotification {
  const read = readXml(xml, { roots: NOTIFICATION_ROOTS, namespaces: DIALECTS });
  if (!read.ok) return { namespace: read.namespace, valid: false, faults: read.faults };
  const faults = collectMeaning(read);
  const items = need(need(read.root, 'ProcessedOrder'), 'ProcessedOrderItems').children;
  checkCodes(items, { read, faults });
  for (const item of items) checkItem(item, { read, faults });
  return { namespace: read.namespace, valid: faults.count() === 0, faults: [...faults.list(), ...read.warnings.list()] };
}

interface Checking {
  readonly read: ReadXml;
  readonly faults: MeaningFaults;
}

function checkCodes(items: readonly XmlNode[], { read, faults }: Checking): void {
  const seen = new Set<string>();
  for (const item of items) {
    const node = need(item, 'AmazonOrderItemCode');
    const got = node.text.trim();
    const sentence = `the item code ${got} stands on an earlier item; expected another one on each`;
    if (seen.has(got))
      faults.add('ITEM_DOUBLED', { rule: 'item-code-doubled', node, ...valuePlace(read.text, node), got, sentence });
    seen.add(got);
  }
}

/** A cancelled order has no amounts; one that has them is read all the same. */
function checkItem(item: XmlNode, checking: Checking): void {
  const { read, faults } = checking;
  const charges = childOf(item, 'ItemCharges');
  const cancelled = read.root.name === 'OrderCancelledNotification';
  if (charges !== null && cancelled) {
    const sentence = 'a cancelled order has no charges; they were ignored';
    read.warnings.add({ rule: 'charges-ignored', severity: 'warning', node: charges, offset: charges.start, sentence });
  } else if (charges !== null) checkCharges(charges, textOf(need(item, 'Price'), 'CurrencyCode')?.trim() ?? '', checking);
  else if (!cancelled) {
    const sentence = 'the item has no ItemCharges; a store would not know what was paid';
    faults.add('CHARGES_FAULT', {
      rule: 'charges-missing',
      node: item,
      missing: 'ItemCharges',
      offset: item.closeStart,
      sentence,
    });
  }
}

/** Each promotion by what it is taken from. */
const PROMOTIONS = [
  ['PrincipalPromo', 'Principal'],
  ['ShippingPromo', 'Shipping'],
] as const;

function checkCharges(charges: XmlNode, currency: string, { read, faults }: Checking): void {
  const amounts = new Map<string, { readonly node: XmlNode; readonly amount: bigint }>();
  for (const component of charges.children) {
    const node = need(component, 'Type');
    const type = node.text.trim();
    const charge = need(component, 'Charge');
    const sentence = `${type} stands twice; expected one component of each type`;
    if (amounts.has(type))
      faults.add('CHARGES_FAULT', { rule: 'component-doubled', node, ...valuePlace(read.text, node), sentence });
    checkCurrency(need(charge, 'CurrencyCode'), currency, { read, faults });
    const amount = need(charge, 'Amount');
    amounts.set(type, { node: amount, amount: parseDecimal(amount.text.trim(), PRICE_PLACES) ?? 0n });
  }
  for (const [promotion, from] of PROMOTIONS) {
    const taken = amounts.get(promotion);
    if (taken === undefined || taken.amount <= (amounts.get(from)?.amount ?? 0n)) continue;
    const place = valuePlace(read.text, taken.node);
    const sentence = `${promotion} is more than ${from}; expected a part of it, as a positive amount`;
    faults.add('CHARGES_FAULT', { rule: 'promotion-above-gross', node: taken.node, ...place, got: taken.node.text, sentence });
  }
}

function checkCurrency(node: XmlNode, currency: string, { read, faults }: Checking): void {
  const got = node.text.trim();
  if (got === currency) return;
  const sentence = `expected ${currency}, the currency of the item's price, got ${got}`;
  faults.add('CURRENCY_MIXED', {
    rule: 'currency-mixed',
    node,
    ...valuePlace(read.text, node),
    expected: currency,
    got,
    sentence,
  });
}
