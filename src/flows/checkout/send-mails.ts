import type { Fault } from '../../core/fault.js';
import type { Order } from '../../core/order.js';
import { exchangeSeq, ulid } from '../../ids.js';
import type { Mailer, MailOutcome } from '../../outbound/mail.js';
import { claimMails, mailFailed, mailSent, type Mail } from '../../store/mails.js';
import { findOrder } from '../../store/orders.js';
import { exchangeRow } from '../exchange-row.js';
import type { WireMessage } from '../stored-message.js';
import type { CheckoutDeps } from './deps.js';
import { doEach } from './do-each.js';
import { orderKey } from './order-link.js';
import { ownerOf } from './surroundings.js';

const AT_ONCE = 10;
/** Longer than a mail server may take for all of them. */
const LEASE_MS = 10 * 60_000;
const TEXT = 'text/plain; charset=utf-8';

export interface MailDeps extends CheckoutDeps {
  readonly mailer: Mailer;
  readonly mailFrom: string;
}

/** Sends mails that are due, each on record, and notes which must be tried again. */
export async function sendMails(deps: MailDeps): Promise<'done' | 'more'> {
  const mails = await claimMails(deps.db, { at: deps.clock(), forMs: LEASE_MS, limit: AT_ONCE });
  await doEach(mails, (mail) => send(deps, mail));
  return mails.length === AT_ONCE ? 'more' : 'done';
}

async function send(deps: MailDeps, mail: Mail): Promise<void> {
  const order = await findOrder(deps.db, mail.environmentId, mail.orderId);
  const startedAt = deps.clock();
  const { recipient, subject, body: text } = mail;
  // an address that a buyer typed is never taken apart
  const to = isToShop(mail) ? recipient.split(', ') : [recipient];
  const outcome = await deps.mailer.send({ from: deps.mailFrom, to, subject, text, messageId: messageId(deps, mail) });
  const at = deps.clock();
  // noted before it is recorded: a record that fails for good would have the same mail sent again and again
  if (outcome.ok) await mailSent(deps.db, { id: mail.id, at });
  else await mailFailed(deps.db, { mail, at, because: outcome.because, retry: outcome.retry });
  if (order !== null) await record(deps, mail, { order, outcome, startedAt, at });
}

/** Kinds of mails to the people of a shop, all of them in one mail. */
const TO_SHOP = /^(?:endpoint-off:|endpoint-late:|problem:|unrefunded:|expiring$|cancel_asked$)/;
const isToShop = ({ kind }: Mail): boolean => TO_SHOP.test(kind);

interface Sent {
  readonly order: Order;
  readonly outcome: MailOutcome;
  readonly startedAt: number;
  readonly at: number;
}

async function record(deps: MailDeps, mail: Mail, { order, outcome, startedAt, at }: Sent): Promise<void> {
  const { environment, keys } = await ownerOf(deps, mail.environmentId);
  const faults: Fault[] = outcome.ok ? [] : [{ rule: 'mail-failed', severity: 'error', message: outcome.because }];
  const facts = {
    id: ulid(at),
    seq: exchangeSeq(at),
    environment,
    at: startedAt,
    direction: 'out',
    kind: 'mail',
    party: isToShop(mail) ? 'merchant' : 'buyer',
    trace: order.trace,
    outcome: outcome.ok ? 'ok' : 'failed',
    status: 0,
    durationMs: at - startedAt,
    refs: { orderId: order.id, checkoutId: order.checkoutId, mailId: mail.id },
    faults,
    request: mailMessage(deps, mail),
    response: { start: outcome.ok ? 'Handed over' : 'Not handed over', headers: {}, contentType: '', original: Buffer.alloc(0) },
    steps: [],
  } as const;
  await deps.recorder.record(exchangeRow(facts, { mask: keys.mask, vault: deps.vault }));
}

/** The mail as it is kept: whoever reads records must not be able to open the order with its link. */
function mailMessage(deps: MailDeps, { recipient, subject, body, kind, orderId }: Mail): WireMessage {
  const text = `To: ${recipient}\nSubject: ${subject}\n\n${body}`.replaceAll(orderKey(deps, orderId), '(key)');
  return { start: `Mail: ${kind}`, headers: {}, contentType: TEXT, original: Buffer.from(text) };
}

/** The same at each try, so that a mail that came twice shows it. */
function messageId({ config }: MailDeps, { id, kind }: Mail): string {
  const { hostname } = new URL(config.publicUrl);
  const host = /^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/.test(hostname) ? hostname : 'cartwright.invalid';
  // a colon may not stand there
  return `<${id}.${kind.replaceAll(':', '.')}@${host}>`;
}
