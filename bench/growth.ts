import type { SettingsDocuments } from '../src/core/settings.js';
import { type GrowthRun, growthReport } from './growth-report.js';
import { promotions, taxRules } from './growth-settings.js';
import { type Measured, runLoad } from './load.js';
import type { Options } from './options.js';
import { type Product, startProduct } from './product.js';
import { signedPosts } from './signed-posts.js';
import { storeExchanges } from './stored-exchanges.js';
import type { Workshop } from './workshop.js';

interface Size {
  readonly count: number;
  readonly items?: number;
  readonly settings?: Partial<SettingsDocuments>;
  /** Exchanges in the log before the first callback is measured. */
  readonly stored?: number;
}

interface Dimension {
  readonly name: string;
  readonly sizes: readonly Size[];
  /** Largest allowed ratio of largest to smallest; null where the figures are information. */
  readonly goal: number | null;
}

const CONNECTIONS = 16;
const ITEMS = 5;
const WARM_UP_MS = 1000;
const FIRST_WARM_UP_MS = 5000;
const GOAL = 1.5;

const DIMENSIONS: readonly Dimension[] = [
  { name: 'tax rules', goal: GOAL, sizes: [1, 1_000, 50_000].map((count) => ({ count, settings: { taxes: taxRules(count) } })) },
  {
    name: 'promotions',
    goal: GOAL,
    sizes: [10, 100, 1_000].map((count) => ({ count, settings: { promotions: promotions(count) } })),
  },
  { name: 'stored exchanges', goal: GOAL, sizes: [0, 100_000].map((count) => ({ count, stored: count })) },
  { name: 'items', goal: null, sizes: [1, 20, 200].map((items) => ({ count: items, items })) },
];

/** Measures the product small and large, side by side; true where growth stays within the goal. */
export async function benchGrowth(options: Options, workshop: Workshop): Promise<boolean> {
  const runs: GrowthRun[] = [];
  for (const dimension of DIMENSIONS) {
    if (options.only.length === 0 || options.only.includes(dimension.name.replaceAll(' ', '-')))
      runs.push(await grow(dimension, options, workshop));
  }
  return growthReport(runs, options);
}

async function grow(dimension: Dimension, options: Options, workshop: Workshop): Promise<GrowthRun> {
  const products: { readonly product: Product; readonly size: Size; readonly rounds: Measured[] }[] = [];
  for (const size of dimension.sizes) {
    const product = await workshop.keep(startProduct(workshop, options.database, { settings: size.settings ?? {} }));
    if (size.stored !== undefined && size.stored > 0) await storeExchanges(product, size.stored);
    await measure(product, size, options.quick ? 1500 : FIRST_WARM_UP_MS, 100);
    products.push({ product, size, rounds: [] });
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const { product, size, rounds } of round % 2 === 0 ? products : products.toReversed()) {
      rounds.push(await measure(product, size, WARM_UP_MS, options.seconds * 1000));
      workshop.tell(`${dimension.name} ${size.count}, round ${round + 1}: p50 ${rounds.at(-1)?.p50Ms.toFixed(1) ?? ''} ms`);
    }
  }
  for (const { product } of products) await product.stop();
  return {
    name: dimension.name,
    goal: dimension.goal,
    sizes: products.map(({ size, rounds }) => ({ count: size.count, rounds })),
  };
}

async function measure(product: Product, size: Size, warmUpMs: number, measuredMs: number): Promise<Measured> {
  product.child.resume();
  try {
    return await runLoad({
      port: product.child.port,
      connections: CONNECTIONS,
      warmUpMs,
      measuredMs,
      nextPost: signedPosts(product.account, size.items ?? ITEMS),
      secret: product.account.secret,
      cpu: () => product.child.cpu(),
    });
  } finally {
    product.child.pause();
  }
}
