import type { VNode } from 'preact';
import type { Shipment } from '../../core/shipment.js';
import { FaultList, faultsByField, FormField, type FaultOf, type FieldFault } from '../../ui/form-field.js';
import { count } from '../../ui/numbers.js';
import { ONCE_FIELD } from '../once.js';
import { FormButtons, PostedForm } from '../posted-form.js';
import { ActionFrame, type ActionProps, type Problem } from './action-frame.js';
import { orderUrl, trackingUrl } from './address.js';
import { holds } from './shipments-card.js';
import { isDay, LONGEST_TRACKING, type TrackingTyped } from './tracking-form.js';

export interface TrackingPageProps extends ActionProps {
  readonly shipment: Shipment;
  readonly tracking: TrackingTyped;
  readonly once: string;
  readonly faults: readonly FieldFault[];
  readonly problem: Problem | null;
}

/** Changes how a shipment travels; what it holds and captured stays. */
export function TrackingPage({ shipment, tracking, once, faults, problem, ...action }: TrackingPageProps): VNode {
  const { environment, order, viewer } = action;
  return (
    <ActionFrame
      {...action}
      step="Edit tracking"
      title={`Edit the tracking of shipment ${count(shipment.number)}`}
      problem={problem}
    >
      <PostedForm
        class="card cw-wide"
        action={trackingUrl(environment, order.id, shipment.id)}
        formToken={viewer.formToken}
        hidden={[[ONCE_FIELD, once]]}
      >
        <div class="pad stack">
          <FaultList faults={faults} />
          <p class="sm dim">It holds {holds(order, shipment)}. That stays as it is.</p>
          <TrackingFields tracking={tracking} faultOf={faultsByField(faults)} />
          <FormButtons verb="Save tracking" back={{ label: 'Back to the order', href: orderUrl(environment, order.id) }} />
        </div>
      </PostedForm>
    </ActionFrame>
  );
}

export interface TrackingFieldsProps {
  readonly tracking: TrackingTyped;
  readonly faultOf: FaultOf;
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
        // a field for dates shows nothing of what is none, and what was typed stays
        type={shipDate === '' || isDay(shipDate) ? 'date' : 'text'}
        autocomplete="off"
        value={shipDate}
        hint="The day on which it left the shop."
        fault={faultOf('shipDate')}
        maxLength={LONGEST_TRACKING}
      />
    </div>
  );
}
