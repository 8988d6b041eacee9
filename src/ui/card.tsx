import type { ComponentChildren, VNode } from 'preact';

/** A boxed subject with its title and, at the end of the head, what belongs to the whole of it. */
export function Card({ title, end, children }: { title: string; end?: ComponentChildren; children: ComponentChildren }): VNode {
  return (
    <section class="card">
      <header>
        <h2>{title}</h2>
        {end === undefined ? null : <span class="end">{end}</span>}
      </header>
      {children}
    </section>
  );
}
