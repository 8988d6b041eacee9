import type { Kind } from '../documents.js';
import { money } from '../exact.js';
import { MODES } from '../shop/modes.js';
import type { Shop } from '../shop/server.js';
import type { Choice } from '../totals.js';
import { type Expectation, expectCheckout } from './expected.js';
import type { Journey, Refused } from './journey.js';
import { isFailure, type Purchase } from './plan.js';
import { type Asking, readCallCodes, readOrder, type ToldOrder } from './read-order.js';

export interface Checked {
  /** One sentence each; none: everything agrees. */
  readonly faults: readonly string[];
  readonly expected: Expectation;
  readonly choice: Choice | null;
  readonly order: ToldOrder | null;
}

/** After so many failed calls in a row the service's breaker leaves an endpoint alone for a while, and says so. */
const FAILURES_TO_OPEN = 5;
const PAUSED = 'CALLBACK_BREAKER_OPEN';
const KINDS: readonly Kind[] = ['shipping', 'promotions', 'tax'];

/** Holds a purchase against what this sandbox reckons itself, and against what reached the shop's endpoint. */
export async function checkPurchase(
  purchase: Purchase,
  journey: Journey,
  at: Asking & { readonly shop: Shop },
): Promise<Checked> {
  const line = at.shop.line(purchase.cart.clientRequestId);
  const { seen } = journey;
  const code = seen.codeEntered ? purchase.code : null;
  const answered = line.calls.findLast(({ tables }) => tables !== undefined)?.tables;
  const expected = expectCheckout(purchase, { address: seen.address, code, answered });
  const codes = purchase.cart.callbacks === undefined ? [] : await readCallCodes(purchase.cart.clientRequestId, at);
  const asked = [...checkAsked(purchase, line), ...checkRecorded(purchase, codes, line.calls.length)];
  if (journey.state !== 'placed') {
    const reached = journey.state === 'lost' ? [journey.sentence] : checkRefused(journey, expected);
    return { faults: [...asked, ...reached], expected, choice: null, order: null };
  }
  if (expected.refusal !== null) {
    const sentence = `The order ${journey.orderId} was placed, though it should have been refused by ${expected.refusal}.`;
    return { faults: [...asked, sentence], expected, choice: null, order: null };
  }
  const choice = expected.choices.get(seen.choice ?? '') ?? null;
  const order = await readOrder(journey.orderId, at);
  const told =
    'sentence' in order ? [order.sentence] : checkOrder(order, { purchase, expected, choice, pausing: codes.includes(PAUSED) });
  return {
    faults: [...asked, ...checkPages(purchase, journey, { expected, choice }), ...told],
    expected,
    choice,
    order: 'sentence' in order ? null : order,
  };
}

function checkRefused({ code, status, page, seen }: Refused, expected: Expectation): string[] {
  const said = code ?? `status ${status} without a code`;
  if (expected.refusal === null) return [`It was refused by ${said} at ${page}; nothing speaks against this purchase.`];
  if (code !== expected.refusal) return [`It was refused by ${said} at ${page}; ${expected.refusal} would be right.`];
  return seen.total === null ? [] : [`It was refused by ${said} only after a total was shown.`];
}

/** What the pages offered and the address that the buyer came back by. */
function checkPages(
  { cart, mode, address }: Purchase,
  { seen, returnUrl, orderId }: Extract<Journey, { state: 'placed' }>,
  { expected, choice }: { expected: Expectation; choice: Choice | null },
): string[] {
  const faults: string[] = [];
  const wanted = [...expected.choices.keys()];
  if ([...seen.offered].sort().join() !== [...wanted].sort().join())
    faults.push(`The choices ${seen.offered.join(', ')} were offered; ${wanted.join(', ')} would be right.`);
  if (choice === null) faults.push(`The choice ${seen.choice ?? 'none'} is none of ${wanted.join(', ')}.`);
  else if (seen.total !== choice.total) faults.push(`The review page says ${show(seen.total)}; ${show(choice.total)} is right.`);
  if (mode === 'address-refused' && seen.address !== address && seen.refusedAddresses.join() !== 'CALLBACK_ADDRESS_REFUSED')
    faults.push(`The first address was refused by ${seen.refusedAddresses.join()}, not as an address is.`);
  const parameters = new URL(returnUrl).searchParams;
  if (!/^\d{3}-\d{7}-\d{7}$/.test(orderId)) faults.push(`The return URL carries the order id "${orderId}", not 3-7-7 digits.`);
  // the fields of an HTML cart have no room for a reference
  const reference = cart.form === 'html' ? null : cart.clientRequestId;
  const carried = parameters.get('amznPmtsReqId');
  if (carried !== reference)
    faults.push(`The return URL carries amznPmtsReqId ${carried ?? 'not at all'}; ${reference ?? 'not at all'} is right.`);
  return faults;
}

interface Against {
  readonly purchase: Purchase;
  readonly expected: Expectation;
  readonly choice: Choice | null;
  /** Whether the service had left the endpoint alone for a while in the end. */
  readonly pausing: boolean;
}

