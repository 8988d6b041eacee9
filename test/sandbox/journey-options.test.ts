import { readJourneyOptions } from '../../sandbox/journey/options.js';
import { run } from '../../sandbox/run.js';
import { STORE_MODE_NAMES, STORE_MODES } from '../../sandbox/store/modes.js';
import { readStoreOptions } from '../../sandbox/store/run-store.js';
import { writeDemo } from './fake-service.js';

const command = async (...args: string[]) => {
  const said: string[] = [];
  const exit = await run(args, { out: (text) => said.push(text), error: (text) => said.push(text) });
  return { exit, said: said.join('\n') };
};

test('without options one journey is made with a store that behaves, and a store books at both doors', () => {
  expect(readJourneyOptions([])).toEqual({
    seeds: [1, 1],
    faults: [],
    shopPort: 4101,
    storePort: 4102,
    demo: 'data/demo.json',
    patienceMs: 0,
    json: false,
  });
  expect(readStoreOptions([])).toEqual({
    port: 4102,
    demo: 'data/demo.json',
    mode: 'ok',
    echo: false,
    formats: ['notification', 'webhook'],
  });
});

test('all faults are those after which an order still gets through', () => {
  expect(STORE_MODE_NAMES.toSorted()).toEqual(Object.keys(STORE_MODES).sort());
  const wanted = STORE_MODE_NAMES.filter((mode) => mode !== 'ok' && mode !== '410');
  expect(readJourneyOptions(['--faults', 'all'])).toMatchObject({ faults: wanted });
  expect(readJourneyOptions(['--faults', '500, hang'])).toMatchObject({ faults: ['500', 'hang'] });
});

test.each([
  [['journey', '--seed', 'x'], '--seed takes a whole number'],
  [['journey', '--seed', '1..501'], 'at most 500 journeys'],
  [['journey', '--faults', '410'], 'not "410"'],
  [['journey', '--store-port', '70000'], '--store-port takes a port'],
  [['journey', '--patience', '601'], '--patience takes whole seconds up to 600'],
  [['store', '--mode', 'lazy'], '--mode takes ok, 500, hang'],
  [['store', '--register', 'all'], '--register takes both'],
  [['store', '--seed', '1'], '--seed'],
])('%j is refused with what would be right', async (args, sentence) => {
  const { exit, said } = await command(...args);
  expect([exit, said.includes(sentence)]).toEqual([2, true]);
});

test.each(['journey', 'store'])('%s explains itself', async (name) => {
  const { exit, said } = await command(name, '--help');
  expect([exit, said]).toEqual([0, expect.stringContaining(`npm run sandbox -- ${name}`)]);
});

test('where nobody answers the exit code says so', async () => {
  const ports = ['--port', '0', '--store-port', '0'];
  expect(await command('journey', ...ports, '--demo', '/nowhere/demo.json')).toMatchObject({ exit: 3 });
  expect(await command('store', '--port', '0', '--demo', writeDemo('http://127.0.0.1:9'))).toMatchObject({ exit: 2 });
});
