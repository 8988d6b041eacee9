import type { VNode } from 'preact';
import type { Endpoint } from '../../core/endpoint.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { Alert } from '../../ui/alert.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { WholeInstant } from '../../ui/when.js';
import { endpointUrl } from './address.js';
import { Crumb } from './crumb.js';

export interface SecretPageProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly endpoint: Endpoint;
  readonly secret: string;
  readonly zone: string;
}

/** Shows the secret of a webhook the only time that it can be read. */
export function SecretPage({ viewer, environment, endpoint, secret, zone }: SecretPageProps): VNode {
  return (
    <Layout title={`Secret of ${endpoint.name}`} viewer={viewer} page="endpoints">
      <Alert
        tone="warn"
        title="This secret is shown now and never again."
        text="Put it where your store checks signatures. If it is lost, rotate it."
      />
      <div class="cw-head">
        <div>
          <Crumb environment={environment} endpoint={endpoint} step="Secret" />
          <h1>Secret of {endpoint.name}</h1>
        </div>
      </div>
      <section class="card cw-narrow">
        <div class="pad stack">
          <div class="well" id="secret">
            {secret}
          </div>
          {endpoint.oldSecretUntil === null ? null : (
            <p class="sm dim">
              Until <WholeInstant at={endpoint.oldSecretUntil} zone={zone} /> deliveries carry a signature of the secret before as
              well, so that nothing is lost while you change over.
            </p>
          )}
          <div class="row-x wrap">
            <a class="btn btn-primary" href={endpointUrl(environment, endpoint.id)}>
              Done, the secret is kept
            </a>
            <button class="btn" type="button" data-copy="#secret" hidden>
              Copy
            </button>
          </div>
        </div>
      </section>
    </Layout>
  );
}
