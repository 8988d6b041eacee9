import { readBuyOptions } from '../../sandbox/buy/options.js';
import { run } from '../../sandbox/run.js';
import { MODE_NAMES } from '../../sandbox/shop/modes.js';
import { readShopOptions } from '../../sandbox/shop/run-shop.js';
import { writeDemo } from './fake-service.js';

const command = async (...args: string[]) => {
  const said: string[] = [];
  const exit = await run(args, { out: (text) => said.push(text), error: (text) => said.push(text) });
  return { exit, said: said.join('\n') };
};

test('without options one purchase is made whose endpoint answers', () => {
  expect(readBuyOptions([])).toEqual({ seeds: [1, 1], faults: [], port: 4101, demo: 'data/demo.json', json: false });
  expect(readShopOptions([])).toEqual({ port: 4101, demo: 'data/demo.json' });
});

test('a range of seeds is both its ends and what lies between', () => {
  expect(readBuyOptions(['--seed', '3..12'])).toMatchObject({ seeds: [3, 12] });
  expect(readBuyOptions(['--seed', '7'])).toMatchObject({ seeds: [7, 7] });
});

test('faults are none, all that an endpoint can do wrong, or a list in its order', () => {
  expect(readBuyOptions(['--faults', 'none'])).toMatchObject({ faults: [] });
  expect(readBuyOptions(['--faults', 'slow, tls'])).toMatchObject({ faults: ['slow', 'tls'] });
  const all = readBuyOptions(['--faults', 'all']);
  // all modes but the two that answer rightly
  expect(all).toMatchObject({ faults: MODE_NAMES.filter((mode) => mode !== 'ok' && mode !== 'updated-items') });
});

test.each([
  [['buy', '--seed', 'x'], '--seed takes a whole number'],
  [['buy', '--seed', '9..3'], '--seed takes a whole number'],
  [['buy', '--seed', '1..5000'], 'at most 1000 purchases'],
  [['buy', '--faults', 'slow,lazy'], 'not "lazy"'],
  [['buy', '--port', '70000'], '--port takes a port'],
  [['buy', '--url', 'ftp://x'], '--url takes an http or https address'],
  [['buy', '--fast'], '--fast'],
  [['shop', '--port', 'x'], '--port takes a port'],
  [['shop', '--seed', '1'], '--seed'],
])('%j is a usage fault', async (args, sentence) => {
  expect(await command(...args)).toMatchObject({ exit: 2, said: expect.stringContaining(sentence) });
});

test('both commands explain themselves, and the list of commands names them', async () => {
  expect(await command('buy', '--help')).toMatchObject({ exit: 0, said: expect.stringContaining('--faults none') });
  expect(await command('shop', '--help')).toMatchObject({ exit: 0, said: expect.stringContaining('/control') });
  expect((await command()).said).toMatch(/^ {2}shop .*\n {2}buy /m);
});

test('nobody there exits 3; a demo.json without the addresses of a shop exits 2', async () => {
  expect(await command('buy', '--demo', '/nowhere/demo.json')).toMatchObject({ exit: 3 });
  const { exit, said } = await command('shop', '--demo', writeDemo('http://127.0.0.1:9'));
  expect(said).toContain('it lacks checkoutUrl or apiUrl');
  expect(exit).toBe(2);
});
