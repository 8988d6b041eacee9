import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { FormButtons, PostedForm } from '../posted-form.js';
import { Crumb } from './crumb.js';

export interface AskPageProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly endpoint: { readonly id: string; readonly name: string };
  readonly step: string;
  readonly title: string;
  /** What follows, a sentence or two each. */
  readonly texts: readonly string[];
  /** Where the form goes, what it carries, and the verb on its button. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly verb: string;
  readonly isDanger: boolean;
  readonly back: string;
}

/** Asks once more before something that cannot be undone. */
export function AskPage(props: AskPageProps): VNode {
  const { viewer, environment, endpoint, step, title, texts, action, fields, verb, isDanger, back } = props;
  return (
    <Layout title={title} viewer={viewer} page="endpoints">
      <div class="cw-head">
        <div>
          <Crumb environment={environment} endpoint={endpoint} step={step} />
          <h1>{title}</h1>
        </div>
      </div>
      <section class="card cw-narrow">
        <PostedForm class="pad stack" action={action} formToken={viewer.formToken} hidden={Object.entries(fields)}>
          {texts.map((text) => (
            <p key={text} class="sm dim">
              {text}
            </p>
          ))}
          <FormButtons verb={verb} isDanger={isDanger} back={{ label: 'Back', href: back }} />
        </PostedForm>
      </section>
    </Layout>
  );
}
