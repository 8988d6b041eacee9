import { createConnection, type Connection } from 'mysql2/promise';
import { catchUp } from '../../src/store/causal.js';
import { closeDatabase, openDatabase, quickRead, run, type Db } from '../../src/store/db.js';
import { eachDatabase } from '../support/databases.js';
import { leaveOut } from '../support/require.js';

/** Two nodes of one cluster, as .config/galera.sh starts them: `mysql://root@127.0.0.1:4407 mysql://root@127.0.0.1:4408`. */
const [WRITTEN, READ] = (process.env['CARTWRIGHT_TEST_GALERA'] ?? '').split(' ');
const NAME = 'cartwright_test_causal';

if (READ === undefined) leaveOut('galera', 'CARTWRIGHT_TEST_GALERA names no two nodes');
const ofCluster = READ === undefined ? describe.skip : describe;

eachDatabase('catching up alone', (open) => {
  test('waits for nobody', async () => {
    const { db } = await open({ migrated: false });
    await catchUp(db);
    await expect(catchUp(db)).resolves.toBeUndefined();
  });
});

ofCluster('catching up with another node', () => {
  let door: Connection;
  const nodes: Db[] = [];
  beforeAll(async () => {
    door = await createConnection(`${WRITTEN}/`);
    await door.query(`drop database if exists ${NAME}`);
    await door.query(`create database ${NAME}`);
    await door.query(`create table ${NAME}.notes (id int not null primary key)`);
    for (const node of [WRITTEN, READ]) nodes.push(await openDatabase(`${node}/${NAME}`));
  });
  afterAll(async () => {
    for (const node of nodes) await closeDatabase(node);
    await door.query(`drop database ${NAME}`);
    await door.end();
  });
  const count = async (db: Db): Promise<number> =>
    Number((await quickRead<{ n: number }>(db, 'select count(*) as n from notes', []))[0]?.n);

  test('waits until what was committed there is to be read here', async () => {
    const [written, read] = nodes as [Db, Db];
    await catchUp(read);
    const brake = await createConnection(`${READ}/`);
    // what comes from other nodes waits, as on one that is busy or gives its data to another
    await brake.query('flush tables with read lock');
    await run(written, (knex) => knex('notes').insert({ id: 1 }));
    expect(await count(read)).toBe(0);
    let isThere = false;
    const waiting = catchUp(read).then(() => (isThere = true));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(isThere).toBe(false);
    await brake.query('unlock tables');
    await waiting;
    expect(await count(read)).toBe(1);
    await brake.end();
  });
});
