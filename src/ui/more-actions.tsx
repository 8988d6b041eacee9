import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icons.js';

/** Actions of a page that a phone has no room for, behind three dots; on wide screens nothing. */
export const MoreActions = ({ children }: { children: ComponentChildren }): VNode => (
  <details class="cw-more only-m">
    <summary class="btn" aria-label="More actions">
      <Icon name="dots" />
    </summary>
    {children}
  </details>
);
