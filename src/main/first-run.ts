import type { Config } from '../config.js';
import { seedDemo } from '../flows/demo.js';
import type { Db } from '../store/db.js';
import { listMerchants } from '../store/merchants.js';
import type { Vault } from '../vault.js';
import { dataDirectory } from './database.js';
import { demoFileOf, demoFilePath, readDemoFile, withAddresses, writeDemoFile, type DemoFile } from './demo-file.js';

/** The demo merchant of this start: made just now, there from before, or none. */
export type DemoAtStart =
  { readonly state: 'made' | 'kept'; readonly demo: DemoFile; readonly file: string } | { readonly state: 'none' };

/**
 * Seeds the demo merchant on an empty embedded database outside production, and refreshes the addresses in demo.json
 * where its merchant is still there (product.md, First run).
 */
export async function prepareDemo(db: Db, vault: Vault, config: Config): Promise<DemoAtStart> {
  const directory = dataDirectory(config);
  if (directory === null || config.production) return { state: 'none' };
  const merchants = await listMerchants(db);
  if (merchants.length === 0)
    return { state: 'made', ...(await makeDemo(db, vault, { directory, publicUrl: config.publicUrl })) };
  const known = await readDemoFile(directory);
  if (known === null || !merchants.some(({ id }) => id === known.merchantId)) return { state: 'none' };
  const demo = withAddresses(known, config.publicUrl);
  if (JSON.stringify(demo) !== JSON.stringify(known)) await writeDemoFile(directory, demo);
  return { state: 'kept', demo, file: demoFilePath(directory) };
}

/** Makes the demo merchant and writes demo.json. */
export async function makeDemo(
  db: Db,
  vault: Vault,
  { directory, publicUrl }: { readonly directory: string; readonly publicUrl: string },
): Promise<{ demo: DemoFile; file: string }> {
  const demo = demoFileOf(await seedDemo(db, vault, Date.now()), publicUrl);
  await writeDemoFile(directory, demo);
  return { demo, file: demoFilePath(directory) };
}

/** What a person reads at the first start, line by line. */
export function demoLines({ consoleUrl, email, password, sandbox }: DemoFile, file: string): string[] {
  return [
    'A demo merchant was made, Larch & Loam, with settings and a sandbox key:',
    '',
    `  Console        ${consoleUrl}`,
    `  E-mail         ${email}`,
    `  Password       ${password}`,
    `  Sandbox key    ${sandbox.accessKeyId}`,
    `  Secret         ${sandbox.secretAccessKey}`,
    `  Callbacks      ${sandbox.callbackUrl}`,
    '',
    `These are kept in ${file}, which only you can read.`,
  ];
}
