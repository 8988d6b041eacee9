import type { ComponentChildren, VNode } from 'preact';
import { assetUrl } from './assets.js';

export interface DocumentProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** The shell of every page: one stylesheet of Tabler's, one of ours, the typeface, one script that nothing depends on. */
export function Document({ title, children }: DocumentProps): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Cartwright`}</title>
        <link rel="icon" href={assetUrl('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('inter.css')} />
        <link rel="stylesheet" href={assetUrl('tabler.css')} />
        <link rel="stylesheet" href={assetUrl('cartwright.css')} />
        <script src={assetUrl('keyboard.js')} defer />
      </head>
      <body>{children}</body>
    </html>
  );
}
