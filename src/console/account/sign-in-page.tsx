import type { VNode } from 'preact';
import { Document } from '../../ui/document.js';
import { FormField } from '../../ui/form-field.js';
import { Mark, MarkDrawing } from '../../ui/mark.js';
import { PostedForm } from '../posted-form.js';

export interface SignInPageProps {
  readonly host: string;
  readonly formToken: string;
  /** Path to go to afterwards. */
  readonly to: string;
  readonly email: string;
  readonly fault: string | null;
  /** Where there may be a demo shop. */
  readonly demoHint: boolean;
}

export const LONGEST_EMAIL = 254;

/** The door: e-mail and password, and where the first sign-in is found. */
export function SignInPage({ host, formToken, to, email, fault, demoHint }: SignInPageProps): VNode {
  return (
    <Document title="Sign in">
      <div class="door">
        <main class="door-l" id="main">
          <div class="tall-gap">
            <div class="row-x">
              <Mark />
              <b>Cartwright</b>
            </div>
            <div>
              <h1>Sign in to your console</h1>
              <p class="dim">{host}</p>
            </div>
            {fault === null ? null : (
              <div class="cw-alert bad" role="alert">
                <span />
                <p>{fault}</p>
                <span />
              </div>
            )}
            <PostedForm class="tall-gap" action="/console/sign-in" formToken={formToken} hidden={[['to', to]]}>
              <FormField id="email" label="E-mail" type="email" autocomplete="username" value={email} maxLength={LONGEST_EMAIL} />
              <FormField id="password" label="Password" type="password" autocomplete="current-password" maxLength={200} />
              <button class="btn btn-primary btn-lg btn-block" type="submit">
                Sign in
              </button>
            </PostedForm>
            {demoHint ? (
              <p class="hint">
                First time here? The first start printed a sign-in for the demo shop and keeps it in{' '}
                <span class="mono">data/demo.json</span>.
              </p>
            ) : null}
          </div>
        </main>
        <aside class="door-r" aria-label="What Cartwright does">
          <div class="tall-gap">
            <MarkDrawing />
            <p class="dim">Every cart, callback and delivery on one screen, with the reason for every cent.</p>
          </div>
        </aside>
      </div>
    </Document>
  );
}
