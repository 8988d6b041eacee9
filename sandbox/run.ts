import { runCallback } from './callback.js';
import { BUY_USAGE, readBuyOptions } from './buy/options.js';
import { runBuy } from './buy/run-buy.js';
import { JOURNEY_USAGE, readJourneyOptions } from './journey/options.js';
import { runJourney } from './journey/run-journey.js';
import { CALLBACK_USAGE, readOptions } from './options.js';
import { readShopOptions, runShop, SHOP_USAGE } from './shop/run-shop.js';
import { readStoreOptions, runStore, STORE_USAGE } from './store/run-store.js';
import { type ExitCode, Stop } from './stop.js';

export const USAGE = `npm run sandbox -- <command> [options]

Plays the other sides of a Cartwright, sharing no code with it.

  callback   a checkout that asks for shipping, promotions and tax, and verifies the answer
  shop       a shop on this machine, with a callback endpoint that can be told to misbehave
  buy        a shop and its buyers, from the cart to the placed order, recomputed to the cent
  store      a fulfilment store that hears of orders, ships, cancels and refunds, and can be told to misbehave
  journey    everybody: from the cart to the last refund, held together to the cent

"npm run sandbox -- <command> --help" explains a command.`;

export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Runs one command line and answers its exit code. */
export async function run(args: readonly string[], { out, error }: Output): Promise<ExitCode> {
  const [command, ...rest] = args;
  try {
    if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
      out(USAGE);
      return 0;
    }
    switch (command) {
      case 'callback':
        return await start(readOptions(rest), { usage: CALLBACK_USAGE, play: runCallback, out });
      case 'shop':
        return await start(readShopOptions(rest), { usage: SHOP_USAGE, play: runShop, out });
      case 'buy':
        return await start(readBuyOptions(rest), { usage: BUY_USAGE, play: runBuy, out });
      case 'store':
        return await start(readStoreOptions(rest), { usage: STORE_USAGE, play: runStore, out });
      case 'journey':
        return await start(readJourneyOptions(rest), { usage: JOURNEY_USAGE, play: runJourney, out });
      default:
        throw new Stop(2, `There is no command "${command}".\n\n${USAGE}`);
    }
  } catch (stopped) {
    if (!(stopped instanceof Stop)) throw stopped;
    error(stopped.message);
    return stopped.exitCode;
  }
}

interface Starting<Options> {
  readonly usage: string;
  readonly play: (options: Options, out: Output['out']) => Promise<ExitCode>;
  readonly out: Output['out'];
}

async function start<Options>(options: Options | 'help', { usage, play, out }: Starting<Options>): Promise<ExitCode> {
  if (options !== 'help') return play(options, out);
  out(usage);
  return 0;
}
