import { openBrowser } from '../browser.js';
import { isBroken } from './buyers.js';
import { type Calls, tracked } from './calls.js';

const AGAIN_AFTER_MS = 200;
const PATIENCE_MS = 600_000;

interface Regret {
  readonly port: number;
  readonly calls: Calls;
  /** Path of the page of the order. */
  readonly page: string;
}

/** Cancels an order on its own page, going on after a crash until the answer is there: cancelled, or too late. */
export async function regret(wish: Regret): Promise<'cancelled' | 'late'> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const told = await tryToCancel(wish).catch((error: unknown) => {
      if (!isBroken(error)) throw error;
      return null;
    });
    if (told !== null) return told;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  }
  throw new Error(`${wish.page} could not be cancelled in ${PATIENCE_MS / 1000} s`);
}

/** Null where the service asks to come again. */
async function tryToCancel({ port, calls, page }: Regret): Promise<'cancelled' | 'late' | null> {
  const browser = await openBrowser(port);
  try {
    const asked = await browser.get(`${page}?cancel=ask`);
    const { status, location } =
      asked.status === 200 ? await tracked(calls, 'regret', () => browser.post(`${page}/cancel`, { confirm: 'yes' })) : asked;
    if (status === 503 || status === 429) return null;
    if (status !== 303) throw new Error(`${page}/cancel: ${status}`);
    return location.includes('late=') ? 'late' : 'cancelled';
  } finally {
    browser.close();
  }
}
