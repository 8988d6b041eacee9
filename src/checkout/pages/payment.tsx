import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { PaymentGroup, PaymentMethod } from '../../core/gateway.js';

export interface PaymentChoiceProps {
  readonly methods: readonly PaymentMethod[];
  readonly chosen: string | null;
  readonly environment: EnvironmentName;
}

/** The ways to pay, each with what choosing it means; test payments in groups, of which the first and that of the marked one are open. */
export function PaymentChoice({ methods, chosen, environment }: PaymentChoiceProps): VNode {
  const marked = methods.find(({ value }) => value === chosen) ?? methods[0];
  const hasTests = methods.some(({ group }) => group !== undefined);
  return (
    <>
      <h2 id="pay-how">How do you want to pay?</h2>
      {environment === 'sandbox' ? <p class="hint">This is a test: choose what is to happen. No card is asked for.</p> : null}
      <fieldset class="sumbox" aria-labelledby="pay-how">
        {hasTests ? <Groups methods={methods} marked={marked} /> : <Choices methods={methods} marked={marked} />}
      </fieldset>
    </>
  );
}

/** In the order of the page; what is no test stands last. */
const GROUPS: readonly { readonly group: PaymentGroup | undefined; readonly title: string; readonly sentence: string }[] = [
  { group: 'succeeds', title: 'Goes through', sentence: 'The order is placed and paid.' },
  { group: 'refused', title: 'Is refused', sentence: 'At once, or a minute after the order is placed.' },
  {
    group: 'later',
    title: 'Goes through and surprises later',
    sentence: 'When the shop ships, when it refunds, or when a week is over.',
  },
  { group: undefined, title: 'Is paid to the shop', sentence: 'No test: the same ways as in the live shop.' },
];

interface MarkedMethods {
  readonly methods: readonly PaymentMethod[];
  readonly marked: PaymentMethod | undefined;
}

function Groups({ methods, marked }: MarkedMethods): VNode {
  return (
    <>
      {GROUPS.map(({ group, title, sentence }, place) => (
        <details key={title} class="pay-group" open={place === 0 || marked?.group === group}>
          <summary>
            <b>{title}</b>
            <span class="sub">{sentence}</span>
          </summary>
          <Choices methods={methods.filter((method) => method.group === group)} marked={marked} />
        </details>
      ))}
    </>
  );
}

function Choices({ methods, marked }: MarkedMethods): VNode {
  return (
    <>
      {methods.map((method) => (
        <label key={method.value} class="choice">
          <input class="cw-radio" type="radio" name="payment" value={method.value} checked={method === marked} />
          <b>{method.label}</b>
          <span class="sub">{method.sentence}</span>
        </label>
      ))}
    </>
  );
}
