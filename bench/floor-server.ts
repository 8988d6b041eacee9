import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, freePort, startChild } from './child.js';
import { openDatabaseFor } from './database.js';
import type { Database } from './options.js';
import type { Plan } from './servers/floor/plan.js';
import { SETTINGS } from './settings.js';
import type { Account } from './signed-posts.js';
import { ROOT } from './transpile.js';
import type { Workshop } from './workshop.js';

/** Starts the floor on an empty database of the same kind, with the same settings, key and schema as the product. */
export async function startFloor(workshop: Workshop, database: Database, account: Account): Promise<Child> {
  const folder = join(workshop.folder, 'floor');
  mkdirSync(folder);
  const { url } = await workshop.keep(openDatabaseFor(database, join(folder, 'floor.db')));
  const plan: Plan = {
    settings: SETTINGS,
    schema: join(ROOT, 'schemas/wire/2009-05-15/callback.xsd'),
    databaseUrl: url,
    keyId: account.keyId,
    secret: account.secret,
    sealingKey: randomBytes(32).toString('base64'),
  };
  const planFile = join(folder, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
  return startChild({
    command: [process.execPath, join(workshop.servers, 'floor.js'), planFile],
    port: await freePort(),
    logFile: join(folder, 'log'),
    readyPath: '/healthz',
  });
}
