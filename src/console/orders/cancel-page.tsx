import type { VNode } from 'preact';
import { FaultList, FormField, type FieldFault } from '../../ui/form-field.js';
import { TOKEN_FIELD } from '../form-token.js';
import { ONCE_FIELD } from '../once.js';
import { ActionFrame, type ActionProps, type Problem } from './action-frame.js';
import { actionUrl, orderUrl } from './address.js';
import type { AskedLine } from './units-form.js';
import { UnitsTable, unitsField } from './units-table.js';

export interface CancelPageProps extends ActionProps {
  readonly lines: readonly AskedLine[];
  readonly units: ReadonlyMap<number, string>;
  readonly once: string;
  readonly reason: string;
  readonly faults: readonly FieldFault[];
  readonly problem: Problem | null;
}

export const LONGEST_REASON = 500;

/** Asks which units are cancelled, all that are open unless fewer are typed, and why: the buyer reads the reason. */
export function CancelPage({ lines, units, once, reason, faults, problem, ...action }: CancelPageProps): VNode {
  const { environment, order, viewer } = action;
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  const rows = lines.map(({ line, most }) => ({
    line,
    most,
    value: units.get(line.number) ?? '',
    fault: faultOf(unitsField(line.number)),
  }));
  return (
    <ActionFrame {...action} step="Cancel units" title="Cancel units of this order?" problem={problem}>
      <form class="card cw-wide" method="post" action={actionUrl(environment, order.id, 'cancel')}>
        <input type="hidden" name={TOKEN_FIELD} value={viewer.formToken} />
        <input type="hidden" name={ONCE_FIELD} value={once} />
        {faults.length === 0 ? null : (
          <div class="pad">
            <FaultList faults={faults} />
          </div>
        )}
        <UnitsTable caption="What is cancelled" there="Open" asked="Cancel now" rows={rows} />
        <div class="pad stack">
          <p class="sm dim">
            What is cancelled is never charged: its share of the authorisation is let go. It cannot be undone. {order.buyer.name}{' '}
            is told by mail.
          </p>
          <div class="cw-narrow">
            <FormField
              id="reason"
              label="Reason"
              type="text"
              autocomplete="off"
              value={reason}
              hint="The buyer reads it in the mail: sold out, address not reachable."
              fault={faultOf('reason')}
              maxLength={LONGEST_REASON}
            />
          </div>
          <div class="row-x wrap">
            <button class="btn btn-danger-line" type="submit">
              Cancel these units
            </button>
            <a class="btn" href={orderUrl(environment, order.id)}>
              Keep them
            </a>
          </div>
        </div>
      </form>
    </ActionFrame>
  );
}
