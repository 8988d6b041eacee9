import type { VNode } from 'preact';
import { faultsByField, FormField, type FieldFault } from '../../ui/form-field.js';
import { ONCE_FIELD } from '../once.js';
import { FormButtons, PaddedFaults, PostedForm } from '../posted-form.js';
import { ActionFrame, type ActionProps, type Problem } from './action-frame.js';
import { actionUrl, orderUrl } from './address.js';
import { unitsRows, type AskedLine } from './units-form.js';
import { UnitsTable } from './units-table.js';

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
  const faultOf = faultsByField(faults);
  return (
    <ActionFrame {...action} step="Cancel units" title="Cancel units of this order?" problem={problem}>
      <PostedForm
        class="card cw-wide"
        action={actionUrl(environment, order.id, 'cancel')}
        formToken={viewer.formToken}
        hidden={[[ONCE_FIELD, once]]}
      >
        <PaddedFaults faults={faults} />
        <UnitsTable caption="What is cancelled" there="Open" asked="Cancel now" rows={unitsRows(lines, units, faultOf)} />
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
          <FormButtons verb="Cancel these units" isDanger back={{ label: 'Keep them', href: orderUrl(environment, order.id) }} />
        </div>
      </PostedForm>
    </ActionFrame>
  );
}
