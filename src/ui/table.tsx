import type { ComponentChildren, VNode } from 'preact';

/** A column: its head, how a row fills it, and where it goes on a phone (`m1` to `m4`, `mx` leaves it out). */
export interface Column<T> {
  readonly head: ComponentChildren;
  readonly cell: (row: T) => ComponentChildren;
  readonly class?: string;
  /** Classes that depend on the row. */
  readonly cellClass?: (row: T) => string;
}

export interface TableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
}

/** The one table: dense rows with a second line, on a phone rows of two lines. */
export function Table<T>({ caption, columns, rows, rowKey }: TableProps<T>): VNode {
  return (
    <table class="cw-table two cards-m">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th key={index} scope="col" class={column.class ?? ''}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column, index) => (
              <td key={index} class={[column.class, column.cellClass?.(row)].filter(Boolean).join(' ')}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
