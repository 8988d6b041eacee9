import type { Kind, LineNames, Method, Promotion, Region, Tables, TaxTable } from '../documents.js';
import { exact } from '../exact.js';
import type { Namespace } from '../request-document.js';
import type { CartLine } from '../shop.js';
import { ADDRESSES } from './addresses.js';

export type Draw = (limit: number) => number;

export interface TablesOf {
  readonly lines: readonly CartLine[];
  readonly namespace: Namespace;
  /** Kinds that the cart brings tables of. */
  readonly kinds: Readonly<Record<Kind, boolean>>;
}

/** Tables of an XML cart: several tables and rules out of order, promotions on lines or on the cart, mixed rates. */
export function drawTables(draw: Draw, { lines, namespace, kinds }: TablesOf): Tables {
  const tax = kinds.tax ? drawTaxes(draw) : {};
  const offers = kinds.promotions ? drawPromotions(draw) : {};
  const methods = kinds.shipping ? drawMethods(draw, namespace) : undefined;
  const named = methods !== undefined && draw(2) === 0 ? methods.map(({ id }) => id) : undefined;
  const names = new Map(
    lines.map(({ sku }): [string, LineNames] => {
      const table = tax.taxTables?.[draw(tax.taxTables.length + 1)];
      const promotion = offers.promotions?.[draw(offers.promotions.length + 1)];
      return [
        sku,
        {
          ...(table === undefined ? {} : { taxTableId: table.id }),
          ...(promotion === undefined ? {} : { promotionId: promotion.id }),
          ...(named === undefined ? {} : { methodIds: named }),
        },
      ];
    }),
  );
  return { ...tax, ...offers, ...(methods === undefined ? {} : { methods }), lines: names };
}

const RATES = ['0.05', '0.04', '0.0725', '0.08625', '0.1', '0.065', '0'] as const;

function drawTaxes(draw: Draw): Pick<Tables, 'taxTables' | 'defaultTaxTable'> {
  const ids = ['goods', 'food & drink'].slice(0, 1 + draw(2));
  const taxTables = ids.map((id) => drawTaxTable(draw, id));
  return draw(2) === 0 ? { taxTables } : { taxTables, defaultTaxTable: drawTaxTable(draw, 'the rest') };
}

/** Rules of different width in any order: the narrowest that covers counts. */
function drawTaxTable(draw: Draw, id: string): TaxTable {
  const { state, postalCode } = pick(draw, ADDRESSES);
  const regions: readonly Region[] = [
    { kind: 'PredefinedRegion', value: 'WorldAll' },
    { kind: 'USStateRegion', value: state },
    { kind: 'USZipRegion', value: postalCode },
    { kind: 'PredefinedRegion', value: 'USAll' },
    { kind: 'PredefinedRegion', value: 'USContinental48States' },
  ];
  const first = draw(regions.length);
  const chosen = [...regions.slice(first), ...regions.slice(0, first)].slice(0, 1 + draw(regions.length));
  return { id, rules: chosen.map((region) => ({ rate: exact(pick(draw, RATES)), shippingTaxed: draw(2) === 0, region })) };
}

function drawPromotions(draw: Draw): Pick<Tables, 'promotions' | 'cartPromotionId'> {
  const all: readonly Promotion[] = [
    { id: 'HALF', description: 'Half price', rate: exact('0.5') },
    { id: 'OFF3', description: '3.00 off', amount: exact('3.00') },
    { id: 'TENTH', description: 'A tenth & a bit', rate: exact('0.1125') },
    { id: 'NOTHING', description: 'No discount today', amount: exact('0') },
  ];
  const promotions = all.slice(draw(2), 2 + draw(3));
  const ofCart = draw(2) === 0 ? promotions[0] : undefined;
  return { promotions, ...(ofCart === undefined ? {} : { cartPromotionId: ofCart.id }) };
}

