import type { ComponentChildren, VNode } from 'preact';
import type { EnvironmentName } from '../core/exchange.js';
import { Document } from './document.js';
import { Icon, type IconName } from './icons.js';
import { Mark } from './mark.js';

/** Who looks at the console, and at which side of the merchant; null on pages that belong to neither side. */
export interface Viewer {
  readonly person: string;
  readonly merchant: string;
  readonly environment: EnvironmentName | null;
  /** Goes into every form. */
  readonly formToken: string;
}

export type NavPage = 'orders' | 'endpoints' | 'exchanges' | 'help' | 'account';

export interface LayoutProps {
  readonly title: string;
  readonly viewer: Viewer;
  readonly page: NavPage;
  /** Such as the zone that the times of the page are in. */
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame of the console: environment strip, sidebar (on phones a menu), page, footer. Only pages that exist are shown. */
export function Layout({ title, viewer, page, foot, children }: LayoutProps): VNode {
  return (
    <Document title={title}>
      <a class="cw-skip" href="#main">
        Skip to the page
      </a>
      {viewer.environment === 'sandbox' ? <SandboxStrip /> : null}
      <header class="cw-top">
        <Mark />
        <span>Cartwright</span>
        <span class="end">
          <a class="tap" href={`/console/${viewer.environment ?? 'sandbox'}/exchanges#search`} aria-label="Search">
            <Icon name="search" />
          </a>
          <details class="cw-menu">
            <summary class="tap" aria-label="Menu">
              <Icon name="menu-2" />
            </summary>
            <nav aria-label="Menu">
              <Navigation viewer={viewer} page={page} />
            </nav>
          </details>
        </span>
      </header>
      <div class="cw-app">
        <nav class="cw-side" aria-label="Console">
          <div class="cw-side-in">
            <div class="cw-brand">
              <Mark />
              Cartwright
            </div>
            <Navigation viewer={viewer} page={page} />
          </div>
        </nav>
        <main class="cw-main" id="main" tabIndex={-1}>
          {children}
          {foot === undefined ? null : <div class="cw-foot">{foot}</div>}
        </main>
      </div>
    </Document>
  );
}

function SandboxStrip(): VNode {
  return (
    <aside class="cw-env" aria-label="Environment">
      <Icon name="test-pipe" small />
      <span>
        <b>Sandbox</b> <span class="long">Test keys, test money. Nothing here reaches a live store or a card.</span>
      </span>
      <span>
        <a href="/console/live/exchanges">Go to live</a>
      </span>
    </aside>
  );
}

function Navigation({ viewer, page }: { viewer: Viewer; page: NavPage }): VNode {
  const { environment } = viewer;
  const room = page === 'orders' || page === 'endpoints' ? page : 'exchanges';
  return (
    <>
      <div class="cw-shop">
        <div class="row-x">
          <span class="cut">{viewer.merchant}</span>
        </div>
        <div class="cw-switch" role="group" aria-label="Environment">
          <a
            href={`/console/sandbox/${room}`}
            class={environment === 'sandbox' ? 'is-sandbox' : ''}
            {...(environment === 'sandbox' ? { 'aria-current': 'true' } : {})}
          >
            Sandbox
          </a>
          <a
            href={`/console/live/${room}`}
            class={environment === 'live' ? 'is-live' : ''}
            {...(environment === 'live' ? { 'aria-current': 'true' } : {})}
          >
            Live
          </a>
        </div>
      </div>
      <div class="cw-nav">
        <b>Orders</b>
        <NavLink
          href={`/console/${environment ?? 'sandbox'}/orders`}
          icon="shopping-cart"
          label="Manage orders"
          on={page === 'orders'}
        />
        <b>Integration</b>
        <NavLink
          href={`/console/${environment ?? 'sandbox'}/endpoints`}
          icon="webhook"
          label="Order notifications"
          on={page === 'endpoints'}
        />
        <NavLink
          href={`/console/${environment ?? 'sandbox'}/exchanges`}
          icon="activity"
          label="Error console"
          on={page === 'exchanges'}
        />
      </div>
      <div class="cw-side-foot cw-nav">
        <NavLink href="/help" icon="help" label="Help and error codes" on={page === 'help'} />
        <NavLink href="/console/account" icon="user" label={viewer.person} on={page === 'account'} />
      </div>
    </>
  );
}

function NavLink({ href, icon, label, on }: { href: string; icon: IconName; label: string; on: boolean }): VNode {
  return (
    <a href={href} class={on ? 'is-on' : ''} {...(on ? { 'aria-current': 'page' } : {})}>
      <Icon name={icon} />
      {label}
    </a>
  );
}

/** The frame of pages that stand without a sidebar: help for those not signed in, and what went wrong before sign-in. */
export function PlainLayout({ title, children }: { title: string; children: ComponentChildren }): VNode {
  return (
    <Document title={title}>
      <a class="cw-skip" href="#main">
        Skip to the page
      </a>
      <div class="cw-plain">
        <header class="cw-plain-head">
          <a class="cw-brand" href="/help">
            <Mark />
            Cartwright
          </a>
          <a class="btn" href="/console">
            Console
          </a>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </Document>
  );
}
