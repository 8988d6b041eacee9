import type { VNode } from 'preact';
import { BuyerFrame } from '../../ui/buyer/frame.js';
import { shownShop, type ShopOf } from '../shown-shop.js';

/** What the shop says of itself and by which rules it sells, in its own words. */
export function PoliciesPage(of: ShopOf): VNode {
  const { merchant, environment, front, checkoutId } = of;
  const { about, policies } = front;
  return (
    <BuyerFrame title="Policies" shop={{ ...shownShop(of), links: [] }} environment={environment}>
      <div class="pay-policies">
        <h1>{policies.length === 0 ? `About ${merchant.name}` : `Policies of ${merchant.name}`}</h1>
        {policies.length < 2 ? null : <Contents titles={policies.map(({ title }) => title)} />}
        {about === null ? null : <Paragraphs text={about} />}
        {policies.map(({ title, text }, place) => (
          <section key={place} id={`policy-${place + 1}`}>
            <h2>{title}</h2>
            <Paragraphs text={text} />
          </section>
        ))}
        {about === null && policies.length === 0 ? <p class="dim">This shop has published none here. Ask the shop.</p> : null}
        <div class="pay-ways">
          <a class="btn btn-lg" href={`/pay/${checkoutId}`}>
            Back to the checkout
          </a>
        </div>
      </div>
    </BuyerFrame>
  );
}

function Contents({ titles }: { titles: readonly string[] }): VNode {
  return (
    <nav aria-label="On this page">
      {titles.map((title, place) => (
        <a key={place} class="tap-line" href={`#policy-${place + 1}`}>
          {title}
        </a>
      ))}
    </nav>
  );
}

/** Plain text: blank lines part paragraphs, other line ends stay. */
function Paragraphs({ text }: { text: string }): VNode {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  return (
    <>
      {paragraphs.map((paragraph, place) => (
        <p key={place}>{paragraph}</p>
      ))}
    </>
  );
}