/** One method for each service level; some places have none of them. */
function drawMethods(draw: Draw, namespace: Namespace): Method[] {
  const { state } = pick(draw, ADDRESSES);
  const all = (name: string): Region[] => [{ kind: 'PredefinedRegion', value: name }];
  const excluded: Region[] = draw(3) === 0 ? [{ kind: 'USStateRegion', value: state }] : [];
  const boxes = namespace === '2008-11-30' ? { poBoxes: draw(2) === 0 } : {};
  const named = (id: string, serviceLevel: string, label: string) => ({
    id,
    serviceLevel,
    label: namespace === '2009-05-15' ? label : serviceLevel,
  });
  const methods: readonly Method[] = [
    {
      ...named('ground rate', 'Standard', 'Over land'),
      weightBased: exact('0.55'),
      shipmentBased: exact('3.45'),
      included: all('USFull50States'),
      excluded: [],
    },
    {
      ...named('air_2', 'Expedited', 'By air'),
      itemQuantityBased: exact('1.25'),
      shipmentBased: exact('6.10'),
      included: all('USAll'),
      excluded,
      ...boxes,
    },
    {
      ...named('night', 'OneDay', 'Overnight'),
      weightBased: exact('2.05'),
      itemQuantityBased: exact('0.35'),
      shipmentBased: exact('18.99'),
      included: all('USContinental48States'),
      excluded,
      ...boxes,
    },
    {
      ...named('gift', 'TwoDay', 'For nothing'),
      shipmentBased: exact('0.00'),
      included: [{ kind: 'USStateRegion', value: state }],
      excluded: [],
    },
  ];
  return methods.slice(draw(2), 2 + draw(3));
}

/** Tables that the fields of an HTML cart can say. */
export function drawHtmlTables(draw: Draw, lines: readonly CartLine[]): Tables {
  const shippingTaxed = draw(2) === 0;
  const table = (id: string): TaxTable => {
    const region: Region = { kind: 'USStateRegion', value: pick(draw, ADDRESSES).state };
    return { id, rules: [{ rate: exact(pick(draw, RATES)), shippingTaxed, region }] };
  };
  const offer = (id: string): Promotion =>
    draw(2) === 0 ? { id, description: '', rate: exact('0.15') } : { id, description: '', amount: exact('2.25') };
  const own = lines.map((_, index) => `item-${index + 1}`);
  const taxTables = own.filter(() => draw(4) === 0).map(table);
  const ofCart = draw(3) === 0 ? [offer('cart')] : [];
  const promotions = [...own.filter(() => draw(3) === 0).map(offer), ...ofCart];
  const methods = draw(2) === 0 ? [] : drawHtmlMethods(draw);
  return {
    ...(taxTables.length === 0 ? {} : { taxTables }),
    ...(draw(2) === 0 ? {} : { defaultTaxTable: table('default') }),
    ...(promotions.length === 0 ? {} : { promotions }),
    ...(ofCart.length === 0 ? {} : { cartPromotionId: 'cart' }),
    ...(methods.length === 0 ? {} : { methods }),
    lines: new Map(
      lines.map(({ sku }, index) => {
        const id = own[index] ?? '';
        const has = (list: readonly { readonly id: string }[]): boolean => list.some((entry) => entry.id === id);
        return [sku, { ...(has(taxTables) ? { taxTableId: id } : {}), ...(has(promotions) ? { promotionId: id } : {}) }];
      }),
    ),
  };
}

function drawHtmlMethods(draw: Draw): Method[] {
  const all = (name: string): Region[] => [{ kind: 'PredefinedRegion', value: name }];
  const methods: readonly Method[] = [
    {
      id: 'method-1',
      serviceLevel: 'Standard',
      label: 'Standard',
      weightBased: exact('0.99'),
      shipmentBased: exact('4.50'),
      included: all('USAll'),
      excluded: [],
    },
    {
      id: 'method-2',
      serviceLevel: 'Expedited',
      label: 'Expedited',
      itemQuantityBased: exact('1.10'),
      shipmentBased: exact('7.00'),
      included: all('USFull50States'),
      excluded: [],
    },
    {
      id: 'method-3',
      serviceLevel: 'TwoDay',
      label: 'TwoDay',
      shipmentBased: exact('21.00'),
      included: all('USContinental48States'),
      excluded: [],
    },
  ];
  return methods.slice(0, 1 + draw(3));
}

function pick<Entry>(draw: Draw, list: readonly [Entry, ...Entry[]] | readonly Entry[]): Entry {
  return list[draw(list.length)] as Entry;
}
