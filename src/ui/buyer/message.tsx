import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import { Icon, type IconName } from '../icons.js';
import { renderPage } from '../render.js';
import { safeUrl } from '../safe-url.js';
import { BuyerFrame } from './frame.js';

export interface BuyerMessage {
  readonly title: string;
  /** What happened and what to do; a sentence a paragraph. */
  readonly text: readonly string[];
  readonly shop: string | null;
  readonly environment: EnvironmentName | null;
  readonly icon?: IconName;
  /** The first one is the likely next step. */
  readonly ways: readonly { readonly label: string; readonly href: string }[];
  /** In small print: what the shop's developer will ask for. */
  readonly code: string;
  /** The id under which the exchange is recorded, or a request is in the log. */
  readonly reference: string | null;
}

/** A whole page that tells a buyer what happened and how to go on. */
export const renderBuyerMessage = (message: BuyerMessage): string => renderPage(<BuyerMessagePage {...message} />);

function BuyerMessagePage({ title, text, shop, environment, icon, ways, code, reference }: BuyerMessage): VNode {
  return (
    <BuyerFrame title={title} shop={shop === null ? null : { name: shop, logo: null, links: [] }} environment={environment}>
      <section class="pay-message">
        <Icon name={icon ?? 'info-circle'} />
        <h1>{title}</h1>
        {text.map((sentence) => (
          <p key={sentence} class="dim">
            {sentence}
          </p>
        ))}
        {ways.length === 0 ? null : (
          <div class="pay-ways">
            {ways.map(({ label, href }, index) => (
              <a key={href} class={index === 0 ? 'btn btn-primary btn-lg' : 'btn btn-lg'} href={safeUrl(href)} rel="noreferrer">
                {label}
              </a>
            ))}
          </div>
        )}
        <p class="xs faint">
          For the shop: <span class="mono">{code}</span>
          {reference === null ? null : (
            <>
              {' '}
              · <span class="mono">{reference}</span>
            </>
          )}
        </p>
      </section>
    </BuyerFrame>
  );
}
