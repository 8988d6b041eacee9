const CONNECT_TIMEOUT_MS = 5_000;

export interface MysqlOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database?: string;
  readonly charset: string;
  readonly connectTimeout: number;
}

/** What every MySQL or MariaDB connection is opened with. Times are integers, so no zone matters. */
export function mysqlOptions(url: string): MysqlOptions {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: port === '' ? 3306 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    ...(pathname.length > 1 ? { database: decodeURIComponent(pathname.slice(1)) } : {}),
    charset: 'utf8mb4',
    connectTimeout: CONNECT_TIMEOUT_MS,
  };
}

/**
 * Said once on each new connection. Strict: a value that does not fit is an error, never cut. READ COMMITTED: no gap locks,
 * so inserts beside each other do not deadlock, and a read-back sees what the winner committed.
 */
export const MYSQL_SESSION = [
  "set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'",
  'set session transaction isolation level read committed',
  'set session innodb_lock_wait_timeout = 5',
] as const;
