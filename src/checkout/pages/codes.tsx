import type { VNode } from 'preact';
import type { CheckoutQuote, CodeVerdict } from '../../core/checkout.js';
import type { CheckoutView } from '../../flows/checkout/view.js';
import { Icon } from '../../ui/icons.js';
import { money } from '../../ui/numbers.js';
import { headAndRest } from '../sentences.js';
import { HiddenFields, type FormMark } from './parts.js';

export interface CodesProps {
  readonly view: CheckoutView;
  readonly quote: CheckoutQuote;
  readonly mark: FormMark;
  /** Where the buyer comes back to. */
  readonly page: 'shipping' | 'review';
}

export const LONGEST_CODE = 60;
type Applied = Extract<CodeVerdict, { state: 'applied' }>;
type Refused = Exclude<CodeVerdict, Applied>;

/** Claim codes that count, those that do not with the reason, and the field for another one. Not there where the cart wants none. */
export function Codes({ view, quote, mark, page }: CodesProps): VNode | null {
  const { cart, id } = view.checkout;
  if (cart.disablePromotionCode) return null;
  const applied = quote.codes.filter((verdict): verdict is Applied => verdict.state === 'applied');
  const refused = quote.codes.filter((verdict): verdict is Refused => verdict.state !== 'applied');
  return (
    <section class="pay-sec" id="codes">
      <h2>Claim code</h2>
      {applied.map((verdict) => (
        <div key={verdict.code} class="cw-alert ok" role="status">
          <Icon name="circle-check" />
          <div>
            <b>{worth(verdict, cart.currency)}</b>
            <p>{verdict.name}</p>
          </div>
          <Remove id={id} code={verdict.code} mark={mark} page={page} />
        </div>
      ))}
      {refused.map((verdict) => (
        <RefusedCode
          key={verdict.code}
          verdict={verdict}
          remove={<Remove id={id} code={verdict.code} mark={mark} page={page} />}
        />
      ))}
      <form class="code-in" method="post" action={`/pay/${id}/codes`}>
        <HiddenFields mark={mark} />
        <input type="hidden" name="back" value={page} />
        <input
          class="form-control"
          id="code"
          name="code"
          type="text"
          aria-label={quote.codes.length === 0 ? 'Claim code' : 'Another claim code'}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          required
          maxLength={LONGEST_CODE}
        />
        <button class="btn" type="submit">
          Add
        </button>
      </form>
    </section>
  );
}

function RefusedCode({ verdict, remove }: { verdict: Refused; remove: VNode }): VNode {
  const { head, rest } = headAndRest(verdict.message);
  return (
    <div class="cw-alert bad" role="alert">
      <Icon name="alert-triangle" />
      <div>
        <b>{head}</b>
        <p>{rest}</p>
      </div>
      {remove}
    </div>
  );
}

/** A code may be good for another way to ship than the cheapest. */
const worth = ({ code, amount }: Applied, currency: string): string =>
  amount === 0n ? `${code} counts with another way to ship.` : `${code} takes ${money(amount, currency)} off.`;

function Remove({ id, code, mark, page }: { id: string; code: string; mark: FormMark; page: CodesProps['page'] }): VNode {
  return (
    <form method="post" action={`/pay/${id}/codes/remove`}>
      <HiddenFields mark={mark} />
      <input type="hidden" name="back" value={page} />
      <input type="hidden" name="code" value={code} />
      <button class="btn-link-like tap-line" type="submit" aria-label={`Remove ${code}`}>
        Remove
      </button>
    </form>
  );
}
