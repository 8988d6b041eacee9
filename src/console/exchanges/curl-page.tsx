import type { VNode } from 'preact';
import type { ExchangeDetail } from '../../core/exchange.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { exchangeUrl, listUrl } from './address.js';
import type { CurlCommand } from './curl.js';

export interface CurlPageProps {
  readonly viewer: Viewer;
  readonly exchange: ExchangeDetail;
  readonly curl: CurlCommand;
}

/** The request of an exchange as a command to paste. */
export function CurlPage({ viewer, exchange, curl }: CurlPageProps): VNode {
  return (
    <Layout title={`curl of ${exchange.id}`} viewer={viewer} page="exchanges">
      <div class="cw-head">
        <div>
          <div class="cw-crumb">
            <a href={listUrl(exchange.environment)}>Error console</a>
            <Icon name="chevron-right" small />
            <a class="mono" href={exchangeUrl(exchange.environment, exchange.id)}>
              {exchange.id}
            </a>
          </div>
          <h1>The same request with curl</h1>
        </div>
      </div>
      <Card
        title="Command"
        end={
          <button class="btn btn-sm" type="button" data-copy="#command" hidden>
            Copy
          </button>
        }
      >
        {curl.notes.length === 0 ? null : (
          <div class="cw-code-note">
            {curl.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </div>
        )}
        <pre class="cw-command" id="command" tabIndex={0} aria-label="Command">
          {curl.command}
        </pre>
      </Card>
    </Layout>
  );
}
