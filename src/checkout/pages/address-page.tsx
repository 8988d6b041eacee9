import type { VNode } from 'preact';
import type { CheckoutView } from '../../flows/checkout/view.js';
import { Alert, type AlertProps } from '../../ui/alert.js';
import { BuyerFrame } from '../../ui/buyer/frame.js';
import { FaultList, FormField, SelectField, type FieldFault } from '../../ui/form-field.js';
import { LONGEST, type AddressField, type TypedAddress } from '../address-form.js';
import { shopOfView } from '../shown-shop.js';
import { COUNTRIES, STATE_GROUPS } from '../places.js';
import { addressInLine } from './contact.js';
import { HiddenFields, Steps, SummaryBar, wayBack, type FormMark } from './parts.js';
import { Summary, subtotalOf } from './summary.js';

export interface AddressPageProps {
  readonly view: CheckoutView;
  readonly mark: FormMark;
  readonly typed: TypedAddress;
  readonly faults: readonly FieldFault[];
  /** The faults may be right all the same, and the buyer may keep the address. */
  readonly doubtful: boolean;
  /** Such as a refused address. */
  readonly alert: AlertProps | null;
}

/** Who the buyer is and where the parcel goes. */
export function AddressPage({ view, mark, typed, faults, doubtful, alert }: AddressPageProps): VNode {
  const { checkout, environment, items } = view;
  const { cart, id } = checkout;
  const button = doubtful ? 'Check the address' : 'Continue to shipping';
  return (
    <BuyerFrame
      title="Address"
      shop={shopOfView(view)}
      environment={environment}
      bar={<SummaryBar items={items} currency={cart.currency} total={subtotalOf(view)} />}
      summary={<Summary view={view} option={null} />}
    >
      <Steps id={id} at="address" back={wayBack(cart)} />
      <h1>Where should it go?</h1>
      {alert === null ? null : <Alert {...alert} />}
      {doubtful ? null : <FaultList faults={faults} />}
      <Presets view={view} />
      <form class="pay-form" method="post" action={`/pay/${id}/address`} noValidate>
        <HiddenFields mark={mark} />
        {doubtful ? <Doubt faults={faults} /> : null}
        <Fields typed={typed} faults={faults} />
        <button class="btn btn-primary btn-lg btn-block" type="submit">
          {button}
        </button>
      </form>
      <p class="pay-foot">You can still change everything before you place the order.</p>
    </BuyerFrame>
  );
}

/** The addresses that the shop knows of the buyer, where there are several; each fills the form. */
function Presets({ view }: { view: CheckoutView }): VNode | null {
  const { id, cart } = view.checkout;
  if (cart.shippingAddresses.length < 2) return null;
  return (
    <nav class="pay-presets" aria-label="Your addresses at the shop">
      <p>Your addresses at {view.merchant.name}:</p>
      <ul>
        {cart.shippingAddresses.map((preset, place) => (
          <li key={place}>
            <a class="tap-line" href={`/pay/${id}/address?preset=${place + 1}`}>
              {[preset.name, addressInLine(preset)].filter((part) => part !== undefined && part !== '').join(', ')}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What looks like a slip, and the button for those who know better. It stands in the form: it sends the fields as they are. */
function Doubt({ faults }: { faults: readonly FieldFault[] }): VNode {
  return (
    <div class="cw-alert warn" role="alert">
      <span />
      <div>
        {faults.map(({ field, message }) => (
          <p key={field}>
            <a href={`#${field}`}>{message}</a>
          </p>
        ))}
        <p>Correct one of them, or keep the address as it is.</p>
      </div>
      <button class="btn" type="submit" name="keep" value="yes">
        Keep this address
      </button>
    </div>
  );
}

function Fields({ typed, faults }: { typed: TypedAddress; faults: readonly FieldFault[] }): VNode {
  const field = (id: AddressField) => ({ id, value: typed[id], fault: faults.find((one) => one.field === id)?.message });
  const text = (id: AddressField) => ({ ...field(id), type: 'text' as const, maxLength: LONGEST[id] });
  return (
    <>
      <FormField
        {...field('email')}
        label="E-mail"
        type="email"
        autocomplete="email"
        maxLength={LONGEST.email}
        hint="For the confirmation and for nothing else."
      />
      <FormField {...text('name')} label="Full name" autocomplete="shipping name" />
      <SelectField
        {...field('country')}
        label="Country"
        autocomplete="shipping country"
        groups={[{ label: null, options: COUNTRIES.map(({ code, name }) => ({ value: code, label: name })) }]}
      />
      <FormField {...text('line1')} label="Street and number" autocomplete="shipping address-line1" />
      <FormField {...text('line2')} label="Apartment, suite, floor" autocomplete="shipping address-line2" optional />
      {typed.line3 === '' ? null : (
        <FormField {...text('line3')} label="Third address line" autocomplete="shipping address-line3" optional />
      )}
      <FormField {...text('city')} label="City" autocomplete="shipping address-level2" />
      <div class="pay-pair">
        <SelectField {...field('state')} class="in-us" label="State" autocomplete="shipping address-level1" groups={STATES} />
        <FormField
          {...text('region')}
          class="not-us"
          label="State, province or region"
          autocomplete="shipping address-level1"
          optional
        />
        <FormField {...text('postalCode')} class="cw-w-zip" label="Zip or postal code" autocomplete="shipping postal-code" />
      </div>
      <FormField
        {...field('phone')}
        label="Phone"
        type="tel"
        autocomplete="tel"
        maxLength={LONGEST.phone}
        optional
        hint="Only if the carrier has a question."
      />
    </>
  );
}

const STATES = [
  { label: null, options: [{ value: '', label: 'Choose a state' }] },
  ...STATE_GROUPS.map(({ label, states }) => ({
    label,
    options: states.map(({ code, name }) => ({ value: code, label: name })),
  })),
];
