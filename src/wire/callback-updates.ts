import { endOfAmounts, PRICE_PLACES } from '../core/money.js';
import type { OrderCartItem } from '../core/order-cart.js';
import type { LineTables, Tables } from '../core/tables.js';
import { answeredOrders } from './callback-answer-items.js';
import { wireKey } from './callback-items.js';
import type { CallbackExpectation } from './callback-types.js';
import { collectMeaning, type MeaningFaults } from './meaning-faults.js';
import { decodeOrderItems } from './order-cart-items.js';
import { tellTooLarge, type TablesReading } from './tables-price.js';
import { shorten } from './xml-faults.js';
import { collapse } from './xml-text-type.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';
import type { ReadXml } from './xml.js';

const MAX_LINES = 500;
/** What an intake asks of every item; an UpdatedCartItem may lack it, as a removal needs no more than the SKU. */
const NEEDED = ['MerchantId', 'Title', 'Price'] as const;

/** A cart after its UpdatedCartItems. */
export interface Updates {
  readonly items: readonly OrderCartItem[];
  /** Which tables the added lines name, by item id. */
  readonly added: ReadonlyMap<string, LineTables>;
  readonly faults: MeaningFaults;
}

interface Answered {
  readonly tables: Tables;
  /** What the answered lines name. */
  readonly lines: ReadonlyMap<string, LineTables>;
}

/**
 * The lines that are priced (semantics A.3.5): removals first whatever their place, and a line that is not there is no fault;
 * then additions, checked like an intake and shippable by the methods of the others.
 */
export function applyUpdates(read: ReadXml, expectation: CallbackExpectation, answered: Answered): Updates {
  const faults = collectMeaning(read);
  const items = expectation.items.map(({ item }) => item);
  const lists = answeredOrders(read.root).flatMap((order) => childOf(order, 'UpdatedCartItems') ?? []);
  const nodes = lists.flatMap(({ children }) => children).filter((node) => hasSku(node, faults));
  const removed = new Set(nodes.filter((node) => updateOf(node) === 'REMOVE').map((node) => wireKey(textOf(node, 'SKU') ?? '')));
  const kept = items.filter(({ sku }) => !removed.has(wireKey(sku)));
  const adding = nodes.filter((node) => updateOf(node) === 'ADD' && isWhole(node, faults));
  const { currency, merchantId } = expectation;
  const reading = { read, currency, merchantId, faults, tables: answered.tables, needsSkus: true };
  const added = decodeOrderItems(adding, reading, freePrefix(items));
  checkMethods(adding, added, [...answered.lines.values()][0], faults);
  checkTotal(adding, [...kept, ...added], reading);
  const [list] = lists;
  if (list !== undefined) checkCount(list, kept.length + added.length, faults);
  return { items: [...kept, ...added], added: new Map(added.map((item) => [item.id, item])), faults };
}

function updateOf(node: XmlNode): string {
  return collapse(need(node, 'UpdateType').text);
}

function hasSku(node: XmlNode, faults: MeaningFaults): boolean {
  if (wireKey(textOf(node, 'SKU') ?? '') !== '') return true;
  tellMissing(node, 'SKU', faults);
  return false;
}

function isWhole(node: XmlNode, faults: MeaningFaults): boolean {
  const lacking = NEEDED.filter((name) => childOf(node, name) === null);
  for (const name of lacking) tellMissing(node, name, faults);
  return lacking.length === 0;
}

function tellMissing(node: XmlNode, name: string, faults: MeaningFaults): void {
  const sentence = `${name} is missing; ${name === 'SKU' ? 'the SKU names the line' : 'a line to add is a whole item'}`;
  const place = { node, missing: name, offset: node.start, length: 0 };
  faults.add(name === 'SKU' ? 'SKU_MISSING' : 'SCHEMA_FAULT', { rule: 'update-incomplete', ...place, expected: name, sentence });
}

/** `added-` for the ids of added lines, longer where a line of the cart has such an id. */
function freePrefix(items: readonly OrderCartItem[]): string {
  let prefix = 'added-';
  while (items.some(({ id }) => id.startsWith(prefix))) prefix += '-';
  return prefix;
}

/** A line with methods of its own would take every choice of the others away; where shipping is not asked for none has any. */
function checkMethods(
  nodes: readonly XmlNode[],
  added: readonly OrderCartItem[],
  others: LineTables | undefined,
  faults: MeaningFaults,
): void {
  const wanted = [...new Set(others?.shippingMethodIds ?? [])].sort();
  for (const [index, item] of added.entries()) {
    const node = nodes[index];
    const got = [...new Set(item.shippingMethodIds ?? [])].sort();
    if (node === undefined || got.join('\n') === wanted.join('\n')) continue;
    const at = childOf(node, 'ShippingMethodIds') ?? node;
    faults.add('SCHEMA_FAULT', {
      rule: 'update-methods',
      node: at,
      offset: at.start,
      expected: wanted.length === 0 ? 'no ShippingMethodIds, as on the other items' : wanted.join(', '),
      got: got.join(', '),
      sentence: `the item "${shorten(item.sku)}" must name the same shipping methods as the other items`,
    });
  }
}

function checkTotal(nodes: readonly XmlNode[], items: readonly OrderCartItem[], reading: TablesReading): void {
  const last = nodes.at(-1);
  const total = items.reduce((sum, { price, quantity }) => sum + price * BigInt(quantity), 0n);
  if (last !== undefined && total >= endOfAmounts(PRICE_PLACES)) {
    tellTooLarge(need(need(last, 'Price'), 'Amount'), reading, 'with this line the cart goes');
  }
}

function checkCount(list: XmlNode, count: number, faults: MeaningFaults): void {
  if (count > 0 && count <= MAX_LINES) return;
  const sentence =
    count === 0 ? 'nothing is left in the cart' : `the cart would have ${count} lines; at most ${MAX_LINES} are handled`;
  faults.add('SCHEMA_FAULT', {
    rule: 'update-count',
    node: list,
    offset: list.start,
    expected: `1 to ${MAX_LINES} lines`,
    sentence,
  });
}
