import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEY = 'CWFAKESERVICEKEY0001';
const SECRET = 'fake-service-secret-0123456789abcdefghij';

/** What was posted, decoded. */
export interface Posted {
  readonly xml: string;
  readonly fields: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** How an answer differs from a right one. */
export interface Flaw {
  /** Changes the right XML before it is signed. */
  readonly xml?: (xml: string) => string;
  /** Changes the form after it was signed, before the body is signed. */
  readonly form?: (form: URLSearchParams) => void;
  /** Changes the headers last. */
  readonly headers?: (headers: Record<string, string>) => void;
  readonly status?: number;
  /** Instead of all else. */
  readonly body?: string;
}

export interface FakeService {
  readonly demoFile: string;
  readonly posts: readonly Posted[];
  readonly close: () => Promise<void>;
}

/** A service of the tests' own that answers every callback with 4.99 Standard, no tax and no promotion, or with a flaw. */
export async function startFakeService(flaw: Flaw = {}): Promise<FakeService> {
  const posts: Posted[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const fields = new URLSearchParams(body);
      const posted = { xml: fields.get('order-calculations-request') ?? '', fields, headers: request.headers, body };
      posts.push(posted);
      const answer = answerOf(posted, flaw);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { demoFile: writeDemo(origin), posts, close: () => new Promise((done) => server.close(() => done())) };
}

/** A demo.json that points to an address. */
export function writeDemo(origin: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'cartwright-sandbox-')), 'demo.json');
  const sandbox = { accessKeyId: KEY, secretAccessKey: SECRET, callbackUrl: `${origin}/sandbox/callbacks/AFAKEMERCHANT1` };
  writeFileSync(file, JSON.stringify({ consoleUrl: `${origin}/console`, merchantId: 'AFAKEMERCHANT1', sandbox }));
  return file;
}

function answerOf(posted: Posted, flaw: Flaw): { status: number; headers: Record<string, string>; body: string } {
  const refusal = refusalOf(posted);
  const headers: Record<string, string> = { 'Cartwright-Exchange': '01TESTEXCHANGE000000000000' };
  if (refusal !== null) {
    headers['Content-Type'] = 'application/problem+json';
    headers['Cartwright-Code'] = refusal;
    flaw.headers?.(headers);
    return { status: flaw.status ?? 403, headers, body: JSON.stringify({ code: refusal, detail: 'It was refused.' }) };
  }
  const xml = (flaw.xml ?? ((right) => right))(rightAnswer(posted.xml));
  const form = new URLSearchParams({
    'order-calculations-response': xml,
    Signature: createHmac('sha1', SECRET).update(xml).digest('base64'),
    'aws-access-key-id': KEY,
  });
  flaw.form?.(form);
  const body = flaw.body ?? form.toString();
  const id = posted.fields.get('UUID') ?? '';
  const seconds = String(Math.floor(Date.parse(posted.fields.get('Timestamp') ?? '') / 1000));
  Object.assign(headers, {
    'Content-Type': 'application/x-www-form-urlencoded',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${createHmac('sha256', SECRET).update(`${id}.${seconds}.${body}`).digest('base64')}`,
  });
  flaw.headers?.(headers);
  return { status: flaw.status ?? 200, headers, body };
}

/** The checks in the order of contracts.md, as far as `--tamper` needs them. */
function refusalOf({ fields, headers, body }: Posted): string | null {
  const uuid = fields.get('UUID') ?? '';
  const timestamp = fields.get('Timestamp') ?? '';
  if (fields.get('aws-access-key-id') !== KEY) return 'KEY_UNKNOWN';
  if (Math.abs(Date.now() - Date.parse(timestamp)) > 900_000) return 'SIGNATURE_STALE';
  if (
    fields.get('Signature') !==
    createHmac('sha1', SECRET)
      .update(uuid + timestamp)
      .digest('base64')
  )
    return 'SIGNATURE_MISMATCH';
  const signed = `${uuid}.${String(Math.floor(Date.parse(timestamp) / 1000))}.${body}`;
  const expected = `v1,${createHmac('sha256', SECRET).update(signed).digest('base64')}`;
  return headers['webhook-signature'] === expected ? null : 'BODY_SIGNATURE_MISMATCH';
}

function rightAnswer(request: string): string {
  const pick = (pattern: RegExp): string => pattern.exec(request)?.[1] ?? '';
  const namespace = pick(/xmlns="([^"]*)"/);
  const later = namespace.includes('2009');
  const orders = request.slice(request.indexOf('<CallbackOrders>'));
  const items = [...orders.matchAll(/<CallbackOrderItem>(.*?)<\/CallbackOrderItem>/g)].map(
    ([, id = '']) =>
      `<CallbackOrderItem>${id}<ShippingMethodIds><ShippingMethodId>std</ShippingMethodId></ShippingMethodIds></CallbackOrderItem>`,
  );
  const zip = pick(/<PostalCode>(.*?)</);
  const price = '<Amount>4.99</Amount><CurrencyCode>USD</CurrencyCode>';
  return (
    `<?xml version="1.0" encoding="UTF-8"?><OrderCalculationsResponse xmlns="${namespace}"><Response><CallbackOrders><CallbackOrder>` +
    `<Address><AddressId>${pick(/<AddressId>(.*?)</)}</AddressId></Address><CallbackOrderItems>${items.join('')}</CallbackOrderItems>` +
    '</CallbackOrder></CallbackOrders></Response><TaxTables/><Promotions/><ShippingMethods><ShippingMethod>' +
    `<ShippingMethodId>std</ShippingMethodId><ServiceLevel>Standard</ServiceLevel><Rate><ShipmentBased>${price}</ShipmentBased></Rate>` +
    `<IncludedRegions><USZipRegion>${zip}</USZipRegion></IncludedRegions>` +
    `${later ? '<DisplayableShippingLabel>By land</DisplayableShippingLabel>' : ''}</ShippingMethod></ShippingMethods></OrderCalculationsResponse>`
  );
}
