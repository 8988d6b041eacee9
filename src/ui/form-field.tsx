import type { VNode } from 'preact';

export interface FormFieldProps {
  readonly id: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text';
  readonly autocomplete: 'username' | 'current-password' | 'new-password';
  readonly value?: string;
  readonly hint?: string;
  /** Replaces the hint. */
  readonly fault?: string | undefined;
  readonly maxLength: number;
}

/** Label above, hint below; a fault replaces the hint. The field's name is its id. */
export function FormField({ id, label, type, autocomplete, value, hint, fault, maxLength }: FormFieldProps): VNode {
  const below = fault ?? hint;
  return (
    <div class={fault === undefined ? 'cw-field' : 'cw-field is-wrong'}>
      <label class="form-label" for={id}>
        {label}
      </label>
      <input
        class="form-control"
        id={id}
        name={id}
        type={type}
        autocomplete={autocomplete}
        required
        maxLength={maxLength}
        {...(value === undefined ? {} : { value })}
        {...(below === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        {...(fault === undefined ? {} : { 'aria-invalid': 'true' })}
      />
      {below === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {below}
        </p>
      )}
    </div>
  );
}

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** The faults of a form in a list on top, each a link to its field. */
export function FaultList({ faults }: { faults: readonly FieldFault[] }): VNode | null {
  if (faults.length === 0) return null;
  return (
    <div class="cw-alert bad" role="alert">
      <span />
      <div>
        {faults.map((fault) => (
          <p key={fault.field}>
            <a href={`#${fault.field}`}>{fault.message}</a>
          </p>
        ))}
      </div>
      <span />
    </div>
  );
}
