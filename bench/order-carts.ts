import { randomUUID } from 'node:crypto';
import { writeOrderInput } from '../src/wire/order-input.js';
import { signBytes } from '../src/wire/signature.js';
import { itemXml } from './cart.js';
import type { Account } from './signed-posts.js';

/** Makes the form of a signed XML cart of 2009-05-15 that brings no tables, each with a ClientRequestId of its own. */
export function signedCarts(
  { merchantId, keyId, secret }: Account,
  items: number,
): () => Readonly<Record<'order-input', string>> {
  const lines = Array.from({ length: items }, (_, index) => itemXml(index, merchantId)).join('\n');
  return () => {
    const xml = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<Order xmlns="http://payments.amazon.com/checkout/2009-05-15/">',
      `<ClientRequestId>cart-${randomUUID()}</ClientRequestId><Cart><Items>\n${lines}\n</Items>`,
      '<CartCustomData><Basket>8812</Basket><Channel>web</Channel></CartCustomData></Cart></Order>',
    ].join('\n');
    const signature = signBytes(secret, xml);
    return { 'order-input': writeOrderInput({ xml: Buffer.from(xml), signature, keyId }) };
  };
}

/** Where a browser posts the carts of an account. */
export const cartPath = ({ merchantId }: Account): string => `/sandbox/checkout/${merchantId}`;
