import { readConfig } from '../../src/config.js';
import { openOutbound } from '../../src/main/outbound.js';

const allowed = (env: Record<string, string>, demo: 'made' | 'kept' | 'none') => openOutbound(readConfig(env).config, demo).allow;
const DEMO = [
  { address: '127.0.0.1', port: 4101 },
  { address: '127.0.0.1', port: 4102 },
];

describe('What the sandbox may call beside public addresses', () => {
  test('is nothing where there is no demo merchant', () => {
    expect(allowed({}, 'none')).toEqual([]);
  });

  test.each(['made', 'kept'] as const)('is the shop and the store of the sandbox where the demo merchant was %s', (demo) => {
    expect(allowed({}, demo)).toEqual(DEMO);
  });

  test('is what the operator says, and only that', () => {
    expect(allowed({ CARTWRIGHT_OUTBOUND_ALLOW: '10.0.0.7:8080' }, 'made')).toEqual([{ address: '10.0.0.7', port: 8080 }]);
    expect(allowed({ CARTWRIGHT_OUTBOUND_ALLOW: 'none' }, 'made')).toEqual([]);
  });
});
