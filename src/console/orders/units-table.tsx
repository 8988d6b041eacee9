import type { VNode } from 'preact';
import type { OrderLine } from '../../core/order.js';
import { BareInput } from '../../ui/form-field.js';
import { count } from '../../ui/numbers.js';

/** A line of an order whose units are asked for, with what was typed. */
export interface UnitsRow {
  readonly line: OrderLine;
  /** How many at most. */
  readonly most: number;
  readonly value: string;
  readonly fault: string | undefined;
}

export interface UnitsTableProps {
  readonly caption: string;
  /** Heads of the column with what is there, and of the column with the fields. */
  readonly there: string;
  readonly asked: string;
  readonly rows: readonly UnitsRow[];
}

/** Name of the field with the units of a line. */
export const unitsField = (number: number): string => `units-${number}`;

/** One field a line for how many of its units are meant, beside how many there are. */
export function UnitsTable({ caption, there, asked, rows }: UnitsTableProps): VNode {
  return (
    <table class="cw-table roomy cw-ask">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Item</th>
          <th scope="col" class="num">
            Ordered
          </th>
          <th scope="col" class="num">
            {there}
          </th>
          <th scope="col" class="num">
            {asked}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line.number}>
            <td>
              <span class="strong">{row.line.title}</span>
              <div class="xs faint mono">{row.line.sku}</div>
            </td>
            <td class="num" data-l="Ordered">
              {count(row.line.quantity)}
            </td>
            <td class="num" data-l={there}>
              {count(row.most)}
            </td>
            <td class="num" data-l={asked}>
              <UnitsField row={row} asked={asked} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function UnitsField({ row: { line, most, value, fault }, asked }: { row: UnitsRow; asked: string }): VNode {
  return (
    <div class={fault === undefined ? 'cw-units-in' : 'cw-units-in is-wrong'}>
      <BareInput
        id={unitsField(line.number)}
        inputMode="numeric"
        maxLength={6}
        value={value}
        name={`${asked}: ${line.title}, of ${count(most)}`}
        fault={fault}
      />
    </div>
  );
}
