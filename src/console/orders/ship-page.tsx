import type { VNode } from 'preact';
import { FaultList, type FieldFault } from '../../ui/form-field.js';
import { TOKEN_FIELD } from '../form-token.js';
import { ONCE_FIELD } from '../once.js';
import { ActionFrame, type ActionProps, type Problem } from './action-frame.js';
import { actionUrl, orderUrl } from './address.js';
import type { TrackingTyped } from './tracking-form.js';
import { TrackingFields } from './tracking-page.js';
import type { AskedLine } from './units-form.js';
import { UnitsTable, unitsField } from './units-table.js';

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
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  const rows = lines.map(({ line, most }) => ({
    line,
    most,
    value: units.get(line.number) ?? '',
    fault: faultOf(unitsField(line.number)),
  }));
  return (
    <ActionFrame {...action} step="Confirm shipment" title="Confirm a shipment" problem={problem}>
      <form class="card cw-wide" method="post" action={actionUrl(environment, order.id, 'ship')}>
        <input type="hidden" name={TOKEN_FIELD} value={viewer.formToken} />
        <input type="hidden" name={ONCE_FIELD} value={once} />
        {faults.length === 0 ? null : (
          <div class="pad">
            <FaultList faults={faults} />
          </div>
        )}
        <UnitsTable caption="What leaves now" there="Open" asked="Ship now" rows={rows} />
        <div class="pad stack">
          <p class="sm dim">Ship fewer units to send the rest later in another parcel.</p>
          <TrackingFields tracking={tracking} faultOf={faultOf} />
          <div class="row-x wrap">
            <button class="btn btn-primary" type="submit">
              Confirm shipment
            </button>
            <a class="btn" href={orderUrl(environment, order.id)}>
              Back to the order
            </a>
          </div>
          <p class="hint">
            {order.buyer.name} is told by mail, and what is due for these units is captured. A shipment cannot be taken back.
          </p>
        </div>
      </form>
    </ActionFrame>
  );
}
