import type { ComponentChildren, VNode } from 'preact';

export interface FormFieldProps {
  readonly id: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text' | 'tel' | 'date';
  readonly autocomplete: string;
  readonly value?: string;
  readonly hint?: string;
  /** Replaces the hint. */
  readonly fault?: string | undefined;
  readonly maxLength: number;
  readonly optional?: boolean;
  /** The keyboard of a phone: whole numbers, or amounts with a point. */
  readonly inputMode?: 'numeric' | 'decimal';
  /** Such as `cw-w-zip`: the width follows the content. */
  readonly class?: string;
}

/** Label above, hint below; a fault replaces the hint. The field's name is its id. */
export function FormField({ type, autocomplete, value, maxLength, inputMode, ...field }: FormFieldProps): VNode {
  const typed = { ...(value === undefined ? {} : { value }), ...(inputMode === undefined ? {} : { inputMode }) };
  const attributes = { ...attributesOf(field), autocomplete, maxLength, ...typed };
  return (
    <FieldFrame {...field}>
      {type === 'email' ? (
        <input type="email" {...attributes} />
      ) : type === 'password' ? (
        <input type="password" {...attributes} />
      ) : type === 'tel' ? (
        <input type="tel" {...attributes} />
      ) : type === 'date' ? (
        <input type="date" {...attributes} />
      ) : (
        <input type="text" {...attributes} />
      )}
    </FieldFrame>
  );
}

export interface SelectFieldProps extends FieldFrameProps {
  readonly autocomplete: string;
  readonly value: string;
  /** Options without a group stand first. */
  readonly groups: readonly { readonly label: string | null; readonly options: readonly SelectOption[] }[];
}
interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** A list to choose one of, in the same frame. */
export function SelectField({ autocomplete, value, groups, ...field }: SelectFieldProps): VNode {
  const option = (one: SelectOption): VNode => (
    <option key={one.value} value={one.value} selected={one.value === value}>
      {one.label}
    </option>
  );
  return (
    <FieldFrame {...field}>
      <select {...attributesOf(field)} class="form-control cw-select" autocomplete={autocomplete}>
        {groups.map(({ label, options }) =>
          label === null ? (
            options.map(option)
          ) : (
            <optgroup key={label} label={label}>
              {options.map(option)}
            </optgroup>
          ),
        )}
      </select>
    </FieldFrame>
  );
}

type FieldFrameProps = Pick<FormFieldProps, 'id' | 'label' | 'hint' | 'fault' | 'optional' | 'class'>;

function FieldFrame(props: FieldFrameProps & { children: ComponentChildren }): VNode {
  const { id, label, hint, fault, optional = false, class: width, children } = props;
  const below = fault ?? hint;
  return (
    <div class={['cw-field', fault === undefined ? '' : 'is-wrong', width ?? ''].filter((part) => part !== '').join(' ')}>
      <label class="form-label" for={id}>
        {label}
        {optional ? <span class="faint"> optional</span> : null}
      </label>
      {children}
      {below === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {below}
        </p>
      )}
    </div>
  );
}

function attributesOf({ id, hint, fault, optional = false }: FieldFrameProps) {
  return {
    class: 'form-control',
    id,
    name: id,
    required: !optional,
    ...((fault ?? hint) === undefined ? {} : { 'aria-describedby': `${id}-hint` }),
    ...(fault === undefined ? {} : { 'aria-invalid': 'true' as const }),
  };
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
