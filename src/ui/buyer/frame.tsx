import type { ComponentChildren, VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import { Document } from '../document.js';
import { Icon } from '../icons.js';
import { safeUrl } from '../safe-url.js';

/** A shop as its pages show it. */
export interface ShownShop {
  readonly name: string;
  readonly logo: { readonly src: string; readonly alt: string } | null;
  /** To what the shop says of itself and its policies. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

export interface BuyerFrameProps {
  readonly title: string;
  /** Null before anybody knows whose page it is. */
  readonly shop: ShownShop | null;
  readonly environment: EnvironmentName | null;
  /** Between the shop's name and the page; a phone shows the total here. */
  readonly bar?: ComponentChildren;
  /** Beside the page, on a phone below it: what is bought and what it costs. */
  readonly summary?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame of every page that buyers see: the shop's logo or name, never ours, and in the sandbox a strip that says so in words. */
export function BuyerFrame({ title, shop, environment, bar, summary, children }: BuyerFrameProps): VNode {
  return (
    <Document title={title} shop={shop?.name ?? 'Checkout'}>
      <a class="cw-skip" href="#main">
        Skip to the page
      </a>
      {environment === 'sandbox' ? <TestStrip /> : null}
      <div class={summary === undefined ? 'pay is-single' : 'pay'}>
        <div class="pay-l">
          <div>
            {shop === null ? null : <ShopHead shop={shop} />}
            {bar}
            <main id="main" tabIndex={-1}>
              {children}
            </main>
            <ShopLinks shop={shop} class={summary === undefined ? '' : 'hide-m'} />
          </div>
        </div>
        {summary === undefined ? null : (
          <aside class="pay-r" aria-label="Your order">
            <div>
              {summary}
              <ShopLinks shop={shop} class="only-m" />
            </div>
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

/** Until a shop has a logo, its name stands there with the initial in place of one. */
function ShopHead({ shop: { name, logo } }: { shop: ShownShop }): VNode {
  if (logo !== null) {
    return (
      <header class="shopname">
        <img class="shopmark" src={safeUrl(logo.src)} alt={logo.alt} />
      </header>
    );
  }
  const initial = [...name.trim()][0]?.toUpperCase() ?? '';
  return (
    <header class="shopname">
      <span class="shoplogo" aria-hidden="true">
        {initial}
      </span>
      {name}
    </header>
  );
}

/** In a tab of their own, so that what was typed stays; on a phone they stand below the sum, which is beside the page elsewhere. */
function ShopLinks({ shop, class: name }: { shop: ShownShop | null; class: string }): VNode | null {
  if (shop === null || shop.links.length === 0) return null;
  return (
    <footer class={`pay-shop ${name}`.trim()}>
      {shop.links.map(({ label, href }) => (
        <a key={href} class="tap-line" href={safeUrl(href)} target="_blank" rel="noopener">
          {label}
          <span class="unseen"> (opens a new tab)</span>
        </a>
      ))}
    </footer>
  );
}
