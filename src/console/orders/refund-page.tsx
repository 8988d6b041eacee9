import type { VNode } from 'preact';
import type { RemainingLine } from '../../core/refund/remaining.js';
import { faultsByField, FormField, type FaultOf, type FieldFault } from '../../ui/form-field.js';
import { money } from '../../ui/numbers.js';
import { withQuery } from '../../ui/safe-url.js';
import { ONCE_FIELD } from '../once.js';
import { FormButtons, PaddedFaults, PostedForm } from '../posted-form.js';
import { ActionFrame, type ActionProps, type Problem } from './action-frame.js';
import { actionUrl, orderUrl } from './address.js';
import { ConcessionField, RefundAmounts } from './refund-amounts.js';
import { REFUND_WAYS, SHIPPING_FIELD, WAY_FIELD, type RefundTyped, type RefundWay } from './refund-fields.js';
import { LONGEST_NOTE, LONGEST_REASON } from './refund-form.js';
import { UnitsTable, unitsField } from './units-table.js';

export interface RefundPageProps extends ActionProps {
  readonly way: RefundWay;
  readonly typed: RefundTyped;
  readonly remaining: readonly RemainingLine[];
  readonly once: string;
  readonly faults: readonly FieldFault[];
  readonly problem: Problem | null;
}

const WAY_WORDS: Readonly<Record<RefundWay, string>> = {
  units: 'Units that came back',
  amount: 'An amount of a line',
  components: 'Each component',
  concession: 'A concession',
};

const TEXTS = [
  {
    ...{ id: 'reason', label: 'Reason', maxLength: LONGEST_REASON },
    hint: 'The buyer reads it in the mail: one mug arrived broken.',
  },
  { id: 'note', label: 'Note', maxLength: LONGEST_NOTE, optional: true, hint: 'Only your team sees it.' },
] as const;

/** Asks what goes back, in one of four ways; nothing is moved before the next page was confirmed. */
export function RefundPage(props: RefundPageProps): VNode {
  const { viewer, environment, order, way, typed, once, faults, problem } = props;
  const faultOf = faultsByField(faults);
  return (
    <ActionFrame viewer={viewer} environment={environment} order={order} step="Refund" title="Refund" problem={problem}>
      <section class="card cw-wide">
        <Ways {...props} />
        <PostedForm
          action={actionUrl(environment, order.id, 'refund')}
          formToken={viewer.formToken}
          hidden={[
            [ONCE_FIELD, once],
            [WAY_FIELD, way],
          ]}
        >
          <PaddedFaults faults={faults} />
          <WhatGoesBack {...props} faultOf={faultOf} />
          <div class="pad stack">
            {TEXTS.map(({ id, ...field }) => (
              <FormField
                key={id}
                id={id}
                {...field}
                type="text"
                autocomplete="off"
                value={typed.get(id) ?? ''}
                fault={faultOf(id)}
                class="cw-narrow"
              />
            ))}
            <FormButtons
              verb="Work out the refund"
              back={{ label: 'Back to the order', href: orderUrl(environment, order.id) }}
            />
            <p class="hint">The next page shows every amount. Nothing is refunded before you confirm it there.</p>
          </div>
        </PostedForm>
      </section>
    </ActionFrame>
  );
}

function Ways({ environment, order, way, remaining }: RefundPageProps): VNode {
  const left = remaining.reduce((sum, { net }) => sum + net, 0n);
  return (
    <>
      <header>
        <h2>What goes back</h2>
        <span class="end xs faint tnum">{money(left, order.currency)} can still go back</span>
      </header>
      <nav class="cw-tabs wraps" aria-label="Ways to refund">
        {REFUND_WAYS.map((one) => (
          <a
            key={one}
            href={withQuery(actionUrl(environment, order.id, 'refund'), { by: one })}
            class={one === way ? 'is-on' : ''}
            {...(one === way ? { 'aria-current': 'page' } : {})}
          >
            {WAY_WORDS[one]}
          </a>
        ))}
      </nav>
    </>
  );
}

function WhatGoesBack(props: RefundPageProps & { readonly faultOf: FaultOf }): VNode {
  const { order, way, typed, remaining, faultOf } = props;
  if (way === 'concession') return <ConcessionField {...props} />;
  if (way !== 'units') return <RefundAmounts {...props} way={way} />;
  const rows = order.lines.flatMap((line) => {
    const most = remaining.find(({ number }) => number === line.number)?.returnableUnits ?? 0;
    const field = unitsField(line.number);
    return most === 0 ? [] : [{ line, most, value: typed.get(field) ?? '', fault: faultOf(field) }];
  });
  return (
    <>
      <UnitsTable caption="Units that came back" there="Shipped and paid" asked="Came back" rows={rows} />
      <label class="cw-check pad">
        <input type="checkbox" name={SHIPPING_FIELD} value="yes" checked={typed.has(SHIPPING_FIELD)} />
        <span>
          Give back the share of shipping too <span class="faint">of these units</span>
        </span>
      </label>
    </>
  );
}
