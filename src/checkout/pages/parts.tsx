import type { VNode } from 'preact';
import { linePrincipal, minorPlaces } from '../../core/money.js';
import type { OrderCart } from '../../core/order-cart.js';
import { Icon } from '../../ui/icons.js';
import { money, plural } from '../../ui/numbers.js';
import { safeUrl } from '../../ui/safe-url.js';
import { pictureUrl } from '../pictures.js';

/** Name of the hidden field that proves that a form is one of ours. */
export const TOKEN_FIELD = 'formToken';
/** Name of the hidden field with the version of the checkout that a page was made from. */
export const VERSION_FIELD = 'version';

/** What every form of a checkout carries along. */
export interface FormMark {
  readonly formToken: string;
  readonly version: number;
}

export function HiddenFields({ mark }: { mark: FormMark }): VNode {
  return (
    <>
      <input type="hidden" name={TOKEN_FIELD} value={mark.formToken} />
      <input type="hidden" name={VERSION_FIELD} value={String(mark.version)} />
    </>
  );
}

/** Where the shop wants a buyer who changes his mind; null where it did not say. */
export const wayBack = ({ cancelUrl, returnUrl }: Pick<OrderCart, 'cancelUrl' | 'returnUrl'>): string | null =>
  cancelUrl ?? returnUrl ?? null;

export type Step = 'address' | 'shipping' | 'review';
const STEPS: readonly { readonly step: Step; readonly label: string }[] = [
  { step: 'address', label: 'Address' },
  { step: 'shipping', label: 'Shipping' },
  { step: 'review', label: 'Review' },
];

/** Where the buyer is; what lies behind is a link, what lies ahead is not. */
export function Steps({ id, at, back }: { id: string; at: Step; back: string | null }): VNode {
  const here = STEPS.findIndex(({ step }) => step === at);
  return (
    <nav class="pay-steps" aria-label="Steps">
      <ol>
        <li>{back === null ? 'Cart' : <a href={safeUrl(back)}>Cart</a>}</li>
        {STEPS.map(({ step, label }, place) => (
          <li key={step} class={place === here ? 'is-on' : ''} {...(place === here ? { 'aria-current': 'step' } : {})}>
            <Icon name="chevron-right" />
            {place < here ? <a href={`/pay/${id}/${step}`}>{label}</a> : label}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** A line as buyers see it. */
export interface ShownItem {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  /** Millionths of the major unit. */
  readonly price: bigint;
  /** As the cart names it. */
  readonly imageUrl?: string | undefined;
}

export const principalOf = ({ price, quantity }: ShownItem, currency: string): bigint =>
  linePrincipal(price, quantity, minorPlaces(currency));

/** The picture of an item, or a placeholder; the title stands beside it. */
export function Thumb({ imageUrl }: Pick<ShownItem, 'imageUrl'>): VNode {
  const src = pictureUrl(imageUrl);
  return (
    <span class="thumb">
      {src === null ? (
        <Icon name="package" />
      ) : (
        <img src={src} alt="" width={52} height={52} loading="lazy" referrerpolicy="no-referrer" />
      )}
    </span>
  );
}

export function ItemRows({ items, currency }: { items: readonly ShownItem[]; currency: string }): VNode {
  return (
    <ul class="pay-items" aria-label="Items">
      {items.map((item) => (
        <li key={item.id} class="item">
          <Thumb imageUrl={item.imageUrl} />
          <div>
            <div class="strong">{item.title}</div>
            <div class="sub">Quantity {item.quantity}</div>
          </div>
          <div class="num">{money(principalOf(item, currency), currency)}</div>
        </li>
      ))}
    </ul>
  );
}

/** On a phone: the total on top of the page, and the items behind it. */
export function SummaryBar(props: { items: readonly ShownItem[]; currency: string; total: bigint }): VNode {
  const { items, currency, total } = props;
  return (
    <details class="pay-bar only-m">
      <summary>
        <span>Show {plural(items.length, 'item')}</span>
        <b>{money(total, currency)}</b>
      </summary>
      <ItemRows items={items} currency={currency} />
    </details>
  );
}
