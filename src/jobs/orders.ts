import { dropOrphans } from '../flows/checkout/drop-orphans.js';
import { closeExpired, releaseOrders } from '../flows/checkout/release-orders.js';
import { sendMails, type MailDeps } from '../flows/checkout/send-mails.js';
import { settlePayments } from '../flows/checkout/settle-payments.js';
import { captureShipments } from '../flows/order/capture-shipments.js';
import { dropRests } from '../flows/order/drop-rests.js';
import { expireOrders } from '../flows/order/expire-orders.js';
import { renewHolds } from '../flows/order/renew-holds.js';
import { settleRefunds } from '../flows/order/settle-refunds.js';
import type { Job } from './loop.js';

const RELEASE_EVERY_MS = 1_000;
const MAILS_EVERY_MS = 1_000;
const PAYMENTS_EVERY_MS = 2_000;
const ORPHANS_EVERY_MS = 5_000;
const EXPIRY_EVERY_MS = 5_000;
const CAPTURES_EVERY_MS = 500;
const REFUNDS_EVERY_MS = 1_000;
const OVERDUE_EVERY_MS = 1_000;
const HOLDS_EVERY_MS = 5_000;

/** The work on checkouts and orders that no request waits for. Idle, each step is one look-up by an index. */
export function orderJobs(deps: MailDeps): Job[] {
  return [
    { name: 'release', everyMs: RELEASE_EVERY_MS, run: () => releaseOrders(deps) },
    { name: 'mails', everyMs: MAILS_EVERY_MS, run: () => sendMails(deps) },
    { name: 'payments', everyMs: PAYMENTS_EVERY_MS, run: () => settlePayments(deps) },
    { name: 'captures', everyMs: CAPTURES_EVERY_MS, run: () => captureShipments(deps) },
    { name: 'refunds', everyMs: REFUNDS_EVERY_MS, run: () => settleRefunds(deps) },
    { name: 'overdue-orders', everyMs: OVERDUE_EVERY_MS, run: () => expireOrders(deps) },
    { name: 'holds', everyMs: HOLDS_EVERY_MS, run: () => renewHolds(deps) },
    { name: 'rests', everyMs: ORPHANS_EVERY_MS, run: () => dropRests(deps) },
    { name: 'orphans', everyMs: ORPHANS_EVERY_MS, run: () => dropOrphans(deps) },
    {
      name: 'expired-checkouts',
      everyMs: EXPIRY_EVERY_MS,
      run: () => closeExpired(deps),
      // What pages left to be done after their answers is done before the process ends.
      atStop: () => deps.background.idle(),
    },
  ];
}
