import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import { BuyerFrame, type ShownShop } from '../../ui/buyer/frame.js';
import { HiddenFields, type FormMark } from './parts.js';

export interface AuthenticatePageProps {
  readonly id: string;
  readonly shop: ShownShop;
  readonly environment: EnvironmentName;
  readonly mark: FormMark;
  /** `$207.06` */
  readonly amount: string | null;
}

/** Stands in for the page of a bank that asks whether it is really the buyer who pays. */
export function AuthenticatePage({ id, shop, environment, mark, amount }: AuthenticatePageProps): VNode {
  return (
    <BuyerFrame title="Confirm the payment" shop={shop} environment={environment}>
      <section class="pay-message">
        <h1>Confirm the payment{amount === null ? '' : ` of ${amount}`}</h1>
        <p class="dim">
          A bank would ask you here whether it is you who pays. Approve and the order is placed; refuse and nothing is ordered.
        </p>
        <form class="pay-ways" method="post" action={`/pay/${id}/authenticate`}>
          <HiddenFields mark={mark} />
          <button class="btn btn-primary btn-lg" type="submit" name="answer" value="approve">
            Approve
          </button>
          <button class="btn btn-lg" type="submit" name="answer" value="refuse">
            Refuse
          </button>
        </form>
      </section>
    </BuyerFrame>
  );
}
