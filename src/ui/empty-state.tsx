import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icons.js';

/** What will appear here, and the one thing to do. */
export function EmptyState({ icon, title, children }: { icon: IconName; title: string; children: ComponentChildren }): VNode {
  return (
    <div class="cw-empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
