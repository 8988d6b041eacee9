import { timingSafeEqual } from 'node:crypto';
import type { Vault } from '../../vault.js';

const KEY_LENGTH = 32;

interface Linking {
  readonly vault: Pick<Vault, 'tag'>;
}

/** The secret in the address of an order's own page: 128 bits that nobody without the master key can make. */
export const orderKey = ({ vault }: Linking, orderId: string): string => vault.tag(`order-link:${orderId}`).slice(0, KEY_LENGTH);

/** Path of the buyer's own page of an order; whoever has it may see and, in the window, cancel the order. */
export const orderPath = (deps: Linking, orderId: string): string => `/orders/${orderId}/${orderKey(deps, orderId)}`;

/** The same page as a whole address, for mails and for the shop. */
export const orderLink = (deps: Linking & { readonly config: { readonly publicUrl: string } }, orderId: string): string =>
  deps.config.publicUrl + orderPath(deps, orderId);

/** Whether this is the key of that order; takes as long for an order that does not exist. */
export function isOrderKey(deps: Linking, orderId: string, key: string): boolean {
  const [given, expected] = [Buffer.from(key), Buffer.from(orderKey(deps, orderId))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
