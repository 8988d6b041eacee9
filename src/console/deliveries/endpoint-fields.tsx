import type { VNode } from 'preact';
import type { EndpointFormat } from '../../core/endpoint.js';
import { kindsOf } from '../../core/endpoint-wish.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { CheckList } from '../../ui/check-list.js';
import { faultsByField, FormField, SelectField, type FaultOf, type FieldFault } from '../../ui/form-field.js';
import { KINDS_FIELD, LONGEST_NAME, LONGEST_URL, UNSIGNED_FIELD, type EndpointTyped } from './endpoint-form.js';
import { KIND_WORDS } from './words.js';

export interface EndpointFieldsProps {
  readonly environment: EnvironmentName;
  readonly typed: EndpointTyped;
  /** Access keys that may sign, the newest first. */
  readonly keys: readonly { readonly id: string; readonly name: string }[];
  readonly faults: readonly FieldFault[];
}

const LONGEST_NUMBER = 6;

const HINTS: Readonly<Record<EndpointFormat, string>> = {
  notification:
    'The classic form with XML, signed with an access key. Old stores and plug-ins read it. It tells of new, ready and cancelled orders.',
  webhook: 'JSON with the headers of Standard Webhooks, signed with a secret of its own. It can tell of everything.',
};

/** What is asked of an endpoint, as far as its format has it. */
export function EndpointFields(props: EndpointFieldsProps): VNode {
  const { environment, typed, faults } = props;
  const faultOf = faultsByField(faults);
  const shared = { type: 'text', autocomplete: 'off' } as const;
  return (
    <>
      <p class="sm dim">{HINTS[typed.format]}</p>
      <FormField
        id="name"
        label="Name"
        {...shared}
        value={typed.name}
        fault={faultOf('name')}
        maxLength={LONGEST_NAME}
        class="cw-short"
      />
      <FormField
        id="url"
        label="Address"
        {...shared}
        value={typed.url}
        hint={
          environment === 'live'
            ? 'https, and reachable from the internet.'
            : 'Reachable from the internet. In live it must be https.'
        }
        fault={faultOf('url')}
        maxLength={LONGEST_URL}
        class="cw-narrow"
      />
      {typed.format === 'notification' ? <Signing {...props} faultOf={faultOf} /> : null}
      <CheckList
        name={KINDS_FIELD}
        legend="Tell it when"
        choices={kindsOf(typed.format).map((kind) => ({ value: kind, label: KIND_WORDS[kind], hint: kind }))}
        chosen={typed.kinds}
        fault={faultOf(KINDS_FIELD)}
      />
      <Pace typed={typed} faultOf={faultOf} />
    </>
  );
}

interface PartProps {
  readonly typed: EndpointTyped;
  readonly faultOf: FaultOf;
}

function Signing({ environment, typed, keys, faultOf }: EndpointFieldsProps & PartProps): VNode {
  const newest = { value: '', label: keys.length === 0 ? 'The first key that you make' : 'The newest key' };
  const options = [newest, ...keys.map(({ id, name }) => ({ value: id, label: `${id} ${name}` }))];
  return (
    <>
      <div class="cw-fields">
        <SelectField
          id="namespace"
          label="Dialect"
          autocomplete="off"
          value={typed.namespace}
          groups={[{ label: null, options: ['2008-11-30', '2009-05-15'].map((value) => ({ value, label: value })) }]}
          fault={faultOf('namespace')}
        />
        <SelectField
          id="keyId"
          label="Signed with"
          autocomplete="off"
          value={typed.keyId}
          groups={[{ label: null, options }]}
          hint="A store that knows one key needs the new one before you switch."
          fault={faultOf('keyId')}
          optional
        />
      </div>
      {environment === 'sandbox' ? (
        <label class="cw-check plain">
          <input type="checkbox" name={UNSIGNED_FIELD} value="yes" checked={typed.unsigned} />
          <span>
            Send without a signature <span class="faint">in the sandbox only</span>
          </span>
        </label>
      ) : null}
    </>
  );
}

const PACE = [
  { id: 'perMinute', label: 'Deliveries a minute', hint: 'At most.' },
  { id: 'concurrency', label: 'Deliveries at a time', hint: 'One order is always told in order.' },
  { id: 'alertAfterMinutes', label: 'Mail after, minutes', hint: 'When the oldest event is undelivered for so long.' },
] as const;

function Pace({ typed, faultOf }: PartProps): VNode {
  return (
    <div class="cw-fields three">
      {PACE.map((field) => (
        <FormField
          key={field.id}
          {...field}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={typed[field.id]}
          fault={faultOf(field.id)}
          maxLength={LONGEST_NUMBER}
        />
      ))}
    </div>
  );
}
