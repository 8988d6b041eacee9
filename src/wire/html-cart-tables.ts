import { minorPlaces } from '../core/money.js';
import { readRegion, type Region } from '../core/region.js';
import type { PredefinedRegion, ServiceLevel } from '../core/settings.js';
import type { LineTables, TableMethod, TablePromotion, Tables, TableTaxRule, TaxTable } from '../core/tables.js';
import {
  needText,
  numbersOf,
  readAmount,
  readFraction,
  refuseField,
  takeFlag,
  takeText,
  wrong,
  type HtmlReading,
} from './html-cart-fields.js';

const METHOD_FIELD =
  /^shipping_method_(?:service_level|region|price_type|price_per_shipment_amount|price_per_unit_rate)_([1-9]\d{0,3})$/;
const CART_PROMOTION_FIELD = /^cart_promotion(?:_type)?_([1-9]\d{0,3})$/;
/** A price for each pound may have four places (semantics A.1). */
const PER_POUND_PLACES = 4;

/** What the fields of an HTML cart say of tax, promotions and shipping, as the tables of an XML cart (protocol 2.4). */
export function readHtmlTables(reading: HtmlReading, currency: string, items: readonly number[]): Tables {
  const shippingTaxed = takeFlag(reading, 'is_shipping_taxed');
  const defaultTaxTable = readTaxTable(reading, 'default', { rate: 'tax_rate', state: 'tax_state_region' }, shippingTaxed);
  const taxTables = items.flatMap((n) => {
    const fields = { rate: `item_tax_rate_${n}`, state: `item_tax_state_region_${n}` };
    return readTaxTable(reading, lineId(n), fields, shippingTaxed) ?? [];
  });
  const linePromotions = items.flatMap((n) => readPromotion(reading, lineId(n), `item_promotion`, n, currency) ?? []);
  const cartPromotion = readCartPromotion(reading, currency);
  const promotions = [...linePromotions, ...(cartPromotion === undefined ? [] : [cartPromotion])];
  const methods = numbersOf(reading, METHOD_FIELD, 'shipping method').map((m) => readMethod(reading, m, currency));
  return {
    ...(taxTables.length === 0 ? {} : { taxTables }),
    ...(defaultTaxTable === undefined ? {} : { defaultTaxTable }),
    ...(promotions.length === 0 ? {} : { promotions }),
    ...(cartPromotion === undefined ? {} : { cartPromotionId: cartPromotion.id }),
    ...(methods.length === 0 ? {} : { shippingMethods: methods }),
  };
}

/** Which tables a line has of its own: they are called after its number. */
export function htmlLineTables({ taxTables, promotions }: Tables, n: number): LineTables {
  const has = (entries: readonly { readonly id: string }[] | undefined): boolean =>
    (entries ?? []).some(({ id }) => id === lineId(n));
  return {
    ...(has(taxTables) ? { taxTableId: lineId(n) } : {}),
    ...(has(promotions) ? { promotionId: lineId(n) } : {}),
  };
}

const lineId = (n: number): string => `item-${n}`;

/** One rule for one state; a rate without its state would tax nobody, so the state must be there. */
function readTaxTable(
  reading: HtmlReading,
  id: string,
  fields: { readonly rate: string; readonly state: string },
  shippingTaxed: boolean,
): TaxTable | undefined {
  if (takeText(reading, fields.rate) === undefined && takeText(reading, fields.state) === undefined) return undefined;
  const rate = needText(reading, fields.rate);
  const state = needText(reading, fields.state);
  if (rate === undefined || state === undefined) return undefined;
  const found = readRegion({ kind: 'state', state });
  if (!found.ok) wrong(reading, fields.state, state, found.problem.expected);
  const rule: TableTaxRule = {
    rate: readFraction(reading, fields.rate, rate) ?? 0n,
    shippingTaxed,
    region: found.ok ? found.region : null,
    regionText: state,
  };
  return { id, rules: [rule] };
}

/** `<row>_<n>` with `<row>_type_<n>`: money off or a fraction. */
function readPromotion(reading: HtmlReading, id: string, row: string, n: number, currency: string): TablePromotion | undefined {
  const [field, typeField] = [`${row}_${n}`, `${row}_type_${n}`];
  if (takeText(reading, field) === undefined && takeText(reading, typeField) === undefined) return undefined;
  const value = needText(reading, field);
  const type = needText(reading, typeField);
  if (value === undefined || type === undefined) return undefined;
  const promotion = { id, description: '' };
  switch (type.toLowerCase()) {
    case 'fixed_amount_off': {
      const amount = readAmount(reading, field, value, minorPlaces(currency)) ?? 0n;
      return { ...promotion, benefit: { kind: 'amount', amount } };
    }
    case 'discount_rate': {
      const rate = readFraction(reading, field, value) ?? 0n;
      // A rate of 0 is no promotion; XML carts may not even write it.
      return { ...promotion, benefit: rate === 0n ? { kind: 'amount', amount: 0n } : { kind: 'rate', rate } };
    }
    default:
      wrong(reading, typeField, type, 'fixed_amount_off or discount_rate');
      return undefined;
  }
}

