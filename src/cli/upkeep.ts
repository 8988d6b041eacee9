import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DEMO_MERCHANT } from '../flows/demo-settings.js';
import { makeDemo, demoLines } from '../main/first-run.js';
import { dataDirectory, filesDirectory } from '../main/database.js';
import { demoFilePath, readDemoFile } from '../main/demo-file.js';
import { DEMO_PEERS } from '../main/outbound.js';
import { backup as copyDatabase } from '../store/backup.js';
import { findPersonByEmail } from '../store/people.js';
import { removeMerchant } from '../store/merchant-removal.js';
import { allowOnly, UsageFault } from './arguments.js';
import type { Command } from './command.js';

/** `demo reset`: the demo merchant as on the first day, with new secrets. Other merchants are not touched. */
export const demoReset: Command = {
  words: 'demo reset',
  takes: '',
  does: 'deletes the demo merchant with all its exchanges and makes it anew; with MySQL, demo.json is in data',
  run: async ({ config, db, vault, say }, given) => {
    allowOnly(given, []);
    if (config.production)
      throw new UsageFault('There is a demo merchant outside production only. For a real one: npx cartwright merchant create');
    const directory = filesDirectory(config);
    const before = await readDemoFile(directory);
    const person = await findPersonByEmail(db, DEMO_MERCHANT.email);
    // of the embedded database it is the only one; the file in data may be of another
    if (db.dialect === 'mysql' && before !== null && before.merchantId !== person?.merchantId)
      throw new UsageFault(
        `${demoFilePath(directory)} is of another database, whose secrets would be lost. Move it away, or start this in another folder.`,
      );
    if (person !== null) await removeMerchant(db, person.merchantId);
    // Should the next step fail, the old secrets must not look as if they still opened anything.
    if (before !== null) await rename(demoFilePath(directory), `${demoFilePath(directory)}.old`);
    // A running service may have been started with another PORT than this command sees.
    const publicUrl = before === null || config.publicUrlGiven ? config.publicUrl : new URL(before.consoleUrl).origin;
    const { demo, file } = await makeDemo(db, await vault(), { directory, publicUrl });
    for (const line of demoLines(demo, file)) say(line);
    if (db.dialect === 'mysql') say(`\n${ALLOW_PEERS}`);
  },
};

/** Beside the embedded database the service allows them by itself, as it knows of the demo merchant. */
const ALLOW_PEERS = `For the shop and the store of the sandbox, start the service with CARTWRIGHT_OUTBOUND_ALLOW="${DEMO_PEERS.map(({ address, port }) => `${address}:${port}`).join(', ')}".`;

/** `migrate`: every command opens the database through its migrations, so that nothing is left to do here. */
export const migrateTables: Command = {
  words: 'migrate',
  takes: '',
  does: 'brings the tables of the database up to date',
  run: (context, given) => {
    allowOnly(given, []);
    context.say('The tables are up to date.');
    return Promise.resolve();
  },
};

/** `backup`: a whole copy of the embedded database, made while the service runs. */
export const backup: Command = {
  words: 'backup',
  takes: '<file>',
  does: 'copies the embedded database into a file while the service runs',
  run: async ({ config, db, say }, given) => {
    allowOnly(given, []);
    const [, target] = given.words;
    if (target === undefined) throw new UsageFault('backup needs the name of the file to write.');
    if (db.dialect === 'mysql')
      throw new UsageFault(
        'With MySQL, back up with the tools of the database server, such as mariadb-dump --single-transaction.',
      );
    await copyDatabase(db, resolve(target));
    const directory = dataDirectory(config);
    const key = config.masterKey === null && directory !== null ? resolve(directory, 'master.key') : 'CARTWRIGHT_MASTER_KEY';
    say(`The database is in ${resolve(target)}.`);
    say(`The master key is not in it: keep ${key} too, in another place. One without the other opens nothing.`);
  },
};
