import type { VNode } from 'preact';
import type { EndpointFormat } from '../../core/endpoint.js';
import { kindsOf } from '../../core/endpoint-wish.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { CheckList } from '../../ui/check-list.js';
import { FaultList, FormField, SelectField, type FieldFault } from '../../ui/form-field.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { withQuery } from '../../ui/safe-url.js';
import { TOKEN_FIELD } from '../form-token.js';
import { endpointActionUrl, endpointUrl, endpointsUrl, newEndpointUrl } from './address.js';
import { Crumb } from './crumb.js';
import { KINDS_FIELD, LONGEST_NAME, LONGEST_URL, UNSIGNED_FIELD, type EndpointTyped } from './endpoint-form.js';
import { FORMAT_WORDS, KIND_WORDS } from './words.js';

export interface EndpointFormProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  /** Null: a new one. */
  readonly existing: { readonly id: string; readonly name: string; readonly version: number } | null;
  readonly typed: EndpointTyped;
  /** Access keys that may sign, the newest first. */
  readonly keys: readonly { readonly id: string; readonly name: string }[];
  readonly faults: readonly FieldFault[];
}

export const VERSION_FIELD = 'version';
const LONGEST_NUMBER = 6;

/** Makes an endpoint or changes one. */
export function EndpointFormPage(props: EndpointFormProps): VNode {
  const { viewer, environment, existing, typed, faults } = props;
  const title = existing === null ? 'Add an endpoint' : `Edit ${existing.name}`;
  const back = existing === null ? endpointsUrl(environment) : endpointUrl(environment, existing.id);
  const action = existing === null ? newEndpointUrl(environment) : endpointActionUrl(environment, existing.id, 'edit');
  return (
    <Layout title={title} viewer={viewer} page="endpoints">
      <div class="cw-head">
        <div>
          <Crumb environment={environment} endpoint={existing} step={existing === null ? 'Add' : 'Edit'} />
          <h1>{title}</h1>
        </div>
      </div>
      <section class="card cw-wide">
        {existing === null ? <Formats environment={environment} format={typed.format} /> : null}
        <form class="pad stack" method="post" action={action}>
          <input type="hidden" name={TOKEN_FIELD} value={viewer.formToken} />
          <input type="hidden" name="format" value={typed.format} />
          {existing === null ? null : <input type="hidden" name={VERSION_FIELD} value={String(existing.version)} />}
          <FaultList faults={faults} />
          <Fields {...props} />
          <div class="row-x wrap">
            <button class="btn btn-primary" type="submit">
              {existing === null ? 'Add endpoint' : 'Save changes'}
            </button>
            <a class="btn" href={back}>
              Back
            </a>
          </div>
        </form>
      </section>
    </Layout>
  );
}

const FORMATS: readonly EndpointFormat[] = ['notification', 'webhook'];

function Formats({ environment, format }: { environment: EnvironmentName; format: EndpointFormat }): VNode {
  return (
    <nav class="cw-tabs wraps" aria-label="Formats">
      {FORMATS.map((one) => (
        <a
          key={one}
          href={withQuery(newEndpointUrl(environment), { format: one })}
          class={one === format ? 'is-on' : ''}
          {...(one === format ? { 'aria-current': 'page' } : {})}
        >
          {FORMAT_WORDS[one]}
        </a>
      ))}
    </nav>
  );
}

const HINTS: Readonly<Record<EndpointFormat, string>> = {
  notification:
    'The classic form with XML, signed with an access key. Old stores and plug-ins read it. It tells of new, ready and cancelled orders.',
  webhook: 'JSON with the headers of Standard Webhooks, signed with a secret of its own. It can tell of everything.',
};

function Fields(props: EndpointFormProps): VNode {
  const { environment, typed, faults } = props;
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.message;
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
  readonly faultOf: (field: string) => string | undefined;
}

function Signing({ environment, typed, keys, faultOf }: EndpointFormProps & PartProps): VNode {
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

function Pace({ typed, faultOf }: PartProps): VNode {
  const number = { type: 'text', inputMode: 'numeric', autocomplete: 'off', maxLength: LONGEST_NUMBER } as const;
  return (
    <div class="cw-fields three">
      <FormField
        id="perMinute"
        label="Deliveries a minute"
        {...number}
        value={typed.perMinute}
        hint="At most."
        fault={faultOf('perMinute')}
      />
      <FormField
        id="concurrency"
        label="Deliveries at a time"
        {...number}
        value={typed.concurrency}
        hint="One order is always told in order."
        fault={faultOf('concurrency')}
      />
      <FormField
        id="alertAfterMinutes"
        label="Mail after, minutes"
        {...number}
        value={typed.alertAfterMinutes}
        hint="When the oldest event is undelivered for so long."
        fault={faultOf('alertAfterMinutes')}
      />
    </div>
  );
}
