import type { CartCallbacks, OrderCart, ParameterizedUrl, PresetAddress, UrlParameterType } from '../core/order-cart.js';
import { isDayOrMoment } from './calendar.js';
import { copyBlock } from './callback-source.js';
import { itemCurrency } from './item-decode.js';
import { checkSum, decodeOrderItems, optional, type ItemsReading } from './order-cart-items.js';
import { decodeTarget } from './order-cart-links.js';
import type { MeaningFaults } from './meaning-faults.js';
import { decodeTables } from './tables-decode.js';
import { valuePlace } from './xml-place.js';
import { collapse } from './xml-text-type.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';
import type { ReadXml } from './xml.js';

interface Decoding {
  readonly read: ReadXml;
  readonly faults: MeaningFaults;
  readonly merchantId?: string;
}

/** A valid Order as a cart; what does not hold together is added to the faults (protocol 1.1 to 1.10). */
export function decodeOrderCart(decoding: Decoding): OrderCart {
  const { read, faults } = decoding;
  const { root } = read;
  const cart = need(root, 'Cart');
  const itemNodes = need(cart, 'Items').children;
  const upsellNodes = childOf(root, 'MerchantUpsellItems')?.children ?? [];
  const currency = itemNodes[0] === undefined ? '' : itemCurrency(itemNodes[0]);
  const callbacks = decodeCallbacks(root, decoding);
  const tables = decodeTables({ root, cart }, { read, currency, faults });
  const needsSkus = callbacks !== undefined && (callbacks.tax || callbacks.promotions || callbacks.shipping);
  const reading: ItemsReading = { ...decoding, currency, tables, needsSkus };
  const items = decodeOrderItems(itemNodes, reading);
  const upsellItems = decodeOrderItems(upsellNodes, reading, 'upsell-');
  checkSum(itemNodes, items, reading);
  checkSum(upsellNodes, upsellItems, reading);
  const custom = childOf(cart, 'CartCustomData');
  return {
    form: 'xml',
    namespace: read.namespace,
    currency,
    ...optional('clientRequestId', textOf(root, 'ClientRequestId')),
    ...optional('expirationDate', decodeExpiration(childOf(root, 'ExpirationDate'), decoding)),
    items,
    tables,
    ...(custom === null ? {} : { cartCustomData: copyBlock(read.text, custom, new Map()) }),
    ...(callbacks === undefined ? {} : { callbacks }),
    shippingAddresses: (childOf(root, 'ShippingAddresses')?.children ?? []).map(decodeAddress),
    ...optional('integratorId', textOf(root, 'IntegratorId')),
    ...optional('integratorName', textOf(root, 'IntegratorName')),
    ...optional('returnUrl', decodeTarget(childOf(root, 'ReturnUrl'), decoding)),
    ...optional('cancelUrl', decodeTarget(childOf(root, 'CancelUrl'), decoding)),
    ...optional('yourAccountUrl', decodeTarget(childOf(root, 'YourAccountUrl'), decoding)),
    parameterizedUrls: decodeParameterizedUrls(root, decoding),
    upsellItems,
    disablePromotionCode: flag(root, 'DisablePromotionCode'),
  };
}

/** OrderCalculationCallbacks; a flag that is left out is false, and with all three false nobody is called (protocol 1.8). */
function decodeCallbacks(root: XmlNode, decoding: Decoding): CartCallbacks | undefined {
  const node = childOf(root, 'OrderCalculationCallbacks');
  if (node === null) return undefined;
  const endpointNode = need(node, 'OrderCallbackEndpoint');
  const flags = {
    tax: flag(node, 'CalculateTaxRates'),
    promotions: flag(node, 'CalculatePromotions'),
    shipping: flag(node, 'CalculateShippingRates'),
  };
  const endpoint = decodeTarget(endpointNode, decoding);
  if (endpoint === undefined && collapse(endpointNode.text) === '' && (flags.tax || flags.promotions || flags.shipping)) {
    const sentence = 'the cart asks for a callback and names no address for it';
    const expected = 'the address of your callback endpoint';
    decoding.faults.add('SCHEMA_FAULT', {
      rule: 'callback-endpoint-empty',
      node: endpointNode,
      ...valuePlace(decoding.read.text, endpointNode),
      expected,
      sentence,
    });
  }
  return { ...flags, endpoint: endpoint ?? '', processOnFailure: flag(node, 'ProcessOrderOnCallbackFailure') };
}

/** As sent; a day that no calendar has is a fault. */
function decodeExpiration(node: XmlNode | null, { read, faults }: Decoding): string | undefined {
  if (node === null) return undefined;
  const text = collapse(node.text);
  if (isDayOrMoment(text)) return text;
  faults.add('SCHEMA_FAULT', {
    rule: 'date-unknown',
    node,
    ...valuePlace(read.text, node),
    expected: 'a day of the calendar',
    got: text,
    sentence: `expected a day of the calendar, got "${text}"`,
  });
  return undefined;
}

const ADDRESS: readonly (readonly [keyof PresetAddress, string])[] = [
  ['name', 'Name'],
  ['line1', 'AddressFieldOne'],
  ['line2', 'AddressFieldTwo'],
  ['line3', 'AddressFieldThree'],
  ['city', 'City'],
  ['state', 'State'],
  ['postalCode', 'PostalCode'],
  ['country', 'CountryCode'],
  ['phone', 'PhoneNumber'],
];

/** Empty elements stand for nothing; everything else is kept as it was sent. */
function decodeAddress(node: XmlNode): PresetAddress {
  return Object.assign({}, ...ADDRESS.map(([key, name]) => optional(key, textOf(node, name)))) as PresetAddress;
}

function decodeParameterizedUrls(root: XmlNode, decoding: Decoding): ParameterizedUrl[] {
  const nodes = childOf(root, 'ParameterizedUrls')?.children ?? [];
  return nodes.flatMap((node) => {
    const url = decodeTarget(need(node, 'Url'), decoding);
    if (url === undefined) return [];
    const parameters = node.children
      .filter(({ name }) => name === 'UrlParameter')
      // The schema holds the types.
      .map((parameter) => ({
        name: need(parameter, 'Name').text,
        type: collapse(need(parameter, 'Type').text) as UrlParameterType,
      }));
    return [{ url, parameters }];
  });
}

function flag(node: XmlNode, name: string): boolean {
  return collapse(textOf(node, name) ?? '') === 'true';
}
