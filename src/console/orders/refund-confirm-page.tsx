import type { VNode } from 'preact';
import { netOf, sumOf } from '../../core/components.js';
import type { Order } from '../../core/order.js';
import type { RefundLine } from '../../core/refund.js';
import { count, money, plural } from '../../ui/numbers.js';
import { ONCE_FIELD } from '../once.js';
import { PostedForm } from '../posted-form.js';
import { ActionFrame, type ActionProps, type Problem } from './action-frame.js';
import { actionUrl } from './address.js';
import { Amounts, ComponentHeads } from './items-card.js';
import { AMOUNT_FIELD, CHANGE_FIELD, WAY_FIELD, type RefundTyped, type RefundWay } from './refund-fields.js';

export interface RefundConfirmProps extends ActionProps {
  readonly way: RefundWay;
  readonly typed: RefundTyped;
  readonly lines: readonly RefundLine[];
  /** Minor units. */
  readonly amount: bigint;
  readonly warnings: readonly string[];
  readonly once: string;
  readonly problem: Problem | null;
}

/** Every amount that goes back, before it does; the button repeats the sum and where it goes. */
export function RefundConfirmPage(props: RefundConfirmProps): VNode {
  const { viewer, environment, order, amount, warnings, typed, problem } = props;
  const sum = money(amount, order.currency);
  const where = payee(order);
  return (
    <ActionFrame viewer={viewer} environment={environment} order={order} step="Refund" title={`Refund ${sum}?`} problem={problem}>
      <section class="card">
        <LinesTable {...props} />
        <div class="pad stack">
          <p class="sm">
            {sum} goes back {where}. Reason: {typed.get('reason') ?? ''}. {order.buyer.name} is told by mail.
          </p>
          {warnings.map((warning) => (
            <p key={warning} class="sm t-warn">
              {warning}
            </p>
          ))}
          <RefundForm {...props} label={`Refund ${sum} ${where}`} />
        </div>
      </section>
    </ActionFrame>
  );
}

/** Where the money goes: back to what it was paid with, or by the merchant's own hand. */
function payee({ payment }: Order): string {
  if (payment.gateway === 'manual') return 'by your own hand: no gateway moves it';
  return payment.gateway === 'test' ? 'to the test card' : 'to what the order was paid with';
}

/**
 * Everything that was typed once more, and the sum that was read: another sum is asked about again. Both buttons carry it: one
 * goes on, the other back to the fields.
 */
function RefundForm({
  viewer,
  environment,
  order,
  way,
  typed,
  amount,
  once,
  label,
}: RefundConfirmProps & { label: string }): VNode {
  const hidden: (readonly [string, string])[] = [[ONCE_FIELD, once], [WAY_FIELD, way], [AMOUNT_FIELD, String(amount)], ...typed];
  const fields = actionUrl(environment, order.id, 'refund');
  return (
    <PostedForm class="row-x wrap" action={`${fields}/confirm`} formToken={viewer.formToken} hidden={hidden}>
      <button class="btn btn-primary" type="submit">
        {label}
      </button>
      <button class="btn" type="submit" formaction={fields} name={CHANGE_FIELD} value="yes">
        Change it
      </button>
    </PostedForm>
  );
}

function LinesTable({ order, lines, amount }: RefundConfirmProps): VNode {
  const titleOf = (number: number): string => order.lines.find((line) => line.number === number)?.title ?? '–';
  return (
    <table class="cw-table roomy kv-m">
      <caption class="unseen">What goes back of each line</caption>
      <thead>
        <tr>
          <th scope="col">Item</th>
          <th scope="col" class="num">
            Units
          </th>
          <ComponentHeads />
        </tr>
      </thead>
      <tbody>
        {lines.map(({ number, units, components }) => (
          <tr key={number}>
            <td class="strong">{titleOf(number)}</td>
            <td class="num" data-l="Units">
              {units === 0 ? '–' : count(units)}
            </td>
            <Amounts of={components} total={netOf(components)} currency={order.currency} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{plural(lines.length, 'line')}</td>
          <td class="num" data-l="Units">
            {count(lines.reduce((sum, { units }) => sum + units, 0))}
          </td>
          <Amounts of={sumOf(lines.map(({ components }) => components))} total={amount} currency={order.currency} />
        </tr>
      </tfoot>
    </table>
  );
}
