import type { AnswerDocument, AskedDocument, Kind } from './documents.js';

const ELEMENTS: Readonly<Record<Kind, string>> = { shipping: 'ShippingMethods', promotions: 'Promotions', tax: 'TaxTables' };

/** Sentences about what an answer says that it must not, or leaves out that it must say (protocol 3.6); none: it fits the request. */
export function checkAnswer(asked: AskedDocument, answer: AnswerDocument): string[] {
  const faults: string[] = [];
  if (answer.namespace !== asked.namespace)
    faults.push(`The answer is in the namespace ${answer.namespace}, the request in ${asked.namespace}.`);
  if (answer.error !== undefined) return faults;
  return [...faults, ...checkOrders(asked, answer), ...checkKinds(asked, answer), ...checkIds(answer)];
}

/** The same addresses, each with every item once. */
function checkOrders(asked: AskedDocument, answer: AnswerDocument): string[] {
  const faults: string[] = [];
  const wanted = asked.orders.map(({ address }) => address.addressId);
  const got = answer.orders.map(({ addressId }) => addressId);
  for (const id of got) if (!wanted.includes(id)) faults.push(`The answer has the AddressId ${id}, which was not asked for.`);
  for (const { address, wireIds } of asked.orders) {
    const order = answer.orders.find(({ addressId }) => addressId === address.addressId);
    if (order === undefined) {
      faults.push(`The answer lacks the AddressId ${address.addressId}.`);
      continue;
    }
    const ids = order.items.map(({ wireId }) => wireId);
    for (const id of new Set(wireIds)) {
      const count = ids.filter((other) => other === id).length;
      if (count !== 1)
        faults.push(`The answer has the item ${id} ${count === 0 ? 'not at all' : `${count} times`}; once is right.`);
    }
    for (const id of ids) if (!wireIds.includes(id)) faults.push(`The answer has the item ${id}, which was not asked for.`);
  }
  return faults;
}

/** Exactly the kinds that were asked for. */
function checkKinds(asked: AskedDocument, answer: AnswerDocument): string[] {
  const there: Readonly<Record<Kind, boolean>> = {
    shipping: answer.methods !== undefined,
    promotions: answer.promotions !== undefined,
    tax: answer.taxTables !== undefined,
  };
  return (['shipping', 'promotions', 'tax'] as const).flatMap((kind) => {
    if (there[kind] === asked.asked[kind]) return [];
    return [
      asked.asked[kind]
        ? `The answer lacks ${ELEMENTS[kind]}, though it was asked for.`
        : `The answer has ${ELEMENTS[kind]}, though it was not asked for.`,
    ];
  });
}

/** Every id that is named is defined once, and every line has one list of methods. */
function checkIds(answer: AnswerDocument): string[] {
  const items = answer.orders.flatMap((order) => order.items);
  const defined = {
    TaxTableId: (answer.taxTables ?? []).map(({ id }) => id),
    PromotionId: (answer.promotions ?? []).map(({ id }) => id),
    ShippingMethodId: (answer.methods ?? []).map(({ id }) => id),
  };
  const named = {
    TaxTableId: items.flatMap(({ taxTableId }) => taxTableId ?? []),
    PromotionId: [
      ...items.flatMap(({ promotionId }) => promotionId ?? []),
      ...(answer.cartPromotionId === undefined ? [] : [answer.cartPromotionId]),
    ],
    ShippingMethodId: [
      ...items.flatMap(({ methodIds }) => methodIds ?? []),
      ...(answer.cartTaxAmounts ?? []).flatMap(({ methodId }) => methodId ?? []),
    ],
  };
  const faults: string[] = [];
  for (const kind of ['TaxTableId', 'PromotionId', 'ShippingMethodId'] as const) {
    for (const id of new Set(named[kind]))
      if (!defined[kind].includes(id)) faults.push(`The answer names the ${kind} ${id} but does not define it.`);
    const doubled = defined[kind].find((id, index) => defined[kind].indexOf(id) !== index);
    if (doubled !== undefined) faults.push(`The answer defines the ${kind} ${doubled} twice.`);
  }
  for (const order of answer.orders) {
    const lists = new Set(order.items.map(({ methodIds }) => (methodIds ?? []).join('\n')));
    if (lists.size > 1) faults.push('The items of one order name different shipping methods.');
  }
  if (answer.methods !== undefined && answer.methods.length === 0)
    faults.push('The answer offers no shipping method and no Error.');
  return faults;
}
