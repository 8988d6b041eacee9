import { randomUUID } from 'node:crypto';
import { type Demo, readDemo } from './demo-file.js';
import type { AskedDocument } from './documents.js';
import { type CallbackOptions, TAMPERINGS } from './options.js';
import { type Answered, post } from './post.js';
import { readAsked } from './read-request.js';
import { printReceipt, type Receipt, receiptAmounts } from './receipt.js';
import { writeRequest } from './request-document.js';
import { fillCart } from './shop.js';
import { bodyHeaders, sign } from './sign.js';
import type { ExitCode } from './stop.js';
import { type Sent, verifyAnswer } from './verify-answer.js';
import { verifyRefusal } from './verify-refusal.js';

/** Longer ago than any receiver allows (900 s). */
const STALE_MS = 20 * 60 * 1000;
const UNKNOWN_KEY = 'CWSANDBOXUNKNOWN0000';

/** Posts the callbacks that the options ask for and prints their receipts; the worst of them decides the exit code. */
export async function runCallback(options: CallbackOptions, print: (text: string) => void): Promise<ExitCode> {
  const demo = readDemo(options.demo);
  const receipts: Receipt[] = [];
  for (let turn = 0; turn < options.count; turn++) {
    const receipt = await playCallback({ ...options, seed: options.seed + turn }, demo);
    receipts.push(receipt);
    if (!options.json) print(`${printReceipt(receipt, options.shipTo)}\n`);
  }
  if (options.json) print(JSON.stringify(options.count === 1 ? receipts[0] : receipts, null, 2));
  return receipts.every(({ ok }) => ok) ? 0 : 1;
}

async function playCallback(options: CallbackOptions, demo: Demo): Promise<Receipt> {
  const url = options.url ?? demo.sandbox.callbackUrl;
  const xml = writeRequest({
    namespace: options.namespace,
    callbackReferenceId: `1-${randomUUID()}`,
    clientRequestId: `sandbox-${randomUUID().slice(0, 8)}`,
    addressId: randomUUID().replaceAll('-', ''),
    merchantId: demo.merchantId,
    endpoint: url,
    currency: 'USD',
    shipTo: options.shipTo,
    lines: fillCart(options.seed, options.items),
  });
  const asked = await readAsked(xml);
  const { form, sent } = signPost(xml, { asked, options, demo });
  const answered = await post(url, form);
  const told = describe(answered, { options, demo, url, sent });
  if (options.tamper !== undefined) {
    const faults = verifyRefusal(answered, TAMPERINGS[options.tamper]);
    return { ...told, ok: faults.length === 0, checks: null, ...receiptAmounts(asked, undefined, []), faults };
  }
  const { faults, answer, choices, checks } = await verifyAnswer(answered, sent);
  return { ...told, ok: faults.length === 0, checks, ...receiptAmounts(asked, answer, choices[0] ?? []), faults };
}

interface Playing {
  readonly asked: AskedDocument;
  readonly options: CallbackOptions;
  readonly demo: Demo;
}

/** The form and its headers, signed both ways, then spoiled where that is asked for. */
function signPost(
  xml: string,
  { asked, options, demo }: Playing,
): { form: { body: string; headers: Record<string, string> }; sent: Sent } {
  const { secretAccessKey: secret, accessKeyId } = demo.sandbox;
  const { tamper, namespace } = options;
  const at = new Date(Date.now() - (tamper === 'timestamp' ? STALE_MS : 0));
  const uuid = randomUUID();
  const timestamp = at.toISOString();
  const seconds = Math.floor(at.getTime() / 1000);
  const signature = sign(secret, uuid + timestamp);
  const keyId = tamper === 'key' ? UNKNOWN_KEY : accessKeyId;
  const write = (document: string): string =>
    [
      ['order-calculations-request', document],
      ['UUID', uuid],
      ['Timestamp', timestamp],
      ['Signature', tamper === 'signature' ? sign(secret, `${uuid}${timestamp} `) : signature],
      ['aws-access-key-id', keyId],
    ]
      .map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`)
      .join('&');
  const body = write(xml);
  const headers = bodyHeaders(secret, { id: uuid, seconds, body });
  // A cheaper cart under signatures that were made for a dearer one: only the body signature can tell.
  const posted = tamper === 'xml' ? write(xml.replace(/<Amount>[\d.]+<\/Amount>/, '<Amount>0.01</Amount>')) : body;
  return { form: { body: posted, headers }, sent: { namespace, asked, uuid, seconds, keyId, secret } };
}

type Told = Pick<
  Receipt,
  'url' | 'namespace' | 'seed' | 'callbackReferenceId' | 'uuid' | 'status' | 'ms' | 'exchange' | 'exchangeUrl' | 'code' | 'tamper'
>;

function describe(answered: Answered, play: { options: CallbackOptions; demo: Demo; url: string; sent: Sent }): Told {
  const { options, demo, url, sent } = play;
  const exchange = answered.headers['cartwright-exchange'] ?? null;
  return {
    url,
    namespace: options.namespace,
    seed: options.seed,
    callbackReferenceId: sent.asked.callbackReferenceId,
    uuid: sent.uuid,
    status: answered.status,
    ms: Math.round(answered.ms * 10) / 10,
    exchange,
    exchangeUrl: exchange === null ? null : `${demo.consoleUrl.replace(/\/$/, '')}/sandbox/exchanges/${exchange}`,
    code: answered.headers['cartwright-code'] ?? null,
    tamper: options.tamper ?? null,
  };
}
