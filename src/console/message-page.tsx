import type { VNode } from 'preact';
import { Icon } from '../ui/icons.js';
import { PlainLayout } from '../ui/layout.js';
import { safeUrl } from '../ui/safe-url.js';

export interface MessagePageProps {
  readonly title: string;
  readonly text: string;
  readonly code: string;
  readonly help: string;
  /** Finds the cause in the log. */
  readonly requestId: string | null;
  readonly action: { readonly label: string; readonly href: string };
}

/** What failed, what is safe, and the one thing to do. */
export function MessagePage({ title, text, code, help, requestId, action }: MessagePageProps): VNode {
  return (
    <PlainLayout title={title}>
      <section class="card">
        <div class="cw-empty">
          <Icon name="alert-triangle" />
          <h1>{title}</h1>
          <p>{text}</p>
          {requestId === null ? null : (
            <p class="xs faint">
              Request <span class="mono">{requestId}</span>
            </p>
          )}
          <div class="row-x wrap">
            <a class="btn btn-primary" href={safeUrl(action.href)}>
              {action.label}
            </a>
            <a class="btn" href={help}>
              About {code}
            </a>
          </div>
        </div>
      </section>
    </PlainLayout>
  );
}
