import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icons.js';
import { count } from './numbers.js';

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

/** What a field of a form has to say for itself: the first fault that is about it. */
export type FaultOf = (field: string) => string | undefined;
export const faultsByField =
  (faults: readonly FieldFault[]): FaultOf =>
  (field) =>
    faults.find((fault) => fault.field === field)?.message;

/** The faults of a form in a list on top, each a link to its field; what was typed is still there. */
export function FaultList({ faults }: { faults: readonly FieldFault[] }): VNode | null {
  if (faults.length === 0) return null;
  const fields = new Set(faults.map(({ field }) => field)).size;
  return (
    <div class="cw-alert bad" role="alert">
      <Icon name="alert-triangle" />
      <div>
        <b>{fields === 1 ? 'One field needs another look.' : `${count(fields)} fields need another look.`}</b>
        <ul class="cw-faultlist">
          {faults.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <a href={`#${field}`}>{message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

export interface BareInputProps extends Pick<FormFieldProps, 'id' | 'maxLength' | 'inputMode' | 'fault'> {
  readonly value: string;
  readonly placeholder?: string;
  /** Where no label stands beside it. */
  readonly name?: string;
}

/** The field of a row in a table of them: what it is stands in its row and its head; a fault stands below. */
export function BareInput({ id, name, fault, placeholder, ...input }: BareInputProps): VNode {
  return (
    <>
      <input
        class="form-control"
        id={id}
        name={id}
        type="text"
        autocomplete="off"
        {...input}
        {...(name === undefined ? {} : { 'aria-label': name })}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(fault === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${id}-hint` })}
      />
      {fault === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {fault}
        </p>
      )}
    </>
  );
}
