import type { VNode } from 'preact';
import type { Shipment } from '../../core/shipment.js';
import { FaultList, FormField, type FieldFault } from '../../ui/form-field.js';
import { count } from '../../ui/numbers.js';
import { TOKEN_FIELD } from '../form-token.js';
import { ActionFrame, type ActionProps, type Problem } from './action-frame.js';
import { orderUrl, trackingUrl } from './address.js';
import { holds } from './shipments-card.js';
import { LONGEST_TRACKING, type TrackingTyped } from './tracking-form.js';

export interface TrackingPageProps extends ActionProps {
  readonly shipment: Shipment;
  readonly tracking: TrackingTyped;
  readonly faults: readonly FieldFault[];
  readonly problem: Problem | null;
}

/** Changes how a shipment travels; what it holds and captured stays. */
export function TrackingPage({ shipment, tracking, faults, problem, ...action }: TrackingPageProps): VNode {
  const { environment, order, viewer } = action;
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
  return (
    <ActionFrame
      {...action}
      step="Edit tracking"
      title={`Edit the tracking of shipment ${count(shipment.number)}`}
      problem={problem}
    >
      <form class="card cw-wide" method="post" action={trackingUrl(environment, order.id, shipment.id)}>
        <input type="hidden" name={TOKEN_FIELD} value={viewer.formToken} />
        <div class="pad stack">
          <FaultList faults={faults} />
          <p class="sm dim">It holds {holds(order, shipment)}. That stays as it is.</p>
          <TrackingFields tracking={tracking} faultOf={faultOf} />
          <div class="row-x wrap">
            <button class="btn btn-primary" type="submit">
              Save tracking
            </button>
            <a class="btn" href={orderUrl(environment, order.id)}>
              Back to the order
            </a>
          </div>
        </div>
      </form>
    </ActionFrame>
  );
}

export interface TrackingFieldsProps {
  readonly tracking: TrackingTyped;
  readonly faultOf: (field: string) => string | undefined;
}

/** Carrier, service, tracking number and the day on which the parcel left. */
export function TrackingFields({ tracking, faultOf }: TrackingFieldsProps): VNode {
  const text = { type: 'text', autocomplete: 'off', optional: true, maxLength: LONGEST_TRACKING } as const;
  const { carrier, service, trackingNumber, shipDate } = tracking;
  return (
    <div class="cw-fields">
      <FormField id="carrier" label="Carrier" {...text} value={carrier} fault={faultOf('carrier')} />
      <FormField id="service" label="Service" {...text} value={service} fault={faultOf('service')} />
      <FormField id="trackingNumber" label="Tracking number" {...text} value={trackingNumber} fault={faultOf('trackingNumber')} />
      <FormField
        id="shipDate"
        label="Ship date"
        type="date"
        autocomplete="off"
        value={shipDate}
        hint="The day on which it left the shop."
        fault={faultOf('shipDate')}
        maxLength={10}
      />
    </div>
  );
}
