import { openWorkshop } from './workshop.js';
import { startChild, freePort } from './child.js';
import { runLoad } from './load.js';
import { signedPosts } from './signed-posts.js';
import { pinThisProcess } from './cores.js';
import { SETTINGS } from './settings.js';
import { openDatabaseFor } from './database.js';
import { join } from 'node:path';
import { writeFileSync, existsSync, statSync } from 'node:fs';
const w = openWorkshop();
pinThisProcess();
const core = join(w.servers, '../../src/core');
if (process.env.STUB) {
  writeFileSync(join(core, 'rule-book.js'), 'export const compileRuleBook=()=>({ok:true,book:{}});');
  writeFileSync(
    join(core, 'quote.js'),
    `export function quote(r){ const region={kind:'zip',zip:r.orders[0].destination.postalCode}; return {ok:true,currency:r.currency,said:{orders:[{items:r.orders[0].items.map(i=>({itemId:i.id,taxTableId:'1-tax',shippingMethodIds:['standard','expedited','two-day']}))}],taxTables:[{id:'1-tax',rate:'0.1035',shippingTaxed:true,region}],promotions:[{id:'order',description:'10 % off from 50.00',benefit:{kind:'rate',rate:'0.1'}}],cartPromotionId:'order',shippingMethods:['Standard','Expedited','TwoDay'].map(s=>({id:s.toLowerCase(),serviceLevel:s,label:s,weightBased:'0.50',shipmentBased:'4.99',region,poBoxes:true}))}} }`,
  );
}
const account = {
  path: '/sandbox/callbacks/A1234567890123',
  merchantId: 'A1234567890123',
  keyId: 'K'.repeat(20),
  secret: 's'.repeat(40),
};
const kind = (process.env.KIND ?? 'sqlite') as 'sqlite';
const db = await w.keep(openDatabaseFor(kind, join(w.folder, 'f.db')));
writeFileSync(
  join(w.folder, 'plan.json'),
  JSON.stringify({
    settings: SETTINGS,
    schema: process.env.XSD ?? '/tmp/callback.xsd',
    databaseUrl: db.url,
    keyId: account.keyId,
    secret: account.secret,
    sealingKey: Buffer.alloc(32).toString('base64'),
  }),
);
const c = await w.keep(
  startChild({
    command: [
      process.execPath,
      ...(process.env.PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : []),
      join(w.servers, 'floor.js'),
      join(w.folder, 'plan.json'),
    ],
    port: await freePort(),
    logFile: join(w.folder, 'log'),
    readyPath: '/healthz',
  }),
);
for (const k of [16, 64, 16])
  console.log(
    k,
    await runLoad({
      port: c.port,
      connections: k,
      warmUpMs: 3000,
      measuredMs: 4000,
      nextPost: signedPosts(account, 5),
      secret: account.secret,
      cpu: () => c.cpu(),
    }),
    c.memory(),
    kind === 'sqlite' ? statSync(join(w.folder, 'f.db')).size : '',
  );
await w.close();
