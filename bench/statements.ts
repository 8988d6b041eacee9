import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Database } from './options.js';
import { startProduct } from './product.js';
import { purchases, STEPS, type StepName } from './purchase.js';
import { median } from './statistics.js';
import type { Workshop } from './workshop.js';

const FIRST = 3;
const COUNTED = 15;

/**
 * Statements that each step gives to the database: medians over purchases that one buyer makes, one after the other, in a
 * Cartwright of their own. What jobs do meanwhile falls into single steps and does not move a median.
 */
export async function countStatements(workshop: Workshop, database: Database): Promise<ReadonlyMap<StepName, number>> {
  const folder = join(workshop.folder, 'statements');
  mkdirSync(folder);
  const file = join(folder, 'count');
  writeFileSync(file, '');
  const counter = pathToFileURL(join(workshop.servers, 'count-statements.js'));
  counter.searchParams.set('file', file);
  const nodeOptions = [...workshop.nodeOptions, '--import', counter.href];
  const product = await startProduct({ ...workshop, nodeOptions }, database);
  const counts = new Map<StepName, number[]>(STEPS.map((name) => [name, []]));
  const buy = purchases(product.child.port, product.account);
  try {
    for (let done = 0; done < FIRST + COUNTED; done++) {
      await buy(async (name, request) => {
        const before = statSync(file).size;
        const visit = await request();
        if (done >= FIRST) counts.get(name)?.push(statSync(file).size - before);
        return visit;
      });
    }
  } finally {
    await product.stop();
  }
  return new Map(Array.from(counts, ([name, list]) => [name, median(list)]));
}
