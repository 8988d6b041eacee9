import { quickRead, run, type Db } from '../db.js';

/** SQLite takes no more values in one statement. */
const LINES_OF_BATCH = 100;

/** Where shipments or refunds stand, and their lines with the column that names what each belongs to. */
interface MoveTables {
  readonly moves: 'shipments' | 'refunds';
  readonly lines: 'shipment_lines' | 'refund_lines';
  readonly owner: 'shipment_id' | 'refund_id';
}

/** What is made of their rows. */
export interface MoveKind<Row, Line, Move> extends MoveTables {
  readonly fromRows: (row: Row, lines: readonly Line[]) => Move;
}

/** The shipments or the refunds of an order, oldest first. */
export async function listMoves<Row extends { readonly id: string }, Line, Move>(
  db: Db,
  orderId: string,
  { moves, lines: table, owner, fromRows }: MoveKind<Row, Line, Move>,
): Promise<Move[]> {
  const rows = await quickRead<Row>(db, `select * from ${moves} where order_id = ? order by number`, [orderId]);
  if (rows.length === 0) return [];
  const sql = `select l.* from ${table} l join ${moves} m on m.id = l.${owner} where m.order_id = ? order by l.number`;
  const lines = await quickRead<Line & Readonly<Record<string, unknown>>>(db, sql, [orderId]);
  return rows.map((row) =>
    fromRows(
      row,
      lines.filter((line) => line[owner] === row.id),
    ),
  );
}

/** Writes a shipment or a refund with its lines. */
export async function insertMove(
  trx: Db,
  { moves, lines: table }: MoveTables,
  { row, lines }: { readonly row: object; readonly lines: readonly object[] },
): Promise<void> {
  await run(trx, (knex) => knex(moves).insert(row));
  for (let start = 0; start < lines.length; start += LINES_OF_BATCH) {
    await run(trx, (knex) => knex(table).insert(lines.slice(start, start + LINES_OF_BATCH)));
  }
}
