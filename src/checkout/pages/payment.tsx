import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { PaymentMethod } from '../../core/gateway.js';

export interface PaymentChoiceProps {
  readonly methods: readonly PaymentMethod[];
  readonly chosen: string | null;
  readonly environment: EnvironmentName;
}

/** The ways to pay, each with what choosing it means. */
export function PaymentChoice({ methods, chosen, environment }: PaymentChoiceProps): VNode {
  const marked = methods.some(({ value }) => value === chosen) ? chosen : methods[0]?.value;
  return (
    <>
      <h2 id="pay-how">How do you want to pay?</h2>
      {environment === 'sandbox' ? <p class="hint">This is a test: choose what is to happen. No card is asked for.</p> : null}
      <fieldset class="sumbox" aria-labelledby="pay-how">
        {methods.map(({ value, label, sentence }) => (
          <label key={value} class="choice">
            <input class="cw-radio" type="radio" name="payment" value={value} checked={value === marked} />
            <b>{label}</b>
            <span class="sub">{sentence}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
