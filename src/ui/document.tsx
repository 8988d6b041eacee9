import type { ComponentChildren, VNode } from 'preact';
import { assetUrl } from './assets.js';

export interface DocumentProps {
  readonly title: string;
  /** Whose page a buyer's page is. It has neither our name and mark nor the keys of the console. */
  readonly shop?: string;
  readonly children: ComponentChildren;
}

/** The shell of every page: one stylesheet of Tabler's, one of ours, the typeface, one script that nothing depends on. */
export function Document({ title, shop, children }: DocumentProps): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${shop ?? 'Cartwright'}`}</title>
        <link rel="icon" href={assetUrl(shop === undefined ? 'mark.svg' : 'bag.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('inter.css')} />
        <link rel="stylesheet" href={assetUrl('tabler.css')} />
        <link rel="stylesheet" href={assetUrl('cartwright.css')} />
        {shop === undefined ? <script src={assetUrl('keyboard.js')} defer /> : null}
      </head>
      <body>{children}</body>
    </html>
  );
}
