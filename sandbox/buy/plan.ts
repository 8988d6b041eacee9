import type { Kind } from '../documents.js';
import type { Namespace } from '../request-document.js';
import { NO_TABLES, type ShopCart } from '../shop/cart.js';
import { type Mode, MODES } from '../shop/modes.js';
import { fillCart, randomNumbers } from '../shop.js';
import { ADDRESSES, type BuyerAddress, SECOND_ADDRESS } from '../shop/addresses.js';
import { type Draw, drawHtmlTables, drawTables } from '../shop/draw-tables.js';

/** One purchase, decided before it begins: the same seed and faults decide the same. */
export interface Purchase {
  readonly seed: number;
  readonly cart: ShopCart;
  readonly mode: Mode;
  readonly address: BuyerAddress;
  /** Where the buyer goes to where the shop refuses the address; null: nowhere. */
  readonly secondAddress: BuyerAddress | null;
  /** A claim code that the buyer types in. */
  readonly code: string | null;
  /** Which of the choices the buyer takes: the one at this place, counted round. */
  readonly choice: number;
  /** Ways to pay in the order in which they are tried. */
  readonly payments: readonly string[];
}

export interface PlanFor {
  readonly faults: readonly Mode[];
  readonly merchantId: string;
  /** Address of the shop, without a slash at its end. */
  readonly origin: string;
}

const CODE = 'WELCOME5';
const PAYMENTS: readonly (readonly string[])[] = [
  ['test_approve'],
  ['test_approve'],
  ['test_decline', 'test_approve'],
  ['test_authenticate'],
  ['test_pending'],
  ['test_single_capture'],
  ['invoice'],
];

/** Decides a purchase by its seed. */
export function planPurchase(seed: number, { faults, merchantId, origin }: PlanFor): Purchase {
  const draw = randomNumbers(seed * 7919 + 17);
  const fault = faults[(seed + faults.length - 1) % Math.max(faults.length, 1)];
  const shape = fault === undefined ? anyShape(draw) : faultShape(draw, fault);
  const lines = fillCart(seed, 2 + draw(4));
  const clientRequestId = `sandbox-${seed}-${Date.now().toString(36)}`;
  const secure = shape.mode === 'tls' ? origin.replace('http:', 'https:') : origin;
  const endpoint = `${secure}/callback/${clientRequestId}`;
  const processOnFailure = draw(2) === 0;
  const kinds = { shipping: draw(2) === 0, promotions: draw(2) === 0, tax: draw(2) === 0 };
  const { form, namespace, signed, mode, asked } = shape;
  const cart: ShopCart = {
    form,
    namespace,
    signed,
    clientRequestId,
    merchantId,
    currency: 'USD',
    lines,
    tables:
      form === 'json' ? NO_TABLES : form === 'html' ? drawHtmlTables(draw, lines) : drawTables(draw, { lines, namespace, kinds }),
    ...(asked === null ? {} : { callbacks: { asked, endpoint, processOnFailure } }),
    returnUrl: `${origin}/thanks?from=${seed}`,
    cancelUrl: `${origin}/cart`,
  };
  const address = ADDRESSES[draw(ADDRESSES.length)] as BuyerAddress;
  return {
    seed,
    cart,
    mode,
    address,
    secondAddress: mode === 'address-refused' ? SECOND_ADDRESS : null,
    code: draw(3) === 0 ? CODE : null,
    choice: draw(6),
    payments: PAYMENTS[draw(PAYMENTS.length)] ?? ['test_approve'],
  };
}

interface Shape extends Pick<ShopCart, 'form' | 'namespace' | 'signed'> {
  readonly mode: Mode;
  readonly asked: Readonly<Record<Kind, boolean>> | null;
}

/** Carts of every sort; two in five of those that can have an endpoint have one, and it answers. */
function anyShape(draw: Draw): Shape {
  const namespace: Namespace = draw(2) === 0 ? '2009-05-15' : '2008-11-30';
  const sort = draw(12);
  if (sort === 0) return { form: 'xml', namespace, signed: false, mode: 'ok', asked: null };
  if (sort <= 3) return { form: 'html', namespace, signed: true, mode: 'ok', asked: null };
  const form = sort <= 5 ? 'json' : 'xml';
  const later = form === 'json' || namespace === '2009-05-15';
  const asked = draw(5) < 2 ? askedFor(draw, null) : null;
  return {
    form,
    namespace,
    signed: form === 'xml',
    mode: asked !== null && later && draw(3) === 0 ? 'updated-items' : 'ok',
    asked,
  };
}

/** A cart with an endpoint for this fault. */
function faultShape(draw: Draw, mode: Mode): Shape {
  const form = draw(4) === 0 ? 'json' : 'xml';
  const namespace = mode === 'updated-items' || draw(2) === 0 ? '2009-05-15' : '2008-11-30';
  return { form, namespace, signed: form === 'xml', mode, asked: askedFor(draw, mode) };
}

/** At least one kind, and the one that the fault is about. */
function askedFor(draw: Draw, mode: Mode | null): Readonly<Record<Kind, boolean>> {
  const bits = 1 + draw(7);
  return {
    shipping: (bits & 1) !== 0 || mode === 'missing-shipping',
    promotions: (bits & 2) !== 0 || mode === 'missing-promotions',
    tax: (bits & 4) !== 0 || mode === 'missing-tax' || mode === 'rate-above-1',
  };
}

/** Whether the shop's endpoint fails in this purchase. */
export const isFailure = ({ mode, cart }: Pick<Purchase, 'mode' | 'cart'>): boolean =>
  cart.callbacks !== undefined && MODES[mode].kind === 'failure';
