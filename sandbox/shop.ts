/** One line of the sandbox shop's cart. */
export interface Goods {
  readonly sku: string;
  readonly title: string;
  /** Major units, as the shop writes them. */
  readonly price: string;
  /** Pounds; absent where the shop does not know. */
  readonly pounds?: string;
  readonly category: string;
}
export interface CartLine extends Goods {
  readonly quantity: number;
}

/** An invented shop: every name here is made up. */
export const SHELF: readonly Goods[] = [
  { sku: 'MUG-BLUE', title: 'Stoneware mug, blue', price: '12.50', pounds: '0.75', category: 'Kitchen' },
  { sku: 'MUG-SAND', title: 'Stoneware mug, sand', price: '12.50', pounds: '0.75', category: 'Kitchen' },
  { sku: 'TEE-M', title: 'T-shirt with a lighthouse, medium', price: '19.99', pounds: '0.40', category: 'Clothing' },
  { sku: 'TEE-XL', title: 'T-shirt with a lighthouse, extra large', price: '21.99', pounds: '0.48', category: 'Clothing' },
  { sku: 'LAMP-OAK', title: 'Desk lamp, oak', price: '45.50', pounds: '3.20', category: 'Home' },
  { sku: 'ROPE-10', title: 'Cotton rope, 10 feet', price: '4.45', pounds: '0.60', category: 'Workshop' },
  { sku: 'NUT-M6', title: 'Hex nut M6, by the piece', price: '0.0125', pounds: '0.01', category: 'Workshop' },
  { sku: 'TEA-EARL', title: 'Earl Grey & bergamot, 4 oz', price: '8.75', pounds: '0.25', category: 'Food' },
  { sku: 'HONEY-1', title: 'Heather honey', price: '11.20', pounds: '1.10', category: 'Food' },
  { sku: 'NOTE-A5', title: 'Notebook A5, “dotted”', price: '7.77', pounds: '0.55', category: 'Paper' },
  { sku: 'PENCIL-HB', title: 'Pencil HB', price: '0.95', pounds: '0.02', category: 'Paper' },
  { sku: 'CARD-THX', title: 'Card "Thank you"', price: '3.33', category: 'Paper' },
  { sku: 'BLANKET', title: 'Wool blanket, 130 × 180 cm', price: '89.00', pounds: '4.50', category: 'Home' },
  { sku: 'SOAP-PINE', title: 'Pine soap', price: '5.25', pounds: '0.30', category: 'Bath' },
  { sku: 'CANDLE-3', title: 'Three beeswax candles', price: '14.95', pounds: '0.90', category: 'Home' },
  { sku: 'PUZZLE-9', title: 'Wooden puzzle, 9 pieces <for small hands>', price: '24.00', pounds: '1.75', category: 'Toys' },
];

/** A cart of so many different lines; the same seed always fills the same cart. Beyond the shelf, lines get a numbered variant. */
export function fillCart(seed: number, count: number): CartLine[] {
  const next = randomNumbers(seed);
  const pool = [...SHELF];
  return Array.from({ length: count }, (_, index) => {
    if (pool.length === 0) pool.push(...SHELF);
    const [goods = SHELF[0] as Goods] = pool.splice(next(pool.length), 1);
    const variant = Math.floor(index / SHELF.length);
    return { ...goods, ...(variant === 0 ? {} : { sku: `${goods.sku}-${variant + 1}` }), quantity: quantityOf(goods, next) };
  });
}

/** Whole numbers from 0 up to but not including the limit; mulberry32, so that a seed means the same on every machine. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

function quantityOf(goods: Goods, next: (limit: number) => number): number {
  return goods.sku === 'NUT-M6' ? (next(8) + 1) * 25 : next(3) + 1;
}
