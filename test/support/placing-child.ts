// Places the orders of pairs of checkouts that share a single-use code, all at once, and sends the mails about them. It dies by
// SIGKILL right before one step of the last pair: a statement, a question to the gateway, a record, or a word to the test.
import { writeSync } from 'node:fs';
import type { Gateway } from '../../src/core/gateway.js';
import { createBackground } from '../../src/flows/checkout/background.js';
import { createCheckoutDeps } from '../../src/flows/checkout/deps.js';
import { openCheckout } from '../../src/flows/checkout/open-checkout.js';
import { placeOrder } from '../../src/flows/checkout/place-order.js';
import { sendMails } from '../../src/flows/checkout/send-mails.js';
import { gatewaysFor } from '../../src/flows/gateways.js';
import { createKeyring } from '../../src/flows/keyring.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { createRecorder } from '../../src/store/recorder.js';
import { openVault } from '../../src/vault.js';
import { dying } from './dying.js';

/** What the test asks of one process. */
export interface PlacingTask {
  readonly url: string;
  readonly session: string;
  /** Ids of checkouts with everything chosen; the buyer of the first of each pair presses the button twice. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Step of the last pair before which it dies, from 1; null lets it live. */
  readonly dieAt: number | null;
  /** Where the gateway and the mail server write down what they were asked for, as somebody outside would. */
  readonly outside: string;
  /** So far ahead is its clock: the leases of those who died before are over. */
  readonly aheadMs: number;
}

const MOST_TRIES = 6;
const task = JSON.parse(process.argv[2] ?? '') as PlacingTask;
const life = dying();

const say = (line: string): void => {
  life.step();
  writeSync(1, `${line}\n`);
};
const happensOutside = (line: string): void => life.happensOutside(task.outside, line);

const watchedGateway = (gateway: Gateway): Gateway => ({
  ...gateway,
  authorise: (asked) => {
    happensOutside(`held ${asked.idempotencyKey} ${asked.amount}`);
    return gateway.authorise(asked);
  },
});

const db = await life.open(task.url);
const vault = openVault(Buffer.alloc(32, 7));
const clock = (): number => Date.now() + task.aheadMs;
const recorder = createRecorder(db);
const background = createBackground((name, error) => {
  throw new Error(name, { cause: error });
});
const watchedRecorder = {
  record: (...args: Parameters<typeof recorder.record>) => {
    life.step();
    return recorder.record(...args);
  },
};
const config = { publicUrl: 'http://pay.example' };
const deps = {
  ...createCheckoutDeps(
    { db, vault, keyring: createKeyring({ db, vault }), recorder: watchedRecorder, clock, config, background },
    { fetch: createGuardedFetch({ clock }), allow: [] },
  ),
  gateways: () => gatewaysFor('sandbox').map(watchedGateway),
};
const mailDeps = {
  ...deps,
  mailFrom: 'shop@mail.example',
  mailer: {
    send: ({ messageId }: { readonly messageId: string }) => {
      happensOutside(`sent ${messageId}`);
      return Promise.resolve({ ok: true as const });
    },
  },
};

/** As a buyer who presses the button again until there is an order, at whatever the page shows by then. */
async function buy(id: string, { presses }: { readonly presses: number }): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const opened = await openCheckout(deps, { id, session: task.session });
    if (opened.state === 'placed') {
      say(`placed ${id} ${opened.view.order?.id ?? ''}`);
      return;
    }
    if (opened.state !== 'yours' || opened.view.chosen === null) throw new Error(`${id} is ${opened.state}`);
    const { view } = opened;
    const { choiceId, total } = opened.view.chosen;
    const press = () => placeOrder(deps, view, { choiceId, total, payment: 'test_approve' });
    const results = await Promise.all(Array.from({ length: presses }, press));
    const orders = results.flatMap((result) =>
      result.state === 'placed' ? result.order.id : result.state === 'already' ? result.orderId : [],
    );
    for (const orderId of orders) say(`placed ${id} ${orderId}`);
    if (orders.length > 0) return;
  }
  throw new Error(`${id} never became an order`);
}

for (const [index, [first, second]] of task.pairs.entries()) {
  if (index === task.pairs.length - 1) life.countFrom(task.dieAt);
  await Promise.all([buy(first, { presses: 2 }), buy(second, { presses: 1 })]);
  while ((await sendMails(mailDeps)) === 'more');
}
say(`steps ${life.steps()}`);
process.exit(0);
