import { appendFileSync } from 'node:fs';
import { openDatabase, type Db } from '../../src/store/db.js';

/** A process that ends by SIGKILL right before one of its steps: a statement, or what it asks of somebody outside. */
export interface Dying {
  /** From now on steps count; before the one with number `dieAt` the process is gone. Null lets it live. */
  readonly countFrom: (dieAt: number | null) => void;
  readonly steps: () => number;
  readonly step: () => void;
  /** A step, something that happens outside of the process, and a step. */
  readonly happensOutside: (file: string, line: string) => void;
  /** A database in which every statement is a step. */
  readonly open: (url: string) => Promise<Db>;
}

export function dying(): Dying {
  let steps = 0;
  let last: number | null = null;
  let counts = false;
  const step = (): void => {
    if (counts && ++steps === last) process.kill(process.pid, 'SIGKILL');
  };
  return {
    countFrom: (dieAt) => {
      counts = true;
      steps = 0;
      last = dieAt;
    },
    steps: () => steps,
    step,
    happensOutside: (file, line) => {
      step();
      appendFileSync(file, `${line}\n`);
      step();
    },
    open: async (url) => watch(await openDatabase(url), step),
  };
}

function watch(opened: Db, step: () => void): Db {
  opened.knex.on('query', step);
  const { sqlite } = opened;
  if (sqlite === null) return opened;
  const watched = {
    ...sqlite,
    read: <Row>(sql: string, ...values: readonly unknown[]): Row[] => {
      step();
      return sqlite.read<Row>(sql, ...values);
    },
  };
  const db: Db = {
    ...opened,
    sqlite: watched,
    get root() {
      return db;
    },
  };
  return db;
}
