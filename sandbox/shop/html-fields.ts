import type { Method, Promotion, Tables, TaxTable } from '../documents.js';
import { decimal, ZERO } from '../exact.js';
import { sign } from '../sign.js';
import type { CartPost, ShopCart, ShopKey } from './cart.js';

type Fields = CartPost['fields'];

/**
 * The fields of an HTML cart (protocol 2.4), signed by the documented rule. Its tables are those that the fields can say: tax
 * of one state each, one rate beside the flat amount of a method, predefined regions.
 */
export function writeHtmlFields(cart: ShopCart, { accessKeyId, secretAccessKey }: ShopKey): Fields {
  const { tables, currency, returnUrl, cancelUrl } = cart;
  const { cartPromotionId, promotions = [], methods = [] } = tables;
  const fields: Fields = [
    ['currency_code', currency],
    ...cart.lines.flatMap((_, index) => lineFields(cart, index)),
    ...cartTax(tables),
    ...promotionFields(
      promotions.find(({ id }) => id === cartPromotionId),
      'cart_promotion',
      1,
    ),
    ...methods.flatMap((method, index) => methodFields(method, index + 1)),
    ['return_url', returnUrl],
    ['cancel_url', cancelUrl],
  ];
  if (!cart.signed) return fields;
  const signed: Fields = [...fields, ['aws_access_key_id', accessKeyId]];
  return [...signed, ['merchant_signature', sign(secretAccessKey, baseString(signed))]];
}

/** Every field by name in code-unit order, each `name=value&` with its `&`, values percent-encoded as RFC 2396 has it. */
export function baseString(fields: Fields): string {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // encodeURIComponent leaves exactly the documented characters as they are: - _ . ! ~ * ' ( )
  return sorted.map(([name, value]) => `${name}=${encodeURIComponent(value)}&`).join('');
}

function lineFields({ lines, merchantId, tables }: ShopCart, index: number): Fields {
  const [line, n] = [lines[index], index + 1];
  if (line === undefined) return [];
  const names = tables.lines.get(line.sku);
  const table = tables.taxTables?.find(({ id }) => id === names?.taxTableId);
  const promotion = tables.promotions?.find(({ id }) => id === names?.promotionId);
  return [
    [`item_merchant_id_${n}`, merchantId],
    [`item_title_${n}`, line.title],
    [`item_sku_${n}`, line.sku],
    [`item_price_${n}`, line.price],
    [`item_quantity_${n}`, String(line.quantity)],
    [`item_category_${n}`, line.category],
    ...(line.pounds === undefined
      ? []
      : ([
          [`item_weight_${n}`, line.pounds],
          [`item_weight_unit_${n}`, 'lb'],
        ] as const)),
    [`item_${n}.custom_attribute_1.shelf`, line.category],
    ...taxFields(table, [`item_tax_rate_${n}`, `item_tax_state_region_${n}`]),
    ...promotionFields(promotion, 'item_promotion', n),
  ];
}

/** `is_shipping_taxed` is said once for all tables of the cart. */
function cartTax({ defaultTaxTable, taxTables = [] }: Tables): Fields {
  const rules = [...taxTables, ...(defaultTaxTable === undefined ? [] : [defaultTaxTable])].flatMap((table) => table.rules);
  const own = taxFields(defaultTaxTable, ['tax_rate', 'tax_state_region']);
  return rules[0] === undefined ? own : [...own, ['is_shipping_taxed', rules[0].shippingTaxed ? 'yes' : 'no']];
}

function taxFields(table: TaxTable | undefined, [rate, state]: readonly [string, string]): Fields {
  const rule = table?.rules[0];
  if (rule === undefined) return [];
  return [
    [rate, decimal(rule.rate)],
    [state, rule.region?.value ?? ''],
  ];
}

function promotionFields(promotion: Promotion | undefined, row: string, n: number): Fields {
  if (promotion === undefined) return [];
  const { rate, amount = ZERO } = promotion;
  return [
    [`${row}_${n}`, decimal(rate ?? amount)],
    [`${row}_type_${n}`, rate === undefined ? 'fixed_amount_off' : 'discount_rate'],
  ];
}

const REGIONS: Readonly<Record<string, string>> = {
  USAll: 'us_all',
  USFull50States: 'us_full_50_states',
  USContinental48States: 'us_continental_48_states',
  WorldAll: 'world_all',
};
const LEVELS: Readonly<Record<string, string>> = {
  Standard: 'standard',
  Expedited: 'expedited',
  OneDay: 'one_day',
  TwoDay: 'two_day',
};

function methodFields({ serviceLevel, included, ...rate }: Method, m: number): Fields {
  const { weightBased, itemQuantityBased, shipmentBased } = rate;
  const unit = weightBased ?? itemQuantityBased;
  const type = weightBased !== undefined ? 'weight_based' : unit === undefined ? 'shipment_based' : 'item_quantity_based';
  return [
    [`shipping_method_service_level_${m}`, LEVELS[serviceLevel] ?? serviceLevel],
    [`shipping_method_region_${m}`, REGIONS[included[0]?.value ?? ''] ?? ''],
    [`shipping_method_price_type_${m}`, type],
    ...(shipmentBased === undefined
      ? []
      : ([[`shipping_method_price_per_shipment_amount_${m}`, decimal(shipmentBased)]] as const)),
    ...(unit === undefined ? [] : ([[`shipping_method_price_per_unit_rate_${m}`, decimal(unit)]] as const)),
  ];
}
