import type { VNode } from 'preact';
import type { EndpointFormat } from '../../core/endpoint.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { FaultList } from '../../ui/form-field.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { withQuery } from '../../ui/safe-url.js';
import { FormButtons, PostedForm } from '../posted-form.js';
import { endpointActionUrl, endpointUrl, endpointsUrl, newEndpointUrl } from './address.js';
import { Crumb } from './crumb.js';
import { EndpointFields, type EndpointFieldsProps } from './endpoint-fields.js';
import { FORMAT_WORDS } from './words.js';

export interface EndpointFormProps extends EndpointFieldsProps {
  readonly viewer: Viewer;
  /** Null: a new one. */
  readonly existing: { readonly id: string; readonly name: string; readonly version: number } | null;
}

export const VERSION_FIELD = 'version';

/** Makes an endpoint or changes one. */
export function EndpointFormPage(props: EndpointFormProps): VNode {
  const { viewer, environment, existing, typed, faults } = props;
  const title = existing === null ? 'Add an endpoint' : `Edit ${existing.name}`;
  const version: [string, string][] = existing === null ? [] : [[VERSION_FIELD, String(existing.version)]];
  const hidden: [string, string][] = [['format', typed.format], ...version];
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
        <PostedForm class="pad stack" action={action} formToken={viewer.formToken} hidden={hidden}>
          <FaultList faults={faults} />
          <EndpointFields {...props} />
          <FormButtons
            verb={existing === null ? 'Add endpoint' : 'Save changes'}
            back={{ label: 'Back', href: existing === null ? endpointsUrl(environment) : endpointUrl(environment, existing.id) }}
          />
        </PostedForm>
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
