import { CartwrightError, type ErrorCode } from '../../errors.js';
import type { FormField } from '../../flows/stored-message.js';
import { MAX_CART_FIELDS, openCart, ORDER_INPUT_FIELD, type CartPost } from '../../wire/cart-post.js';
import { openForm } from '../../wire/form.js';
import type { OrderInput } from '../../wire/order-input.js';
import { findUnreadable, type Arrival } from '../protocol/arrival.js';

export const CART_STEPS = ['Received', 'Form decoded', 'Signature verified', 'Cart read', 'Checkout opened'] as const;
export type CartArrival = Arrival<(typeof CART_STEPS)[number]>;

/** What could be read of the form; `error` is the first of size, method, content type and form fields that is wrong. */
export interface OpenedCart {
  /** As they are recorded: an XML cart as XML and not in base64, so that its faults have a place and a mask hides no more than it must. */
  readonly fields: readonly FormField[];
  readonly post: CartPost | null;
  readonly error: CartwrightError | null;
}

/** Size, method, content type, form fields: the first four checks of contracts.md, which need no database. */
export function openCartArrival(arrival: CartArrival): OpenedCart {
  const { received, headers } = arrival;
  const unread = findUnreadable(arrival, 'cart');
  if (unread !== null) return { fields: [], post: null, error: unread };
  const form = openForm(received.body, headers['content-type'] ?? '', { maxFields: MAX_CART_FIELDS });
  if (!form.ok) return { fields: [], post: null, error: refusal(form) };
  const post = openCart(form.fields);
  if (!post.ok) return { fields: form.fields, post: null, error: refusal(post) };
  return {
    fields: post.form === 'xml' ? form.fields.flatMap((field) => unpacked(field, post.orderInput)) : form.fields,
    post,
    error: null,
  };
}

/** The key that a cart names; none for unsigned carts and buttons of the wizard. */
export function keyIdOf(post: CartPost | null): string | undefined {
  return post?.form === 'xml' ? post.orderInput.keyId : post?.keyId;
}

const refusal = ({ code, detail }: { readonly code: ErrorCode; readonly detail: string }): CartwrightError =>
  new CartwrightError(code, { detail });

const TYPES: Readonly<Record<OrderInput['kind'], string>> = {
  'merchant-signed': 'merchant-signed-order/aws-accesskey/1',
  unsigned: 'unsigned-order',
  'wizard-signed': 'cba-signed-order/sha1-hmac/',
};

/** `order-input` as the XML in it, so that faults have their place there, and then its other segments. */
function unpacked(field: FormField, { kind, xml, signature, keyId, wizardKeyVersion = '' }: OrderInput): FormField[] {
  if (field.name !== ORDER_INPUT_FIELD) return [field];
  const segment = (name: string, value: string | undefined): FormField[] =>
    value === undefined ? [] : [{ name: `${ORDER_INPUT_FIELD} ${name}`, value }];
  return [
    { name: ORDER_INPUT_FIELD, value: textOf(xml) },
    ...segment('type', TYPES[kind] + wizardKeyVersion),
    ...segment('signature', signature),
    ...segment('aws-access-key-id', keyId),
  ];
}

/** Without the 0 that UTF-16, which no cart may have, puts beside each letter: what it says of a buyer is masked all the same. */
const textOf = (xml: Buffer): string => (xml.includes(0) ? xml.toString('latin1').replaceAll('\0', '') : xml.toString('utf8'));