function checkOrder(order: ToldOrder, { purchase, expected, choice, pausing }: Against): string[] {
  const faults: string[] = [];
  const skus = expected.lines.map(({ sku, quantity }) => `${quantity} x ${sku}`).join(', ');
  const got = order.lines.map(({ sku, quantity }) => `${quantity} x ${sku}`).join(', ');
  if (got !== skus) faults.push(`The order has the lines ${got}; ${skus} would be right.`);
  if (choice !== null) faults.push(...checkAmounts(order, choice));
  for (const kind of KINDS) {
    const { source, cause, because, call } = order.sources[kind];
    const wanted = expected.sources[kind];
    if (source !== wanted) faults.push(`${kind} came from ${source} ("${because}"); ${wanted} would be right.`);
    const vain = isFailure(purchase) && purchase.cart.callbacks?.asked[kind] === true;
    const causes: readonly (string | null)[] = !vain ? [null] : pausing ? [expected.cause, 'breaker-open'] : [expected.cause];
    if (!causes.includes(cause ?? null))
      faults.push(
        `The cause told for ${kind} is ${cause ?? 'none'}; ${causes.map((one) => one ?? 'none').join(' or ')} would be right.`,
      );
    if (purchase.cart.callbacks?.asked[kind] === true && call === undefined && cause !== 'breaker-open')
      faults.push(`The order does not tell the clocks of the call that was asked for ${kind}.`);
  }
  return faults;
}

/** Six components a line; what a shop's answer or a cart says of shipping is net, so gross and promotion are held together. */
function checkAmounts(order: ToldOrder, choice: Choice): string[] {
  const faults: string[] = [];
  for (const [index, line] of choice.lines.entries()) {
    const told = order.lines[index];
    if (told === undefined) continue;
    const pairs: readonly (readonly [string, number, bigint])[] = [
      ['Principal', told.principal, line.principal],
      ['PrincipalPromo', told.principalPromo, line.principalPromo],
      ['Shipping less ShippingPromo', told.shipping - told.shippingPromo, line.shipping],
      ['Tax', told.tax, line.tax],
      ['ShippingTax', told.shippingTax, line.shippingTax],
      ['the line', told.total, line.total],
    ];
    for (const [what, got, right] of pairs)
      if (BigInt(got) !== right) faults.push(`${told.sku}: ${what} is ${show(BigInt(got))}; ${show(right)} is right.`);
  }
  if (BigInt(order.total) !== choice.total)
    faults.push(`The order's total is ${show(BigInt(order.total))}; ${show(choice.total)} is right.`);
  return faults;
}

/** What reached the endpoint: signed and valid, the cart's lines, and no report where none is due. */
function checkAsked({ cart, mode }: Purchase, { calls, reports, nonsense }: ReturnType<Shop['line']>): string[] {
  const faults = [...calls, ...reports].flatMap((heard) => heard.faults);
  faults.push(...nonsense.map((sentence) => `The shop was sent something that it cannot read: ${sentence}`));
  const skus = cart.lines.map(({ sku }) => sku).join();
  if (calls.some(({ asked }) => asked.items.map(({ sku }) => sku).join() !== skus))
    faults.push('The shop was asked about other lines than those of its cart.');
  const ids = calls.map(({ asked }) => asked.callbackReferenceId);
  if (new Set(ids).size !== ids.length) faults.push('Two calls have one CallbackReferenceId.');
  if (cart.callbacks === undefined && calls.length > 0) faults.push('The shop was asked, though its cart asks for nothing.');
  const due = isFailure({ cart, mode }) ? calls.length : 0;
  if (mode !== 'tls' && reports.length > due)
    faults.push(`The shop got ${reports.length} failure reports for ${due} failed calls.`);
  return [...new Set(faults)];
}

/** The calls as the service recorded them: each under the code of what the shop did, and left out only after five failures. */
function checkRecorded({ cart, mode }: Purchase, codes: readonly string[], calls: number): string[] {
  const { code } = MODES[mode];
  if (cart.callbacks === undefined) return [];
  const strange = codes.filter((one) => one !== code && one !== PAUSED);
  const faults = [...new Set(strange)].map((one) => `A call was recorded as ${one}; ${code ?? 'no code'} would be right.`);
  if (code !== null && !codes.includes(code)) faults.push(`No call was recorded as ${code}.`);
  // nothing of a call over TLS reaches the pages of the shop, so there the record itself is counted
  const failed = mode === 'tls' ? codes.filter((one) => one === code).length : calls;
  if (codes.includes(PAUSED) && failed < FAILURES_TO_OPEN)
    faults.push(`The endpoint was left alone after ${failed} failed calls; ${FAILURES_TO_OPEN} are allowed.`);
  return faults;
}

const show = (minor: bigint | null): string => (minor === null || minor < 0n ? 'nothing' : money(minor, 'USD'));
