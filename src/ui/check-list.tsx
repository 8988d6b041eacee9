import type { VNode } from 'preact';

export interface CheckListProps {
  /** Goes before the value in the name of each box: `kind-order.created`. */
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
  readonly chosen: ReadonlySet<string>;
  readonly hint?: string;
  /** Replaces the hint. */
  readonly fault?: string | undefined;
}

/** The name of one box of a list. */
export const boxName = (name: string, value: string): string => `${name}-${value}`;

/** Some of a few: a box for each, in the frame of a form field. */
export function CheckList({ name, legend, choices, chosen, hint, fault }: CheckListProps): VNode {
  const below = fault ?? hint;
  return (
    <fieldset class={fault === undefined ? 'cw-checks' : 'cw-checks is-wrong'} id={name} tabIndex={-1}>
      <legend class="form-label">{legend}</legend>
      <div class="list">
        {choices.map(({ value, label, hint: what }) => (
          <label key={value}>
            <input type="checkbox" name={boxName(name, value)} value="yes" checked={chosen.has(value)} />
            <span>
              {label}
              {what === undefined ? null : <span class="faint"> {what}</span>}
            </span>
          </label>
        ))}
      </div>
      {below === undefined ? null : <p class="hint">{below}</p>}
    </fieldset>
  );
}
