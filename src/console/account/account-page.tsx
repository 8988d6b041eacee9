import type { VNode } from 'preact';
import type { Merchant, Person } from '../../core/merchant.js';
import type { PasswordFault } from '../../flows/change-password.js';
import { Alert } from '../../ui/alert.js';
import { Card } from '../../ui/card.js';
import { FaultList, FormField } from '../../ui/form-field.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { PostedForm } from '../posted-form.js';

export interface AccountPageProps {
  readonly viewer: Viewer;
  readonly person: Person;
  readonly merchant: Merchant;
  readonly fault: PasswordFault | null;
  /** The password was changed a moment ago. */
  readonly changed: boolean;
  readonly shortestPassword: number;
  readonly longestPassword: number;
}

/** Who is signed in, the way out, and a new password. */
export function AccountPage(props: AccountPageProps): VNode {
  const { viewer, person, merchant, changed } = props;
  return (
    <Layout title="Your account" viewer={viewer} page="account">
      <div class="cw-head">
        <h1>Your account</h1>
        <PostedForm class="acts" action="/console/sign-out" formToken={viewer.formToken}>
          <button class="btn" type="submit">
            <Icon name="logout" />
            Sign out
          </button>
        </PostedForm>
      </div>
      {changed ? <Alert tone="ok" title="Your password is changed." text="Every other session of yours has ended." /> : null}
      <div class="g-body">
        <PasswordCard {...props} />
        <div class="stack">
          <Card title="You">
            <dl class="kv pad">
              <dt>Name</dt>
              <dd>{person.name}</dd>
              <dt>E-mail</dt>
              <dd>{person.email}</dd>
              <dt>Merchant</dt>
              <dd>{merchant.name}</dd>
              <dt>Merchant id</dt>
              <dd class="mono">{merchant.id}</dd>
              <dt>Time zone</dt>
              <dd>{merchant.zone}</dd>
            </dl>
          </Card>
          <Card title="Keyboard">
            <div class="pad stack tight sm">
              <p class="dim">
                Single keys such as <kbd>/</kbd> and <kbd>J</kbd> work outside of fields. <a href="/help#keys">All keys</a>
              </p>
              <button class="btn start" type="button" data-keys hidden>
                Switch single keys off
              </button>
            </div>
          </Card>
        </div>
      </div>
    </Layout>
  );
}

function PasswordCard({ viewer, person, fault, shortestPassword, longestPassword }: AccountPageProps): VNode {
  const faultAt = (field: PasswordFault['field']): string | undefined => (fault?.field === field ? fault.message : undefined);
  return (
    <Card title="Change the password">
      <PostedForm class="pad stack" action="/console/account/password" formToken={viewer.formToken}>
        {/* password managers file the new password under this name */}
        <input type="text" name="username" autocomplete="username" value={person.email} readOnly hidden />
        <FaultList faults={fault === null ? [] : [fault]} />
        <div class="cw-short">
          <FormField
            id="current"
            label="Current password"
            type="password"
            autocomplete="current-password"
            maxLength={longestPassword}
            fault={faultAt('current')}
          />
        </div>
        <div class="cw-short">
          <FormField
            id="next"
            label="New password"
            type="password"
            autocomplete="new-password"
            maxLength={longestPassword}
            hint={`At least ${shortestPassword} characters. A sentence works well.`}
            fault={faultAt('next')}
          />
        </div>
        <button class="btn btn-primary start" type="submit">
          Change password
        </button>
        <p class="hint">Every other session of yours ends.</p>
      </PostedForm>
    </Card>
  );
}
