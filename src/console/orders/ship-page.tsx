import type { VNode } from 'preact';
import { faultsByField, type FieldFault } from '../../ui/form-field.js';
import { ONCE_FIELD } from '../once.js';
import { FormButtons, PaddedFaults, PostedForm } from '../posted-form.js';
import { ActionFrame, type ActionProps, type Problem } from './action-frame.js';
import { actionUrl, orderUrl } from './address.js';
import type { TrackingTyped } from './tracking-form.js';
import { TrackingFields } from './tracking-page.js';
import { unitsRows, type AskedLine } from './units-form.js';
import { UnitsTable } from './units-table.js';

export interface ShipPageProps extends ActionProps {
  readonly lines: readonly AskedLine[];
  readonly units: ReadonlyMap<number, string>;
  readonly tracking: TrackingTyped;
  readonly once: string;
  readonly faults: readonly FieldFault[];
  readonly problem: Problem | null;
}

/** Asks what leaves and how it travels; fewer units than are open make another shipment later. */
export function ShipPage({ lines, units, tracking, once, faults, problem, ...action }: ShipPageProps): VNode {
  const { environment, order, viewer } = action;
  const faultOf = faultsByField(faults);
  return (
    <ActionFrame {...action} step="Confirm shipment" title="Confirm a shipment" problem={problem}>
      <PostedForm
        class="card cw-wide"
        action={actionUrl(environment, order.id, 'ship')}
        formToken={viewer.formToken}
        hidden={[[ONCE_FIELD, once]]}
      >
        <PaddedFaults faults={faults} />
        <UnitsTable caption="What leaves now" there="Open" asked="Ship now" rows={unitsRows(lines, units, faultOf)} />
        <div class="pad stack">
          <p class="sm dim">Ship fewer units to send the rest later in another parcel.</p>
          <TrackingFields tracking={tracking} faultOf={faultOf} />
          <FormButtons verb="Confirm shipment" back={{ label: 'Back to the order', href: orderUrl(environment, order.id) }} />
          <p class="hint">
            {order.buyer.name} is told by mail, and what is due for these units is captured. A shipment cannot be taken back.
          </p>
        </div>
      </PostedForm>
    </ActionFrame>
  );
}
