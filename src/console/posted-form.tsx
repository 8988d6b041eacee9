import type { ComponentChildren, VNode } from 'preact';
import { FaultList, type FieldFault } from '../ui/form-field.js';
import { TOKEN_FIELD } from './form-token.js';

export interface PostedFormProps {
  readonly action: string;
  readonly formToken: string;
  /** What the form carries unseen beside its token. */
  readonly hidden?: Iterable<readonly [name: string, value: string]>;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A form of the console that changes something: it carries the token of its session. */
export function PostedForm({ action, formToken, hidden = [], class: name, children }: PostedFormProps): VNode {
  return (
    <form method="post" action={action} {...(name === undefined ? {} : { class: name })}>
      <input type="hidden" name={TOKEN_FIELD} value={formToken} />
      {[...hidden].map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
    </form>
  );
}

/** The faults of a form whose first part is a table: the list has a margin of its own. */
export const PaddedFaults = ({ faults }: { faults: readonly FieldFault[] }): VNode | null =>
  faults.length === 0 ? null : (
    <div class="pad">
      <FaultList faults={faults} />
    </div>
  );

export interface FormButtonsProps {
  /** What the button does, and whether that cannot be undone. */
  readonly verb: string;
  readonly isDanger?: boolean;
  /** Where the other one leads; nothing is done. */
  readonly back: { readonly label: string; readonly href: string };
}

/** The button of a form, and the way back without it. */
export function FormButtons({ verb, isDanger = false, back }: FormButtonsProps): VNode {
  return (
    <div class="row-x wrap">
      <button class={isDanger ? 'btn btn-danger-line' : 'btn btn-primary'} type="submit">
        {verb}
      </button>
      <a class="btn" href={back.href}>
        {back.label}
      </a>
    </div>
  );
}
