import type { Destination } from '../core/cart.js';
import type { CartNamespace } from '../core/order-cart.js';
import { CartwrightError } from '../errors.js';
import { callbackOrderCart, callbacksElement, olderCart, openPlace, type Place } from './callback-cart.js';
import { nameWireItems, wireKey } from './callback-items.js';
import { writeDeclarations } from './callback-source.js';
import type { CallbackQuestion, WireItem } from './callback-types.js';
import { REQUEST_ROOT } from './calculation.js';
import { DECLARATION, element, textElement } from './xml-write.js';

/** A request ready to be posted, and what its answer will be read against. */
export interface WrittenRequest {
  readonly xml: string;
  /** The same without CallbackReferenceId and AddressId: equal inputs may share one answer (semantics B). */
  readonly input: string;
  readonly namespace: CartNamespace;
  readonly items: readonly WireItem[];
}

/**
 * Writes the request that asks a merchant's own endpoint (protocol 3.3, 3.4): in the cart's namespace, HTML and JSON carts in
 * 2009-05-15. What the merchant wrote himself (Cart or Item, custom data, the callback block) keeps its bytes; nothing is put
 * between our own elements. Throws SKU_MISSING where an older namespace has nothing to call a line by.
 */
export function writeCallbackRequest(question: CallbackQuestion): WrittenRequest {
  const place = openPlace(question);
  return {
    xml: DECLARATION + requestElement(question, place, 'whole'),
    input: requestElement({ ...question, callbackReferenceId: '', addressId: '' }, place, 'whole'),
    namespace: place.namespace,
    items: nameWireItems(question.items, place.namespace),
  };
}

/**
 * The OrderCalculationsRequest element with its namespaces. A failure report repeats it with nothing but the AddressId in its
 * Address (protocol 3.7).
 */
export function requestElement(question: CallbackQuestion, place: Place, address: 'whole' | 'id'): string {
  const { cart } = question;
  const optional = (name: string, text: string | undefined): string => (text === undefined ? '' : textElement(name, text));
  const inside =
    textElement('CallbackReferenceId', question.callbackReferenceId) +
    callbacksElement(cart, place) +
    optional('ClientRequestId', cart.clientRequestId) +
    optional('IntegratorId', cart.integratorId) +
    optional('IntegratorName', cart.integratorName) +
    (place.namespace === '2009-05-15' ? callbackOrderCart(question, place) : olderCart(question, place)) +
    ordersElement(question, place.namespace, address);
  return `<${REQUEST_ROOT}${writeDeclarations(place.scope)}>${inside}</${REQUEST_ROOT}>`;
}

/** One CallbackOrder: where to, and every line once by its id. */
function ordersElement(question: CallbackQuestion, namespace: CartNamespace, address: 'whole' | 'id'): string {
  const { shipTo, addressId } = question;
  const idName = namespace === '2009-05-15' ? 'CallbackOrderItemId' : 'SKU';
  // Lines that share a SKU are one entry: nothing could tell their answers apart.
  const wireIds = new Map(nameWireItems(question.items, namespace).map(({ wireId }) => [wireKey(wireId), wireId]));
  if (wireIds.has(''))
    throw new CartwrightError('SKU_MISSING', { detail: 'A cart that uses callbacks needs a SKU on every item.' });
  const ids = [...wireIds.values()].map((wireId) => element('CallbackOrderItem', textElement(idName, wireId)));
  const where = address === 'id' ? '' : addressFields(shipTo, namespace);
  return element(
    'CallbackOrders',
    element(
      'CallbackOrder',
      element('Address', textElement('AddressId', addressId) + where) + element('CallbackOrderItems', ids.join('')),
    ),
  );
}

const ADDRESS_FIELDS: readonly (readonly [string, keyof Destination])[] = [
  ['AddressFieldOne', 'line1'],
  ['AddressFieldTwo', 'line2'],
  ['AddressFieldThree', 'line3'],
  ['City', 'city'],
  ['State', 'state'],
  ['PostalCode', 'postalCode'],
  ['CountryCode', 'country'],
];

/** Never the buyer's name; what is not known is an empty element, as it was recorded (protocol 3.3). */
function addressFields(shipTo: CallbackQuestion['shipTo'], namespace: CartNamespace): string {
  const fields = ADDRESS_FIELDS.map(([name, key]) => textElement(name, shipTo[key] ?? ''));
  if (namespace === '2009-05-15' && shipTo.phone !== undefined) fields.push(textElement('PhoneNumber', shipTo.phone));
  return fields.join('');
}
