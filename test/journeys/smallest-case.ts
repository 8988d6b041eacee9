import type { GeneratedCase } from './generated-carts.js';
import type { WrittenCart } from './generator/carts.js';

/** Takes away whatever a failing case does not need to fail, greedily, until nothing more can go. */
export async function findSmallest(
  failing: GeneratedCase,
  fails: (smaller: GeneratedCase) => Promise<boolean>,
): Promise<GeneratedCase> {
  for (const smaller of reductions(failing)) if (await fails(smaller)) return findSmallest(smaller, fails);
  return failing;
}

function* reductions(from: GeneratedCase): Generator<GeneratedCase> {
  const { cart, settings } = from;
  const { shipping, taxes, promotions } = settings;
  for (let place = 0; place < cart.items.length; place += 1)
    if (cart.items.length > 1) yield { ...from, cart: withoutItem(cart, place) };
  for (const promotion of promotions.promotions) {
    const rest = promotions.promotions.filter((other) => other !== promotion);
    yield { ...from, settings: { ...settings, promotions: { promotions: rest } } };
  }
  for (const rule of taxes.rules) {
    yield { ...from, settings: { ...settings, taxes: { ...taxes, rules: taxes.rules.filter((other) => other !== rule) } } };
  }
  for (const method of shipping.methods) {
    const methods = shipping.methods.filter((other) => other !== method);
    yield { ...from, settings: { ...settings, shipping: { ...shipping, methods } } };
  }
  if (taxes.classes !== undefined) yield { ...from, settings: { ...settings, taxes: { rules: taxes.rules } } };
  for (const kind of ['shipping', 'promotions', 'tax'] as const) {
    if (cart.asked[kind]) yield { ...from, cart: { ...cart, asked: { ...cart.asked, [kind]: false } } };
  }
  yield* simplerItems(from);
  yield* simplerRules(from);
}

function withoutItem(cart: WrittenCart, gone: number): WrittenCart {
  const orders = cart.orders.map((order) => ({
    ...order,
    items: order.items.filter((place) => place !== gone).map((place) => (place > gone ? place - 1 : place)),
  }));
  return {
    ...cart,
    items: cart.items.filter((_, place) => place !== gone),
    orders: orders.filter(({ items }) => items.length > 0),
  };
}

function* simplerItems(from: GeneratedCase): Generator<GeneratedCase> {
  const { cart } = from;
  for (const [place, item] of cart.items.entries()) {
    const { weight, category, quantity, ...bare } = item;
    const kept = { ...(weight && { weight }), ...(category && { category }), ...(quantity && { quantity }) };
    const without = (name: keyof typeof kept): object => Object.fromEntries(Object.entries(kept).filter(([key]) => key !== name));
    const options = [
      ...(['weight', 'category', 'quantity'] as const)
        .filter((name) => name in kept)
        .map((name) => ({ ...bare, ...without(name) })),
      ...(item.price === '10.00' ? [] : [{ ...item, price: '10.00' }]),
    ];
    for (const simpler of options) yield { ...from, cart: { ...cart, items: cart.items.with(place, simpler) } };
  }
}

/** Optional parts of methods, promotions and tax rules, one at a time. */
function* simplerRules(from: GeneratedCase): Generator<GeneratedCase> {
  const { settings } = from;
  const { shipping, taxes, promotions } = settings;
  for (const [place, method] of shipping.methods.entries())
    for (const simpler of without(method, ['handling', 'notFor', 'poBoxes']))
      yield { ...from, settings: { ...settings, shipping: { ...shipping, methods: shipping.methods.with(place, simpler) } } };
  for (const [place, promotion] of promotions.promotions.entries())
    for (const simpler of without(promotion, ['conditions', 'schedule', 'code', 'items', 'stacking']))
      yield { ...from, settings: { ...settings, promotions: { promotions: promotions.promotions.with(place, simpler) } } };
  for (const [place, rule] of taxes.rules.entries())
    for (const simpler of without(rule, ['class', 'label', 'shippingTaxed']))
      yield { ...from, settings: { ...settings, taxes: { ...taxes, rules: taxes.rules.with(place, simpler) } } };
  if (shipping.defaultWeight !== undefined) {
    const { currency, methods } = shipping;
    yield { ...from, settings: { ...settings, shipping: { currency, methods } } };
  }
}

function without<T extends object>(value: T, names: readonly (keyof T)[]): T[] {
  return names
    .filter((name) => name in value)
    .map((name) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) as T);
}
