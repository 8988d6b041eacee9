/**
 * Loaded into Cartwright with `--import …?file=…`, in each of its threads: the file grows by one byte for each statement that the
 * drivers are given, but for those that only begin and end transactions. The product itself knows nothing of it.
 */
import { appendFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import mysql from 'mysql2';

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Methods = Record<string, Method | undefined>;

const file = new URL(import.meta.url).searchParams.get('file') ?? '';
const BRACKETS = /^\s*(?:begin|start transaction|commit|rollback|savepoint|release|set |pragma)/i;

function count(sql: string): void {
  if (!BRACKETS.test(sql)) appendFileSync(file, '.');
}

function watch(methods: Methods, name: string, sqlOf: (self: unknown, args: readonly unknown[]) => string): void {
  const method = methods[name];
  if (method === undefined) throw new Error(`the driver has no ${name}`);
  methods[name] = function (this: unknown, ...args) {
    count(sqlOf(this, args));
    return method.apply(this, args);
  };
}

const memory = new Sqlite(':memory:');
const statements = Object.getPrototypeOf(memory.prepare('select 1')) as Methods;
memory.close();
for (const name of ['run', 'get', 'all', 'iterate']) watch(statements, name, (self) => (self as Sqlite.Statement).source);

const connections = (mysql as unknown as { Connection: { prototype: Methods } }).Connection.prototype;
for (const name of ['query', 'execute']) {
  watch(connections, name, (_self, [first]) => (typeof first === 'string' ? first : (first as { sql: string }).sql));
}
