import { afterFailure, afterSuccess, CLOSED, mayCall, type BreakerState } from '../../src/core/breaker.js';

const NOW = 1_000_000;
const failed = (times: number, state: BreakerState = CLOSED): BreakerState =>
  Array.from({ length: times }).reduce<BreakerState>((before) => afterFailure(before, NOW), state);

describe('The breaker of an endpoint', () => {
  test.each([0, 1, 4])('lets calls through after %d failures in a row', (times) => {
    expect(mayCall(failed(times), NOW)).toEqual({ kind: 'call' });
  });

  test('opens for 30 s at the fifth failure in a row', () => {
    const open = failed(5);
    expect(open).toEqual({ failures: 5, openUntil: NOW + 30_000, probeUntil: 0 });
    expect(mayCall(open, NOW)).toEqual({ kind: 'wait', until: NOW + 30_000 });
    expect(mayCall(open, NOW + 29_999)).toEqual({ kind: 'wait', until: NOW + 30_000 });
  });

  test('forgets earlier failures at the first answer', () => {
    expect(failed(4, afterSuccess())).toEqual({ failures: 4, openUntil: 0, probeUntil: 0 });
  });

  test('lets one call find out, for 30 s; the others wait for it', () => {
    const leave = mayCall(failed(5), NOW + 30_000);
    expect(leave).toEqual({ kind: 'probe', next: { failures: 5, openUntil: NOW + 30_000, probeUntil: NOW + 60_000 } });
    const probing = leave.kind === 'probe' ? leave.next : CLOSED;
    expect(mayCall(probing, NOW + 30_001)).toEqual({ kind: 'wait', until: NOW + 60_000 });
    // The probe never came back: the next one may find out.
    expect(mayCall(probing, NOW + 60_000)).toMatchObject({ kind: 'probe', next: { probeUntil: NOW + 90_000 } });
  });

  test('closes when the probe is answered', () => {
    expect(mayCall(afterSuccess(), NOW)).toEqual({ kind: 'call' });
  });

  test('stays open twice as long after each failed probe, up to 10 min', () => {
    const pauses: number[] = [];
    let state = failed(5);
    for (let probe = 0; probe < 7; probe++) {
      const at = state.openUntil;
      state = afterFailure(state, at);
      pauses.push((state.openUntil - at) / 1000);
    }
    expect(pauses).toEqual([60, 120, 240, 480, 600, 600, 600]);
  });

  test('does not count calls that were under way when it opened', () => {
    const open = failed(5);
    expect(afterFailure(open, NOW + 1)).toBe(open);
    expect(failed(50)).toEqual({ failures: 5, openUntil: NOW + 30_000, probeUntil: 0 });
  });

  test('never waits longer than 10 min, however long an endpoint was away', () => {
    const state = afterFailure({ failures: 5_000, openUntil: NOW, probeUntil: 0 }, NOW);
    expect(state.openUntil).toBe(NOW + 600_000);
  });
});
