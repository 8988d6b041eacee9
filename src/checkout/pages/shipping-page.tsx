import type { VNode } from 'preact';
import type { CheckoutOption, CheckoutQuote } from '../../core/checkout.js';
import { deliveryInWords } from '../../core/delivery-dates.js';
import { isPostOfficeBox } from '../../core/region/po-box.js';
import type { CheckoutView } from '../../flows/checkout/view.js';
import { Alert, type AlertProps } from '../../ui/alert.js';
import { BuyerFrame } from '../../ui/buyer/frame.js';
import { money } from '../../ui/numbers.js';
import { shopOfView } from '../shown-shop.js';
import { Codes } from './codes.js';
import { Contact } from './contact.js';
import { HiddenFields, Steps, SummaryBar, wayBack, type FormMark } from './parts.js';
import { Summary } from './summary.js';
import { Upsell } from './upsell.js';

export interface ShippingPageProps {
  readonly view: CheckoutView;
  readonly quote: CheckoutQuote;
  readonly mark: FormMark;
  readonly alert: AlertProps | null;
}

const FORM = 'shipping-form';

/** How fast and at what price; claim codes and what the shop offers besides. */
export function ShippingPage({ view, quote, mark, alert }: ShippingPageProps): VNode | null {
  const { checkout, environment, chosen } = view;
  const { cart, id } = checkout;
  const option = chosen ?? quote.options[0];
  if (option === undefined) return null;
  const button = (
    <>
      <button class="btn btn-primary btn-lg btn-block" type="submit" form={FORM}>
        Continue to review
      </button>
      <p class="pay-foot">You can still change everything before you place the order.</p>
    </>
  );
  return (
    <BuyerFrame
      title="Shipping"
      shop={shopOfView(view)}
      environment={environment}
      bar={<SummaryBar items={view.items} currency={cart.currency} total={option.total} />}
      summary={
        <Summary view={view} option={option} assumed={chosen === null && quote.options.length > 1}>
          {button}
        </Summary>
      }
    >
      <Steps id={id} at="shipping" back={wayBack(cart)} />
      <h1 class="unseen">Shipping</h1>
      {alert === null ? null : <Alert {...alert} />}
      <Contact checkout={checkout} />
      <form id={FORM} class="pay-sec" method="post" action={`/pay/${id}/shipping`}>
        <HiddenFields mark={mark} />
        <h2 id="how-fast">How fast do you need it?</h2>
        <BoxNote view={view} />
        <fieldset class="sumbox" aria-labelledby="how-fast">
          {quote.options.map((one) => (
            <Choice
              key={one.choiceId}
              option={one}
              cheapest={quote.options[0] ?? one}
              on={one === option}
              currency={cart.currency}
            />
          ))}
        </fieldset>
      </form>
      <Codes view={view} quote={quote} mark={mark} page="shipping" />
      <Upsell view={view} mark={mark} page="shipping" />
      <div class="hide-m">{button}</div>
    </BuyerFrame>
  );
}

interface ChoiceProps {
  readonly option: CheckoutOption;
  readonly cheapest: CheckoutOption;
  readonly on: boolean;
  readonly currency: string;
}

/** A way to ship with its price, and what the whole order comes to with it. */
function Choice({ option, cheapest, on, currency }: ChoiceProps): VNode {
  const { shipping, shippingPromo } = option.totals;
  const more = option.total - cheapest.total;
  return (
    <label class="choice">
      <input class="cw-radio" type="radio" name="choice" value={option.choiceId} checked={on} />
      <b>{option.label}</b>
      <span class="num">
        {shippingPromo === 0n ? null : (
          <s>
            <span class="unseen">instead of </span>
            {money(shipping, currency)}
          </s>
        )}
        {shipping === shippingPromo ? 'Free' : money(shipping - shippingPromo, currency)}
      </span>
      {option.delivery === undefined ? null : <span class="sub">Arrives {deliveryInWords(option.delivery)}</span>}
      <span class="sub">
        {more === 0n
          ? `${money(option.total, currency)} in all`
          : `${money(option.total, currency)} in all, ${money(more, currency)} more than ${cheapest.label}`}
      </span>
    </label>
  );
}

/** Where only the post goes, fewer choices are offered; the reason belongs beside them. */
function BoxNote({ view }: { view: CheckoutView }): VNode | null {
  const { shipTo } = view.checkout.choices;
  if (shipTo === undefined || !isPostOfficeBox(shipTo, shipTo.state ?? null)) return null;
  return <p class="hint">Only the post delivers to this address, so only what goes by post is listed.</p>;
}
