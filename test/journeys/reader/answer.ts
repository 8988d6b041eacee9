import { type Element, child, each, maybe, readElements, textOf } from './elements.js';
import type { AskedRequest } from './request.js';

/** What an order of the answer says about an item. */
export interface NamedIds {
  readonly wireId: string;
  readonly taxTableId?: string;
  readonly promotionId?: string;
  readonly methodIds: readonly string[];
}

/** The tables of an answer, still as elements, by their ids. */
export interface Answer {
  readonly orders: readonly { readonly items: ReadonlyMap<string, NamedIds> }[];
  readonly taxTables: ReadonlyMap<string, Element> | null;
  readonly promotions: ReadonlyMap<string, Element> | null;
  readonly methods: ReadonlyMap<string, Element> | null;
  readonly cartPromotionId?: string;
  readonly cartTaxAmounts: readonly Element[] | null;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/**
 * Reads an answer and holds it against its request: same namespace, same addresses, every item once, every id defined once,
 * exactly the kinds that were asked for.
 */
export async function readAnswer(xml: string, asked: AskedRequest): Promise<Answer | Refusal> {
  const root = await readElements(xml);
  must(root.name === 'OrderCalculationsResponse', `the answer is a ${root.name}`);
  must(root.namespace === `http://payments.amazon.com/checkout/${asked.date}/`, `the answer is in ${root.namespace}`);
  const response = child(root, 'Response');
  const error = maybe(response, 'Error');
  if (error !== null) {
    must(root.children.length === 1 && response.children.length === 1, 'an Error stands beside something else');
    return { code: child(error, 'Code').text, message: child(error, 'Message').text };
  }
  const cartPromotionId = textOf(root, 'CartPromotionId');
  const cartTaxes = maybe(root, 'CartTaxAmounts');
  const answer: Answer = {
    orders: readOrders(each(child(response, 'CallbackOrders'), 'CallbackOrder'), asked),
    taxTables: definitions(root, 'TaxTables', 'TaxTable', asked.tax),
    promotions: definitions(root, 'Promotions', 'Promotion', asked.promotions),
    methods: definitions(root, 'ShippingMethods', 'ShippingMethod', asked.shipping),
    ...(cartPromotionId === undefined ? {} : { cartPromotionId }),
    cartTaxAmounts: cartTaxes === null ? null : each(cartTaxes, 'CartTaxAmount'),
  };
  checkIds(answer, asked);
  return answer;
}

function readOrders(orders: readonly Element[], asked: AskedRequest): Answer['orders'] {
  must(orders.length === asked.orders.length, `${orders.length} orders for ${asked.orders.length}`);
  return orders.map((order, place) => {
    const wanted = asked.orders[place];
    const addressId = child(order, 'Address', 'AddressId').text;
    must(addressId === wanted?.addressId, `the address ${addressId} was not order ${place + 1} of the request`);
    const items = each(child(order, 'CallbackOrderItems'), 'CallbackOrderItem').map(readItem);
    const byId = new Map(items.map((item) => [item.wireId, item]));
    must(byId.size === items.length, 'an item stands in an order twice');
    const missing = new Set(wanted?.wireIds).size - byId.size;
    must(
      missing === 0 && (wanted?.wireIds.every((id) => byId.has(id)) ?? false),
      'items of the answer are not those of the request',
    );
    return { items: byId };
  });
}

function readItem(item: Element): NamedIds {
  const taxTableId = textOf(item, 'TaxTableId');
  const promotions = each(maybe(item, 'PromotionIds'), 'PromotionId').map(({ text }) => text);
  must(promotions.length <= 1, 'an item has two promotions');
  const [promotionId] = promotions;
  return {
    wireId: textOf(item, 'CallbackOrderItemId') ?? child(item, 'SKU').text,
    ...(taxTableId === undefined ? {} : { taxTableId }),
    ...(promotionId === undefined ? {} : { promotionId }),
    methodIds: each(maybe(item, 'ShippingMethodIds'), 'ShippingMethodId').map(({ text }) => text),
  };
}

/** The definitions of a kind by id; null where the kind is not there, which must be where it was not asked for. */
function definitions(root: Element, list: string, name: string, wanted: boolean): ReadonlyMap<string, Element> | null {
  const found = maybe(root, list);
  must((found !== null) === wanted, wanted ? `${list} was asked for and is missing` : `${list} was not asked for`);
  if (found === null) return null;
  const elements = each(found, name);
  const byId = new Map(elements.map((element) => [child(element, `${name}Id`).text, element]));
  must(byId.size === elements.length, `${list} defines an id twice`);
  return byId;
}

/** Every id that is named is defined, every table that is defined is named, every item has a table where tax was asked for. */
function checkIds(
  { orders, taxTables, promotions, methods, cartPromotionId, cartTaxAmounts }: Answer,
  asked: AskedRequest,
): void {
  const items = orders.flatMap((order) => [...order.items.values()]);
  const tables = items.flatMap(({ taxTableId }) => (taxTableId === undefined ? [] : [taxTableId]));
  must(tables.length === (asked.tax ? items.length : 0), 'items and tax tables do not go together');
  same(tables, taxTables, 'tax table');
  const cart = cartPromotionId === undefined ? [] : [cartPromotionId];
  same(
    [...items.flatMap(({ promotionId }) => (promotionId === undefined ? [] : [promotionId])), ...cart],
    promotions,
    'promotion',
  );
  same(
    items.flatMap(({ methodIds }) => methodIds),
    methods,
    'shipping method',
  );
  for (const entry of cartTaxAmounts ?? []) {
    const id = textOf(entry, 'ShippingMethodId');
    must(id === undefined || methods?.has(id) === true, `CartTaxAmounts names the unknown method ${id ?? ''}`);
  }
}

function same(named: readonly string[], defined: ReadonlyMap<string, Element> | null, what: string): void {
  const names = new Set(named);
  for (const id of names) must(defined?.has(id) === true, `the ${what} "${id}" is named and not defined`);
  for (const id of defined?.keys() ?? []) must(names.has(id), `the ${what} "${id}" is defined and named by nothing`);
}

/** Throws what is wrong with an answer. */
export function must(right: boolean, sentence: string): void {
  if (!right) throw new Error(sentence);
}
