// `npm run demo`: starts the service, lets the sandbox ask it for one calculation, prints the receipt and how to go on, plays
// a whole journey from the cart to the last refund, and keeps serving until Ctrl-C. A Cartwright that serves this demo merchant
// already is used as it is. `npm run demo -- --no-journey` leaves the journey out.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { readConfig } = await import(new URL('../dist/config.js', import.meta.url));
const { dataDirectory } = await import(new URL('../dist/main/database.js', import.meta.url));

const READY_MS = 60_000;
const STEP_MS = 100;
const CHILD_ENDS_MS = 12_000;

const say = (text) => process.stdout.write(`${text}\n`);
const stop = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const config = configOrStop();
const directory = dataDirectory(config);
if (directory === null)
  stop('The demo needs the embedded database: unset DATABASE_URL, or set it to sqlite:./data/cartwright.db.');
if (config.production) stop('The demo makes a merchant of its own, which production never does: unset NODE_ENV.');
if (config.port === 0) stop('The demo prints an address to open: set PORT to a number other than 0.');
const demoFile = join(directory, 'demo.json');
// Where the service is reached on this machine; PUBLIC_URL may name a proxy in front of it.
const here = { host: ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host, port: config.port };

const there = await get('/readyz');
let service = null;
if (there === null) service = await startService();
else if (await isOurs())
  say(`A Cartwright with this demo merchant is running on port ${config.port} already, so the demo uses it.\n`);
else
  stop(`Port ${config.port} on ${config.host} is taken by another program. Choose another: PORT=${config.port + 1} npm run demo`);

let code = await play('callback');
const demo = readDemo();
const shownFile = relative(process.cwd(), demoFile);
const flag = resolve('data/demo.json') === demoFile ? '' : ` --demo ${shownFile.startsWith('..') ? demoFile : shownFile}`;
say('');
say(`Console     ${demo.consoleUrl}`);
say(`E-mail      ${demo.email}`);
say(`Password    ${demo.password}`);
say('');
say('Another callback, in another terminal:');
say(`  npm run sandbox -- callback${flag} --items 3 --address "400 Broad St;Seattle;WA;98109;US"`);
say('');
if (code !== 0) say(`The callback above was not answered as it should be (exit ${code}).`);
if (code === 0 && !process.argv.includes('--no-journey')) {
  say('And now a whole journey: a shop, a buyer, a store and the clock of the sandbox.');
  say('');
  code = await play('journey');
  if (code !== 0) say(`The journey above did not end as it should (exit ${code}).`);
  say('');
}
if (service === null) process.exit(code);
say('Serving until Ctrl-C.');
service.show();

function configOrStop() {
  try {
    return readConfig().config;
  } catch (error) {
    return stop(error.message);
  }
}

/** Starts dist/main.js and waits until it is ready; ends with it if it ends. */
async function startService() {
  const child = spawn(process.execPath, [join(root, 'dist/main.js')], { stdio: ['ignore', 'pipe', 'inherit'], env: process.env });
  // What the service says at its start is said again beside the receipt; from `show` on its lines go to the terminal.
  let said = '';
  let show = (chunk) => (said += chunk);
  child.stdout.setEncoding('utf8').on('data', (chunk) => show(chunk));
  child.on('exit', (exitCode, signal) => process.exit(exitCode ?? (signal === null ? 1 : 0)));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), CHILD_ENDS_MS).unref();
    });
  }
  for (let waited = 0; waited < READY_MS; waited += STEP_MS) {
    if ((await get('/readyz'))?.status === 200) {
      const keyLine = said.split('\n').find((line) => line.startsWith('A master key was made'));
      if (keyLine !== undefined) say(`${keyLine}\n`);
      return { child, show: () => (show = (chunk) => process.stdout.write(chunk)) };
    }
    await pause(STEP_MS);
  }
  say(said);
  child.kill('SIGTERM');
  return stop(`The service was not ready after ${READY_MS / 1000} s.`);
}

/** Whether what answers is a Cartwright, and knows the key of our demo.json; nobody else is shown the key. */
async function isOurs() {
  if ((await get('/v1/exchanges?limit=1'))?.code !== 'CREDENTIALS_MISSING') return false;
  try {
    const { accessKeyId, secretAccessKey } = JSON.parse(readFileSync(demoFile, 'utf8')).sandbox;
    const basic = Buffer.from(`${accessKeyId}:${secretAccessKey}`).toString('base64');
    return (await get('/v1/exchanges?limit=1', { authorization: `Basic ${basic}` }))?.status === 200;
  } catch {
    return false;
  }
}

/** Lets the sandbox play one of its parts against the service, its receipt on the terminal; answers its exit code. */
function play(part) {
  readDemo();
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'sandbox/main.ts'), part, '--demo', demoFile], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((done) => child.on('exit', (exitCode) => done(exitCode ?? 1)));
}

function readDemo() {
  try {
    return JSON.parse(readFileSync(demoFile, 'utf8'));
  } catch {
    service?.child.kill('SIGTERM');
    return stop(
      `There is no demo merchant in this database (${relative(process.cwd(), demoFile)} is missing). Make one: npx cartwright demo reset`,
    );
  }
}

/** The answer to a GET on this machine; null where nobody listens. */
function get(path, headers = {}) {
  return new Promise((done) => {
    const asked = request({ ...here, path, headers, timeout: 2000 }, (answer) => {
      answer.resume();
      answer.on('end', () => done({ status: answer.statusCode, code: answer.headers['cartwright-code'] }));
      answer.on('error', () => done({ status: 0 }));
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', (error) => done(error.code === 'ECONNREFUSED' ? null : { status: 0 }));
    asked.end();
  });
}