/** A cart has one promotion of its own, as in XML: how two would combine, nothing says. */
function readCartPromotion(reading: HtmlReading, currency: string): TablePromotion | undefined {
  const [first, second] = numbersOf(reading, CART_PROMOTION_FIELD, 'cart promotion');
  if (second !== undefined) {
    const sentence = 'a cart has one promotion of its own; nothing says how two would combine';
    refuseField(reading, 'FORM_FIELD_WRONG', `cart_promotion_${second}`, { rule: 'cart-promotion-one', sentence });
  }
  return first === undefined ? undefined : readPromotion(reading, 'cart', 'cart_promotion', first, currency);
}

const LEVELS: Readonly<Record<string, ServiceLevel>> = {
  standard: 'Standard',
  expedited: 'Expedited',
  one_day: 'OneDay',
  oneday: 'OneDay',
  two_day: 'TwoDay',
  twoday: 'TwoDay',
};
const REGIONS: Readonly<Record<string, PredefinedRegion>> = {
  us_all: 'USAll',
  us_full_50_states: 'USFull50States',
  us_continental_48_states: 'USContinental48States',
  world_all: 'WorldAll',
};
const PRICE_TYPES = ['weight_based', 'item_quantity_based', 'shipment_based'] as const;
type PriceType = (typeof PRICE_TYPES)[number];

function readMethod(reading: HtmlReading, m: number, currency: string): TableMethod {
  const level = readChoice(reading, `shipping_method_service_level_${m}`, LEVELS, 'standard, expedited, one_day or two_day');
  const name = readChoice(reading, `shipping_method_region_${m}`, REGIONS, Object.keys(REGIONS).join(', '));
  const included: Region[] = name === undefined ? [] : [{ kind: 'predefined', name }];
  const serviceLevel = level ?? 'Standard';
  const about = { id: `method-${m}`, serviceLevel, label: serviceLevel, included, excluded: [], poBoxes: null };
  return { ...about, ...readRate(reading, m, currency) };
}

/** The part for the shipment and the part for each unit add up. */
function readRate(reading: HtmlReading, m: number, currency: string): Pick<TableMethod, 'perShipment' | 'perPound' | 'perItem'> {
  const types = Object.fromEntries(PRICE_TYPES.map((type) => [type, type])) as Record<string, PriceType>;
  const type = readChoice(reading, `shipping_method_price_type_${m}`, types, PRICE_TYPES.join(', '));
  const [flatField, unitField] = [`shipping_method_price_per_shipment_amount_${m}`, `shipping_method_price_per_unit_rate_${m}`];
  const flat = takeText(reading, flatField);
  const unit = takeText(reading, unitField);
  const places = minorPlaces(currency);
  const perShipment = flat === undefined ? null : readAmount(reading, flatField, flat, places);
  const byWeight = type === 'weight_based';
  const perUnit = unit === undefined ? null : readAmount(reading, unitField, unit, byWeight ? PER_POUND_PLACES : places);
  if (flat === undefined && unit === undefined) needText(reading, type === 'shipment_based' ? flatField : unitField);
  if (type === 'shipment_based' && perUnit !== null && perUnit !== 0n) {
    wrong(reading, unitField, unit ?? '', 'no price for each unit, where the price type is shipment_based');
  }
  if (byWeight && perUnit !== null) checkPounds(reading, unitField);
  return {
    perShipment,
    perPound: byWeight ? perUnit : null,
    perItem: type === 'item_quantity_based' ? perUnit : null,
  };
}

/** A price for each kilogram cannot be said exactly in pounds, which is what shipping by weight is priced in. */
function checkPounds(reading: HtmlReading, field: string): void {
  const unit = takeText(reading, 'weight_unit')?.toLowerCase() ?? 'lb';
  if (unit === 'lb') return;
  const sentence = `a price by weight is for each pound (lb), and weight_unit says ${unit.slice(0, 10)}`;
  refuseField(reading, 'FORM_FIELD_WRONG', field, { rule: 'weight-unit-pound', expected: 'weight_unit lb', sentence });
}

/** One of a list of words, whatever their case; FORM_FIELD_MISSING and FORM_FIELD_WRONG are noted. */
function readChoice<Word extends string>(
  reading: HtmlReading,
  field: string,
  words: Readonly<Record<string, Word>>,
  expected: string,
): Word | undefined {
  const text = needText(reading, field);
  if (text === undefined) return undefined;
  const word = Object.hasOwn(words, text.toLowerCase()) ? words[text.toLowerCase()] : undefined;
  if (word === undefined) wrong(reading, field, text, expected);
  return word;
}
