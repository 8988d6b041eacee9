import type { VNode } from 'preact';
import { formatMajor } from '../../core/money.js';
import type { Order, OrderLine } from '../../core/order.js';
import type { Components } from '../../core/quote.js';
import type { RemainingLine } from '../../core/refund/remaining.js';
import { BareInput, FormField, type FaultOf } from '../../ui/form-field.js';
import { bareMoney, count, plural } from '../../ui/numbers.js';
import { COMPONENT_WORDS } from './items-card.js';
import { amountField, AMOUNTS_OF, CONCESSION_FIELD, type RefundTyped, type RefundWay } from './refund-fields.js';
import { unitsField } from './units-table.js';

export interface RefundAmountsProps {
  readonly order: Order;
  readonly way: RefundWay;
  readonly typed: RefundTyped;
  readonly remaining: readonly RemainingLine[];
  readonly faultOf: FaultOf;
}

const LONGEST_AMOUNT = 20;

/** For each line that has money left: a field for every amount that can go back, beside what remains of it. */
export function RefundAmounts(props: RefundAmountsProps): VNode {
  const { order, remaining } = props;
  const lines = order.lines.flatMap((line) => {
    const left = remaining.find(({ number }) => number === line.number);
    return left === undefined || (left.net === 0n && left.returnableUnits === 0) ? [] : [{ line, left }];
  });
  return (
    <div class="cw-refunds">
      {lines.map(({ line, left }) => (
        <LineAmounts key={line.number} {...props} line={line} left={left} />
      ))}
    </div>
  );
}

function LineAmounts(props: RefundAmountsProps & { readonly line: OrderLine; readonly left: RemainingLine }): VNode {
  const { order, way, line, left } = props;
  return (
    <fieldset class="cw-refund">
      <legend>
        <span class="strong">{line.title}</span> <span class="faint mono xs">{line.sku}</span>
      </legend>
      <span class="xs faint">{plural(left.capturedUnits, 'unit')} paid for</span>
      <span class="xs faint num">Left</span>
      <span class="xs faint num">Refund, {order.currency}</span>
      {AMOUNTS_OF[way].map((name) => (
        <AmountRow key={name} {...props} name={name} />
      ))}
      {way === 'components' ? <UnitsRow {...props} /> : null}
      {way === 'amount' ? <p class="hint">Before promotions: the promotion and the tax of it follow.</p> : null}
      {left.chargedBack ? (
        <p class="hint">The buyer’s bank took the money of this line back. Nothing can be refunded of it.</p>
      ) : null}
    </fieldset>
  );
}

type RowProps = RefundAmountsProps & { readonly line: OrderLine; readonly left: RemainingLine };

function AmountRow({ order, line, left, typed, faultOf, name }: RowProps & { readonly name: keyof Components }): VNode {
  const id = amountField(name, line.number);
  const off = name === 'principalPromo' || name === 'shippingPromo';
  const label = off ? `${COMPONENT_WORDS[name]}, taken off` : COMPONENT_WORDS[name];
  return (
    <Row
      id={id}
      label={label}
      of={line.title}
      left={bareMoney(left.remaining[name], order.currency)}
      value={typed.get(id) ?? ''}
      fault={faultOf(id)}
      placeholder={off ? 'its share' : formatMajor(0n, order.currency)}
    />
  );
}

function UnitsRow({ line, left, typed, faultOf }: RowProps): VNode {
  const id = unitsField(line.number);
  return (
    <Row
      id={id}
      label="Units that came back"
      of={line.title}
      left={count(left.returnableUnits)}
      value={typed.get(id) ?? ''}
      fault={faultOf(id)}
      placeholder="0"
    />
  );
}

interface InputRow {
  readonly id: string;
  readonly label: string;
  /** The title of the line, for those who do not see it above. */
  readonly of: string;
  readonly left: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly placeholder: string;
}

function Row({ id, label, of, left, value, fault, placeholder }: InputRow): VNode {
  return (
    <div class={fault === undefined ? 'line' : 'line is-wrong'}>
      <label for={id}>
        {label}
        <span class="unseen"> of {of}</span>
      </label>
      <span class="num dim">{left}</span>
      <BareInput id={id} inputMode="decimal" maxLength={LONGEST_AMOUNT} value={value} placeholder={placeholder} fault={fault} />
    </div>
  );
}

/** Goodwill for the order as a whole: a part of what was paid for the goods. */
export function ConcessionField({ order, typed, remaining, faultOf }: RefundAmountsProps): VNode {
  const most = remaining.reduce((sum, { remaining: left }) => sum + left.principal - left.principalPromo, 0n);
  return (
    <div class="pad">
      <FormField
        id={CONCESSION_FIELD}
        label={`Concession, ${order.currency}`}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        value={typed.get(CONCESSION_FIELD) ?? ''}
        hint={`For the order as a whole, of the ${bareMoney(most, order.currency)} that the buyer still has paid for the goods. No tax goes back with it.`}
        fault={faultOf(CONCESSION_FIELD)}
        maxLength={LONGEST_AMOUNT}
        class="cw-short cw-amount"
      />
    </div>
  );
}
