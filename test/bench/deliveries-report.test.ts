import { jest } from '@jest/globals';
import { deliveriesReport, type Pace, type Round } from '../../bench/deliveries/report.js';

const round = (p50Ms: number, p99Ms: number, more: Partial<Round> = {}): Round => ({
  ...{ p50Ms, p99Ms, oldestMs: p99Ms, cpuUs: 5000, orders: 250, missing: 0, doubled: 0 },
  ...more,
});
const pace = (perSecond: number, alone: Round, beside: Round): Pace => ({ perSecond, alone: [alone], beside: [beside] });
const IN_STEP = pace(50, round(25, 290), round(30, 310));

describe('the report of deliveries', () => {
  let said: string[];
  beforeEach(() => {
    said = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  });
  afterEach(() => jest.restoreAllMocks());
  const reached = (...paces: readonly Pace[]): boolean => deliveriesReport(paces, { json: false, database: 'sqlite' });

  test('is good where the others cost less than twice the time', () => {
    expect(reached(IN_STEP, pace(200, round(40, 300), round(60, 590)))).toBe(true);
    expect(said.join('\n')).toContain('reached  50 orders/s');
  });

  test('misses where they delay the healthy one, at either pace', () => {
    expect(reached(pace(50, round(25, 290), round(30, 600)))).toBe(false);
    expect(reached(IN_STEP, pace(200, round(40, 300), round(60, 610)))).toBe(false);
    expect(said.join('\n')).toContain('MISSED   200 orders/s');
  });

  test('asks nothing of a faster pace that the machine does not keep alone, and always asks at the slowest', () => {
    const full = [round(1000, 1400), round(2300, 3000)] as const;
    expect(reached(IN_STEP, pace(200, ...full))).toBe(true);
    expect(said.join('\n')).toContain('behind   200 orders/s');
    expect(reached(pace(50, ...full))).toBe(false);
  });

  test.each([{ missing: 1 }, { doubled: 1 }])('misses where not each event came once: %o', (fault) => {
    expect(reached(IN_STEP, pace(200, round(1000, 1400, fault), round(1200, 1500)))).toBe(false);
  });
});
