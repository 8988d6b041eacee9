import type { Destination, WeightUnit } from '../../../src/core/cart.js';
import type { Random } from './random.js';

export const SKUS = ['ANT-1', 'BEE-2', 'CAT-3', 'DOG-4', 'R&D <5>', 'FOX 6', '007', 'HEN-8'] as const;
export const CATEGORIES = ['Pets', 'Wild & free'] as const;

/** A line as it is written down: amounts are texts, whatever their form. */
export interface WrittenItem {
  readonly sku: string;
  readonly title: string;
  readonly price: string;
  /** Undefined: the element is left out, which is 1. */
  readonly quantity?: number;
  readonly weight?: { readonly amount: string; readonly unit: WeightUnit };
  readonly category?: string;
}

export interface WrittenOrder {
  readonly addressId: string;
  readonly address: Destination;
  /** Places of its items in the cart. */
  readonly items: readonly number[];
}

export interface WrittenCart {
  readonly currency: string;
  readonly asked: { readonly shipping: boolean; readonly promotions: boolean; readonly tax: boolean };
  readonly items: readonly WrittenItem[];
  readonly orders: readonly WrittenOrder[];
}

/** Where carts go: every way to write an American address, PO boxes, military mail, territories, abroad, and half an address. */
const ADDRESSES: readonly Destination[] = [
  { line1: '1 Pine St', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' },
  { line1: '1 Pine St', city: 'Seattle', state: 'WA', postalCode: '98104-1234', country: 'US' },
  { line1: '2 Pine St', city: 'Seattle', state: 'Washington', postalCode: '98101', country: 'USA' },
  { line1: '3 Oak Ave', city: 'Seattle', state: 'wa', postalCode: '981991234', country: 'US' },
  { line1: '4 Oak Ave', city: 'New York', state: 'New York', postalCode: '10001', country: 'US' },
  { line1: '5 Elm Rd', city: 'Austin', state: 'TX', postalCode: '78701', country: 'US' },
  { line1: '6 Elm Rd', city: 'Oakland', state: 'CA', country: 'US' },
  { line1: '7 Elm Rd', city: 'Honolulu', state: 'Hawaii', postalCode: '96813', country: 'US' },
  { line1: '8 Elm Rd', city: 'Portland', postalCode: '97201', country: 'US' },
  { line1: '9 Elm Rd', city: 'Boise', country: 'US' },
  { line1: '10 Elm Rd', city: 'Tacoma', state: 'WA', postalCode: '98402' },
  { line1: '11 Elm Rd', city: 'Anywhere', state: 'CA', postalCode: '10001', country: 'US' },
  { line1: 'PO Box 45', city: 'Portland', state: 'OR', postalCode: '97201', country: 'US' },
  { line1: '12 Elm Rd', line2: 'P.O. Box 9', city: 'Seattle', state: 'WA', postalCode: '98111-0009', country: 'US' },
  { line1: 'PSC 3', city: 'APO', state: 'AE', postalCode: '09012', country: 'US' },
  { line1: '13 Calle Luna', city: 'San Juan', postalCode: '00901', country: 'PR' },
  { line1: '14 Calle Luna', city: 'San Juan', country: 'PR' },
  { line1: '15 Kai', city: 'Koror', state: 'PW', postalCode: '96940', country: 'US' },
  { line1: '16 Hauptstr', city: 'Neustadt', state: 'Bayern', postalCode: '80331', country: 'DE' },
  { line1: '17 High St', city: 'London', postalCode: 'SW1A 1AA', country: 'UK' },
  { line1: '18 King St', city: 'Perth', state: 'WA', postalCode: '98104', country: 'AU' },
];

/** A cart of 1 to 20 lines that goes to one address, sometimes to two or three. */
export function generateCart(random: Random): WrittenCart {
  const { int, chance } = random;
  const count = chance(50) ? int(1, 3) : chance(70) ? int(2, 8) : int(9, 20);
  const items = Array.from({ length: count }, () => generateItem(random));
  const currency = chance(94) ? 'USD' : 'EUR';
  return { currency, asked: generateAsked(random), items, orders: generateOrders(random, items) };
}

function generateAsked({ chance }: Random): WrittenCart['asked'] {
  if (chance(70)) return { shipping: true, promotions: true, tax: true };
  return { shipping: chance(60), promotions: chance(60), tax: chance(60) };
}

function generateItem(random: Random): WrittenItem {
  const { int, chance, pick, way } = random;
  const price = way([
    () => random.decimal(1, 9999, 2),
    () => random.decimal(100, 99_999, 2),
    () => pick(['10.00', '5.00', '0.00', '12.5', '7', '.5', '1.0500', '1.25e1']),
    // below a cent, and exact halves of one
    () => random.decimal(1, 2_000_000, 6),
    () => pick(['0.005', '0.0125', '1.0049', '0.015', '0.000001', '0.333333']),
  ]);
  const quantity = way([() => 1, () => int(1, 4), () => int(2, 12), () => (chance(20) ? int(100, 1000) : 3)]);
  const at = int(0, SKUS.length - 1);
  const category = at < 3 ? CATEGORIES[0] : at < 5 ? CATEGORIES[1] : undefined;
  return {
    sku: SKUS[at]!,
    title: `Thing ${at} & more`,
    price,
    ...(quantity === 1 && chance(50) ? {} : { quantity }),
    ...(chance(80) ? { weight: generateWeight(random) } : {}),
    ...(category === undefined || chance(10) ? {} : { category }),
  };
}

function generateWeight(random: Random): { amount: string; unit: WeightUnit } {
  const unit = random.chance(80) ? 'lb' : random.pick(['oz', 'kg', 'g'] as const);
  const amount = random.way([
    () => random.decimal(1, 500, 2),
    () => random.decimal(1, 9999, 3),
    () => random.decimal(1, 3_000_000, 6),
    () => random.pick(['1', '2.5', '.75', '0.000001']),
  ]);
  return { amount, unit };
}

/** Lines of one SKU mostly go to one address: 2008-11-30 has no other way to say it. */
function generateOrders(random: Random, items: readonly WrittenItem[]): WrittenOrder[] {
  const wanted = items.length > 1 && random.chance(20) ? random.int(2, 3) : 1;
  const bySku = random.chance(90);
  const orderOf = new Map<string, number>();
  const places = Array.from({ length: wanted }, (): number[] => []);
  items.forEach(({ sku }, place) => {
    const known = bySku ? orderOf.get(sku) : undefined;
    const order = known ?? random.int(0, wanted - 1);
    orderOf.set(sku, order);
    places[order]!.push(place);
  });
  return places
    .filter((list) => list.length > 0)
    .map((list, order) => ({
      addressId: `${'jklm'[order] ?? ''}qrspno${random.int(1000, 9999)}`,
      address: random.chance(40) ? ADDRESSES[random.int(0, 1)]! : random.pick(ADDRESSES),
      items: list,
    }));
}
