import type { Kind, Tables } from '../documents.js';
import type { Namespace } from '../request-document.js';
import type { CartLine } from '../shop.js';

/** Whom the service is to ask, and for what. */
export interface CartCallbacks {
  readonly asked: Readonly<Record<Kind, boolean>>;
  readonly endpoint: string;
  readonly processOnFailure: boolean;
}

/** A cart of the sandbox's shop, before it is written as XML, as form fields or as JSON. */
export interface ShopCart {
  readonly form: 'xml' | 'html' | 'json';
  /** Of an XML cart; the others call back in 2009-05-15. */
  readonly namespace: Namespace;
  /** JSON carts are signed by nobody: the shop's server sends them with its key. */
  readonly signed: boolean;
  readonly clientRequestId: string;
  readonly merchantId: string;
  readonly currency: string;
  readonly lines: readonly CartLine[];
  /** Empty for JSON carts, which have no tables. */
  readonly tables: Tables;
  readonly callbacks?: CartCallbacks;
  readonly returnUrl: string;
  readonly cancelUrl: string;
}

/** A form that a browser posts. */
export interface CartPost {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** The key that a shop signs with. */
export interface ShopKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const NO_TABLES: Tables = { lines: new Map() };
