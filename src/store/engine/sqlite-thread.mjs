// The thread that writes to SQLite, so that waiting for the disk never holds up requests. Plain JavaScript, because a
// thread is started from a file and neither jest nor tsx would translate it. sqlite-writer.ts is the only one to talk to it.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const SEQ_TRIES = 4096;
/** As in exchange/row.ts. */
const ID_LENGTH = 128;
/** Bytes of rows since the log was last copied into the database file; the log itself is about twice as long. */
const CHECKPOINT_BYTES = 4 * 1024 * 1024;
/** The database as a whole is out of reach: trying the other rows of a batch would only take as long again. */
const HOPELESS = /^SQLITE_(BUSY|LOCKED|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB)/;

/** Opens the connection and answers the two things that it does. */
export function openThread({ file, busyTimeoutMs }) {
  const connection = new Sqlite(file);
  connection.pragma(`busy_timeout = ${busyTimeoutMs}`);
  connection.pragma('journal_mode = WAL');
  // after WAL, else it reads 1 on a second open
  connection.pragma('synchronous = FULL');
  // only a last resort: see copyLog
  connection.pragma('wal_autocheckpoint = 4000');
  let logged = 0;
  const prepared = new Map();
  const knownFacets = new Set();

  const statement = (sql) => {
    const found = prepared.get(sql);
    if (found !== undefined) return found;
    const made = connection.prepare(sql);
    prepared.set(sql, made);
    return made;
  };

  const inTransaction = (work) => {
    statement('begin immediate').run();
    try {
      const result = work();
      statement('commit').run();
      return result;
    } catch (error) {
      if (connection.inTransaction) statement('rollback').run();
      throw error;
    }
  };

  const claimReplay = (row, answer) => {
    const { keyId, uuid, bodySha256, expiresAt } = row.replay;
    const inserted = statement(
      `insert or ignore into replay_keys (key_id, uuid, body_sha256, exchange_id, expires_at, answer)
        values (?, ?, ?, ?, ?, cast(? as text))`,
    ).run(keyId, uuid, bodySha256, row.id, expiresAt, answer);
    if (inserted.changes === 1) return null;
    const stored = statement('select body_sha256, exchange_id, answer from replay_keys where key_id = ? and uuid = ?').get(
      keyId,
      uuid,
    );
    return stored.exchange_id === row.id ? null : stored;
  };

  const insertExchange = (row, trace, { messages, texts, sealed, answer }) => {
    const bytes = row.shortBytes + messages.length + texts.length + sealed.length + answer.length;
    const insert = statement(`insert into exchanges
      (seq, trace, id, environment_id, facet, at, parent, attempt, duration_ms, refs, faults, bytes, messages, texts)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as text), cast(? as text))`);
    for (let seq = row.seq; seq < row.seq + SEQ_TRIES; seq++) {
      try {
        insert.run(seq, trace, ...row.values, bytes, messages, texts);
        logged += bytes;
        return seq;
      } catch (error) {
        if (!String(error.code).startsWith('SQLITE_CONSTRAINT')) throw error;
        if (statement('select 1 from exchanges where id = ?').get(row.id) !== undefined) return null;
        // a constraint, but neither a known id nor a number that somebody else took
        if (statement('select 1 from exchanges where seq = ?').get(seq) === undefined) throw error;
      }
    }
    throw new Error('no free exchange number');
  };

  // Here and not before: two posts of one cart in the same batch find each other, and this connection keeps its pages.
  const joinedTrace = (row) => {
    for (const { name, value, known, from } of row.joins) {
      const newest = statement(`select e.trace, e.refs from exchange_ids i join exchanges e on e.seq = i.seq
        where i.environment_id = ? and i.value = ? and i.name = ? and i.seq >= ? order by i.seq desc limit 1`).get(
        row.environmentId,
        known,
        name,
        from,
      );
      // very long ids are looked up by their beginning
      if (newest !== undefined && JSON.parse(newest.refs)[name] === value) return newest.trace;
    }
    return null;
  };

  const write = (row, memory, newFacets) => {
    const long = longColumns(row.place, memory);
    if (row.replay !== null) {
      const lost = claimReplay(row, long.answer);
      if (lost !== null) return { lost };
    }
    if (!knownFacets.has(row.facet.id) && !newFacets.has(row.facet.id)) {
      statement(`insert or ignore into facets
        (id, environment_id, direction, kind, party, outcome, status, code, speed) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
        ...row.facet.values,
      );
      newFacets.add(row.facet.id);
    }
    const joined = joinedTrace(row);
    const trace = joined ?? row.trace;
    const seq = insertExchange(row, trace, long);
    if (seq !== null) insertBeside(row, long, { seq, trace });
    if (row.along.length > 0) return { changed: runAll(row.along) };
    return joined === null ? 'recorded' : { joined };
  };

  const insertBeside = (row, long, { seq, trace }) => {
    const insertId = statement('insert or ignore into exchange_ids (environment_id, value, seq, name) values (?, ?, ?, ?)');
    insertId.run(row.environmentId, trace.slice(0, ID_LENGTH), seq, 'trace');
    for (const [name, value] of row.ids) insertId.run(row.environmentId, value, seq, name);
    if (long.sealed.length > 0) statement('insert into exchange_originals (seq, sealed) values (?, ?)').run(seq, long.sealed);
    // no row can be there under this number: it was free when the exchange took it
    statement('insert into exchange_words (rowid, words) values (?, cast(? as text))').run(seq, long.terms);
  };

  const runAll = (statements) => {
    let leading = 0;
    return statements.map(({ sql, values, isDependent }) => {
      if (isDependent && leading === 0) return 0;
      const { changes } = statement(sql).run(...values);
      if (!isDependent) leading = changes;
      return changes;
    });
  };

  const record = (rows, memory) => {
    const newFacets = new Set();
    const results = inTransaction(() => rows.map((row) => write(row, memory, newFacets)));
    for (const facet of newFacets) knownFacets.add(facet);
    return results;
  };

  return {
    /** One transaction for all rows, whose long columns stand in the memory; where it fails, one for each. */
    record(rows, shared) {
      const memory = Buffer.from(shared);
      try {
        return record(rows, memory);
      } catch (error) {
        if (rows.length === 1 || HOPELESS.test(error.code)) return rows.map(() => ({ failed: plain(error) }));
      }
      let hopeless = null;
      return rows.map((row) => {
        if (hopeless !== null) return { failed: hopeless };
        try {
          return record([row], memory)[0];
        } catch (error) {
          if (HOPELESS.test(error.code)) hopeless = plain(error);
          return { failed: plain(error) };
        }
      });
    },
    /** Statements in one transaction; answers how many rows each of them changed. */
    run(statements) {
      return inTransaction(() => runAll(statements));
    },
    /** Copies the log, after the answer has gone out: nobody waits for it who is not writing already. */
    copyLog() {
      if (logged < CHECKPOINT_BYTES) return;
      logged = 0;
      connection.pragma('wal_checkpoint(passive)');
    },
    pragma: (name) => connection.pragma(name, { simple: true }),
    close() {
      prepared.clear();
      connection.close();
    },
  };
}

/** The parts of a row in the memory of its batch, as batch-memory.ts put them there, without a copy. */
function longColumns({ start, lengths }, memory) {
  const columns = {};
  let at = start;
  for (const name in lengths) columns[name] = memory.subarray(at, (at += lengths[name]));
  return columns;
}

const plain = (error) => ({ message: String(error.message), code: String(error.code) });

if (parentPort !== null && workerData?.cartwrightWriter === true) {
  let thread;
  parentPort.on('message', ({ job, kind, rows, memory, statements, name }) => {
    try {
      thread ??= openThread(workerData);
      if (kind === 'close') {
        thread.close();
        parentPort.postMessage({ job, result: null });
        parentPort.close();
        return;
      }
      const result =
        kind === 'record' ? thread.record(rows, memory) : kind === 'pragma' ? thread.pragma(name) : thread.run(statements);
      parentPort.postMessage({ job, result });
      thread.copyLog();
    } catch (error) {
      parentPort.postMessage({ job, failed: plain(error) });
    }
  });
}
