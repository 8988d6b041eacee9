import type { VNode } from 'preact';

/** The cart wheel that reads as a C; its name stands beside it, so it is hidden from screen readers. */
export function Mark(): VNode {
  return (
    <svg class="cw-mark" viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="currentColor">
        <path stroke-width="3.4" stroke-linecap="round" d="M25.6 8.63A12.1 12.1 0 1 0 25.6 23.37" />
        <path stroke-width="2" d="M18 12.54L21.3 6.82M14 12.54L10.7 6.82M12 16L5.4 16M14 19.46L10.7 25.18M18 19.46L21.3 25.18" />
        <circle cx="16" cy="16" r="3" stroke-width="2.9" />
      </g>
      <path class="cw-axle" d="M20.4 16H30" fill="none" stroke-width="3.6" stroke-linecap="butt" />
    </svg>
  );
}

/** The mark drawn large with its construction lines, beside the sign-in form. */
export function MarkDrawing(): VNode {
  return (
    <svg class="door-art" viewBox="0 0 430 300" aria-hidden="true">
      <g class="thin">
        <circle cx="170" cy="150" r="128" />
        <circle cx="170" cy="150" r="146" />
        <path d="M20 150h400" />
        <path d="M170 4v292" />
      </g>
      <path class="rim" stroke-width="22" stroke-linecap="round" d="M253.1 87.4A104 104 0 1 0 253.1 212.6" />
      <g class="spk" stroke-width="7" stroke-linecap="round">
        <path d="M180 132.7L215 72.1" />
        <path d="M160 132.7L125 72.1" />
        <path d="M150 150L80 150" />
        <path d="M160 167.3L125 227.9" />
        <path d="M180 167.3L215 227.9" />
      </g>
      <path class="axle" stroke-width="22" stroke-linecap="round" d="M170 150H392" />
      <circle class="hub" cx="170" cy="150" r="30" />
      <circle class="hole" cx="170" cy="150" r="9" />
    </svg>
  );
}
