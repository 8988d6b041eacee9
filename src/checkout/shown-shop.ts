import type { EnvironmentName } from '../core/exchange.js';
import type { Merchant } from '../core/merchant.js';
import type { ShopFront } from '../core/shop-front.js';
import type { CheckoutView } from '../flows/checkout/view.js';
import type { ShownShop } from '../ui/buyer/frame.js';

/** Whose page it is, and the checkout whose address leads to the shop's own texts. */
export interface ShopOf {
  readonly merchant: Merchant;
  readonly environment: EnvironmentName;
  readonly front: ShopFront;
  readonly checkoutId: string;
}

/** A shop as the frame of its pages shows it. */
export function shownShop({ merchant, environment, front, checkoutId }: ShopOf): ShownShop {
  const { logo, about, policies } = front;
  const page = `/pay/${checkoutId}/policies`;
  const first = about === null ? [] : [{ label: `About ${merchant.name}`, href: page }];
  return {
    name: merchant.name,
    logo: logo === null ? null : { src: `/pay/logos/${merchant.id}/${environment}/${logo.digest}`, alt: logo.alt },
    links: [...first, ...policies.map(({ title }, place) => ({ label: title, href: `${page}#policy-${place + 1}` }))],
  };
}

/** The shop of a checkout. */
export const shopOfView = ({ merchant, environment, front, checkout }: CheckoutView): ShownShop =>
  shownShop({ merchant, environment, front, checkoutId: checkout.id });
