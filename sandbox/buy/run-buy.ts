import { readShopDemo, type ShopDemo } from '../demo-file.js';
import { openReach } from '../reach.js';
import { shopPages } from '../shop/pages.js';
import { openShop, type Shop } from '../shop/server.js';
import type { ExitCode } from '../stop.js';
import { checkPurchase } from './check-purchase.js';
import { goShopping } from './journey.js';
import type { BuyOptions } from './options.js';
import { planPurchase } from './plan.js';
import { type BuyReceipt, printBuyReceipt, receiptOf } from './receipt.js';

/** Opens a shop, buys once for each seed, and prints the receipts; the worst of them decides the exit code. */
export async function runBuy(options: BuyOptions, print: (text: string) => void): Promise<ExitCode> {
  const demo = withAddress(readShopDemo(options.demo), options.url);
  const shop: Shop = await openShop(
    options.port,
    demo,
    shopPages(demo, () => shop),
  );
  const receipts: BuyReceipt[] = [];
  try {
    const [from, to] = options.seeds;
    for (let seed = from; seed <= to; seed++) {
      const receipt = await buy(seed, { options, demo, shop });
      receipts.push(receipt);
      if (!options.json) print(`${printBuyReceipt(receipt)}\n`);
    }
  } finally {
    await shop.close();
  }
  if (options.json) print(JSON.stringify(receipts.length === 1 ? receipts[0] : receipts, null, 2));
  else if (receipts.length > 1) print(summary(receipts));
  return receipts.every(({ ok }) => ok) ? 0 : 1;
}

async function buy(
  seed: number,
  { options, demo, shop }: { options: BuyOptions; demo: ShopDemo; shop: Shop },
): Promise<BuyReceipt> {
  const origin = `http://127.0.0.1:${shop.port}`;
  const purchase = planPurchase(seed, { faults: options.faults, merchantId: demo.merchantId, origin });
  const line = shop.line(purchase.cart.clientRequestId);
  line.mode = purchase.mode;
  const started = performance.now();
  const asking = { demo, reach: openReach() };
  const journey = await goShopping(purchase, asking, () => (line.mode = 'ok'));
  const checked = await checkPurchase(purchase, journey, { ...asking, shop });
  return receiptOf({ purchase, journey, checked, ms: performance.now() - started });
}

/** The same merchant at another Cartwright; the paths stay. */
function withAddress(demo: ShopDemo, url: string | undefined): ShopDemo {
  if (url === undefined) return demo;
  const moved = (address: string): string => new URL(new URL(address).pathname, url).href;
  const { checkoutUrl, apiUrl, callbackUrl, ...key } = demo.sandbox;
  return {
    ...demo,
    sandbox: { ...key, checkoutUrl: moved(checkoutUrl), apiUrl: moved(apiUrl), callbackUrl: moved(callbackUrl) },
  };
}

function summary(receipts: readonly BuyReceipt[]): string {
  const wrong = receipts.filter(({ ok }) => !ok).map(({ seed }) => seed);
  const placed = receipts.filter(({ orderId }) => orderId !== null).length;
  const refused = receipts.filter(({ ok, orderId }) => ok && orderId === null).length;
  const verdict = wrong.length === 0 ? 'all agree' : `${wrong.length} do not agree: seeds ${wrong.join(', ')}`;
  return `${receipts.length} purchases: ${placed} placed, ${refused} refused as they should be, ${verdict}.`;
}
