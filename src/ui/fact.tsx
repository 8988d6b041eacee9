import type { ComponentChildren, VNode } from 'preact';

/** One of the facts on top of a detail page: its name above it. `tone` is a class such as `t-warn`. */
export function Fact({ name, tone, children }: { name: string; tone?: string; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={tone === undefined ? 'tnum' : `tnum ${tone}`}>{children}</dd>
    </div>
  );
}
