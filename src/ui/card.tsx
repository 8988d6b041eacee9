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

/** A small link at the end of a card's head; `what` is for those who do not see the card around it. */
export const CardAction = ({ href, label, what }: { href: string; label: string; what: string }): VNode => (
  <a class="btn btn-sm" href={href}>
    {label}
    <span class="unseen"> {what}</span>
  </a>
);
