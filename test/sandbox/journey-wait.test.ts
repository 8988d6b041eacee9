import { jest } from '@jest/globals';
import { until } from '../../sandbox/journey/wait.js';
import type { StoreClient } from '../../sandbox/store/client.js';

describe('waiting for what the store hears', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** Seconds that the clock was moved while nothing came, until the waiting was given up. */
  async function movedInVain(options: { readonly within?: number; readonly patienceMs: number }): Promise<number> {
    let seconds = 0;
    const ask = (_method: string, _path: string, body?: object): Promise<unknown> => {
      seconds += Number(/^PT(\d+)S$/.exec((body as { advance: string }).advance)?.[1]);
      return Promise.resolve({ status: 200, text: '' });
    };
    const waiting = until(() => false, { what: 'nothing comes', nudge: { ask } as unknown as StoreClient, ...options });
    const lost = expect(waiting).rejects.toThrow('in vain: nothing comes');
    await jest.advanceTimersByTimeAsync(400_000);
    await lost;
    return seconds;
  }

  test.each([0, 300_000])(
    'moves the clock no further than what is waited for lasts, %i ms of patience included',
    async (patienceMs) => {
      const within = 14 * 60_000;
      const moved = await movedInVain({ within, patienceMs });
      expect(moved).toBeGreaterThan(60);
      expect(moved * 1_000 + 45_000 + patienceMs).toBeLessThanOrEqual(within);
    },
  );

  test('moves it past any pause where nothing is over by then', async () => {
    expect(await movedInVain({ patienceMs: 0 })).toBeGreaterThan(15 * 60);
  });
});
