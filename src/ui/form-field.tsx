import type { VNode } from 'preact';

export interface FormFieldProps {
  readonly id: string;
  readonly label: string;
  readonly type: 'email' | 'password';
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
  const attributes = {
    class: 'form-control',
    id,
    name: id,
    autocomplete,
    required: true,
    maxLength,
    ...(value === undefined ? {} : { value }),
    ...(below === undefined ? {} : { 'aria-describedby': `${id}-hint` }),
    ...(fault === undefined ? {} : { 'aria-invalid': 'true' as const }),
  };
  return (
    <div class={fault === undefined ? 'cw-field' : 'cw-field is-wrong'}>
      <label class="form-label" for={id}>
        {label}
      </label>
      {type === 'email' ? <input type="email" {...attributes} /> : <input type="password" {...attributes} />}
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
