import type { ComponentChildren, VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import { Document } from '../document.js';
import { Icon } from '../icons.js';

export interface BuyerFrameProps {
  readonly title: string;
  /** Null before anybody knows whose page it is. */
  readonly shop: string | null;
  readonly environment: EnvironmentName | null;
  /** Between the shop's name and the page; a phone shows the total here. */
  readonly bar?: ComponentChildren;
  /** Beside the page, on a phone below it: what is bought and what it costs. */
  readonly summary?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame of every page that buyers see: the shop's name, never ours, and in the sandbox a strip that says so in words. */
export function BuyerFrame({ title, shop, environment, bar, summary, children }: BuyerFrameProps): VNode {
  return (
    <Document title={title} shop={shop ?? 'Checkout'}>
      <a class="cw-skip" href="#main">
        Skip to the page
      </a>
      {environment === 'sandbox' ? <TestStrip /> : null}
      <div class={summary === undefined ? 'pay is-single' : 'pay'}>
        <div class="pay-l">
          <div>
            {shop === null ? null : <ShopName shop={shop} />}
            {bar}
            <main id="main" tabIndex={-1}>
              {children}
            </main>
          </div>
        </div>
        {summary === undefined ? null : (
          <aside class="pay-r" aria-label="Your order">
            <div>{summary}</div>
          </aside>
        )}
      </div>
    </Document>
  );
}

function TestStrip(): VNode {
  return (
    <aside class="cw-env is-buyer" aria-label="Environment">
      <Icon name="test-pipe" small />
      <span>
        <b>Test checkout.</b> <span class="long">No card is charged and nothing is shipped.</span>
      </span>
    </aside>
  );
}

/** Until a shop has a logo, its initial stands in for one. */
function ShopName({ shop }: { shop: string }): VNode {
  const initial = [...shop.trim()][0]?.toUpperCase() ?? '';
  return (
    <header class="shopname">
      <span class="shoplogo" aria-hidden="true">
        {initial}
      </span>
      {shop}
    </header>
  );
}
