import type { VNode } from 'preact';
import type { RemainingLine } from '../../core/refund/remaining.js';
import { FaultList, FormField, type FieldFault } from '../../ui/form-field.js';
import { money } from '../../ui/numbers.js';
import { withQuery } from '../../ui/safe-url.js';
import { TOKEN_FIELD } from '../form-token.js';
import { ONCE_FIELD } from '../once.js';
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

/** Asks what goes back, in one of four ways; nothing is moved before the next page was confirmed. */
export function RefundPage(props: RefundPageProps): VNode {
  const { viewer, environment, order, way, typed, once, faults, problem } = props;
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  return (
    <ActionFrame viewer={viewer} environment={environment} order={order} step="Refund" title="Refund" problem={problem}>
      <section class="card cw-wide">
        <Ways {...props} />
        <form method="post" action={actionUrl(environment, order.id, 'refund')}>
          <input type="hidden" name={TOKEN_FIELD} value={viewer.formToken} />
          <input type="hidden" name={ONCE_FIELD} value={once} />
          <input type="hidden" name={WAY_FIELD} value={way} />
          {faults.length === 0 ? null : (
            <div class="pad">
              <FaultList faults={faults} />
            </div>
          )}
          <WhatGoesBack {...props} faultOf={faultOf} />
          <div class="pad stack">
            <FormField
              id="reason"
              label="Reason"
              type="text"
              autocomplete="off"
              value={typed.get('reason') ?? ''}
              hint="The buyer reads it in the mail: one mug arrived broken."
              fault={faultOf('reason')}
              maxLength={LONGEST_REASON}
              class="cw-narrow"
            />
            <FormField
              id="note"
              label="Note"
              type="text"
              autocomplete="off"
              value={typed.get('note') ?? ''}
              optional
              hint="Only your team sees it."
              fault={faultOf('note')}
              maxLength={LONGEST_NOTE}
              class="cw-narrow"
            />
            <div class="row-x wrap">
              <button class="btn btn-primary" type="submit">
                Work out the refund
              </button>
              <a class="btn" href={orderUrl(environment, order.id)}>
                Back to the order
              </a>
            </div>
            <p class="hint">The next page shows every amount. Nothing is refunded before you confirm it there.</p>
          </div>
        </form>
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

function WhatGoesBack(props: RefundPageProps & { readonly faultOf: (field: string) => string | undefined }): VNode {
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
