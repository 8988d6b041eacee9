import type { VNode } from 'preact';
import type { CheckoutOption, CheckoutQuote } from '../../core/checkout.js';
import type { PaymentMethod } from '../../core/gateway.js';
import type { CheckoutView } from '../../flows/checkout/view.js';
import { Alert, type AlertProps } from '../../ui/alert.js';
import { BuyerFrame } from '../../ui/buyer/frame.js';
import { money } from '../../ui/numbers.js';
import { labelAndArrival } from '../order-words.js';
import { shopOfView } from '../shown-shop.js';
import { Codes } from './codes.js';
import { Contact } from './contact.js';
import { PaymentChoice } from './payment.js';
import { HiddenFields, Steps, SummaryBar, wayBack, type FormMark } from './parts.js';
import { Summary } from './summary.js';

export interface ReviewPageProps {
  readonly view: CheckoutView;
  readonly quote: CheckoutQuote;
  readonly option: CheckoutOption;
  readonly mark: FormMark;
  readonly methods: readonly PaymentMethod[];
  /** The way to pay that is marked; null marks the first. */
  readonly payment: string | null;
  readonly alert: AlertProps | null;
  /** The page says that the price changed, so that pressing its button is the buyer's yes. */
  readonly confirms: boolean;
}

const FORM = 'place-form';

/** Everything once more, the way to pay, and the total right above the button that commits to it. */
export function ReviewPage(props: ReviewPageProps): VNode {
  const { view, quote, option, mark, alert } = props;
  const { checkout, merchant, environment, items } = view;
  const { cart, id } = checkout;
  const shipping = { label: 'Shipping', value: labelAndArrival(option.label, option.delivery), change: `/pay/${id}/shipping` };
  const button = <PlaceButton shop={merchant.name} total={money(option.total, cart.currency)} />;
  return (
    <BuyerFrame
      title="Review"
      shop={shopOfView(view)}
      environment={environment}
      bar={<SummaryBar items={items} currency={cart.currency} total={option.total} />}
      summary={
        <Summary view={view} option={option}>
          {button}
        </Summary>
      }
    >
      <Steps id={id} at="review" back={wayBack(cart)} />
      <h1>Review your order</h1>
      {alert === null ? null : <Alert {...alert} />}
      <Contact checkout={checkout} more={[shipping]} />
      <PlaceForm {...props} />
      <Codes view={view} quote={quote} mark={mark} page="review" />
      <div class="hide-m">
        <div class="pay-total">
          <span>Total</span>
          <b>{money(option.total, cart.currency)}</b>
        </div>
        {button}
      </div>
    </BuyerFrame>
  );
}

/** The fields of the order; its buttons stand below the total, on a wide page and on a phone at different places. */
function PlaceForm({ view, option, mark, methods, payment, confirms }: ReviewPageProps): VNode {
  return (
    <form id={FORM} class="pay-sec" method="post" action={`/pay/${view.checkout.id}/place`}>
      <HiddenFields mark={mark} />
      <input type="hidden" name="choice" value={option.choiceId} />
      <input type="hidden" name="total" value={option.total.toString()} />
      {confirms ? <input type="hidden" name="confirmed" value="yes" /> : null}
      {option.total === 0n ? (
        <p class="dim">There is nothing to pay.</p>
      ) : (
        <PaymentChoice methods={methods} chosen={payment} environment={view.environment} />
      )}
    </form>
  );
}

function PlaceButton({ shop, total }: { shop: string; total: string }): VNode {
  return (
    <>
      <button class="btn btn-primary btn-lg btn-block" type="submit" form={FORM}>
        Place order for {total}
      </button>
      <p class="pay-foot">You order from {shop}. You can cancel for a while after you placed the order.</p>
    </>
  );
}
