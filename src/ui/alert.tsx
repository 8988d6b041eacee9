import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icons.js';
import { safeUrl } from './safe-url.js';

export interface AlertProps {
  readonly tone: 'bad' | 'warn' | 'ok' | 'info';
  /** One bold sentence. */
  readonly title: string;
  /** One sentence of consequence. */
  readonly text?: string;
  readonly link?: { readonly label: string; readonly href: string };
  /** In place of a link: a form whose button does what is to be done. */
  readonly action?: ComponentChildren;
}

const ICONS: Readonly<Record<AlertProps['tone'], IconName>> = {
  bad: 'alert-triangle',
  warn: 'alert-triangle',
  ok: 'circle-check',
  info: 'info-circle',
};

/** Icon, a bold sentence, a sentence of consequence, one link or button. At most one on top of a page. */
export function Alert({ tone, title, text, link, action }: AlertProps): VNode {
  return (
    <div class={`cw-alert ${tone} mb-3`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={ICONS[tone]} />
      <div>
        <b>{title}</b>
        {text === undefined ? null : <p>{text}</p>}
      </div>
      {link === undefined ? (
        (action ?? <span />)
      ) : (
        <a class="strong" href={safeUrl(link.href)}>
          {link.label}
        </a>
      )}
    </div>
  );
}
