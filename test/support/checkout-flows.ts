import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Buyer, ShipTo } from '../../src/core/checkout.js';
import type { ExchangeDetail } from '../../src/core/exchange.js';
import type { OrderCart } from '../../src/core/order-cart.js';
import type { AllDocuments, SettingsDocuments, SettingsKind } from '../../src/core/settings.js';
import { createBackground } from '../../src/flows/checkout/background.js';
import { isView, type ChangedCheckout, type CheckoutView } from '../../src/flows/checkout/view.js';
import { createCheckoutDeps, type CheckoutDeps } from '../../src/flows/checkout/deps.js';
import { intakeCart } from '../../src/flows/checkout/intake-cart.js';
import { openCheckout } from '../../src/flows/checkout/open-checkout.js';
import { setAddress } from '../../src/flows/checkout/change-checkout.js';
import { surroundingsOf } from '../../src/flows/checkout/surroundings.js';
import { issueKey, type IssuedKey } from '../../src/flows/create-key.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { createKeyring } from '../../src/flows/keyring.js';
import { ulid } from '../../src/ids.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import type { Db } from '../../src/store/db.js';
import { findExchange, listExchanges } from '../../src/store/exchanges.js';
import { createMerchant } from '../../src/store/merchants.js';
import { createRecorder } from '../../src/store/recorder.js';
import { saveSettings } from '../../src/store/settings.js';
import { openVault } from '../../src/vault.js';
import { openForm } from '../../src/wire/form.js';
import { readOrderCart } from '../../src/wire/order-cart.js';
import { signBytes } from '../../src/wire/signature.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { answerXml, cartXml, MERCHANT, type AnswerParts } from './merchant-callback.js';
import { httpPeer } from './peers.js';

export const BUYER: Buyer = { email: 'robin@buyer.example', name: 'Robin Example' };
/** In Seattle: 10.35 % with shipping taxed by the demo settings. */
export const SHIP_TO: ShipTo = {
  ...{ name: 'Robin Example', line1: '17 Canary Lane', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' },
  phone: '206 555 0100',
};
const ENDPOINT = 'https://shop.example/callbacks';

/** A question as the shop's endpoint got it. */
export interface Asked {
  readonly xml: string;
  readonly addressId: string;
  readonly fields: Readonly<Record<string, string>>;
}
export type Endpoint = (asked: Asked, response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

/** A shop's endpoint on loopback: `answer` is what it does with a question; reports of failures are only kept. */
export async function openShop() {
  const shop = { asked: [] as Asked[], reports: [] as Asked[], answer: (() => undefined) as Endpoint, endpoint: '' };
  const peer = await httpPeer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const asked = read(Buffer.concat(chunks));
      const isReport = 'order-calculations-error' in asked.fields;
      (isReport ? shop.reports : shop.asked).push(asked);
      if (isReport) response.end();
      else void shop.answer(asked, response, request);
    });
  });
  shop.endpoint = `http://127.0.0.1:${peer.port}/callback`;
  return Object.assign(shop, { port: peer.port, close: peer.close });
}
export type Shop = Awaited<ReturnType<typeof openShop>>;

function read(body: Buffer): Asked {
  const opened = openForm(body, 'application/x-www-form-urlencoded');
  if (!opened.ok) throw new Error(opened.detail);
  const fields = Object.fromEntries(opened.fields.map(({ name, value }) => [name, value]));
  const xml = fields['order-calculations-request'] ?? fields['order-calculations-error'] ?? '';
  return { xml, fields, addressId: /<AddressId>([^<]*)</.exec(xml)?.[1] ?? '' };
}

/** Everything of a service that flows need, over a real database, with the demo settings and a clock that can be moved. */
export async function openFlows(db: Db, ports: readonly number[] = []) {
  await loadSchemas();
  const vault = openVault(Buffer.alloc(32, 7));
  const clock = { aheadMs: 0 };
  const now = (): number => Date.now() + clock.aheadMs;
  const failures: unknown[] = [];
  const background = createBackground((name, error) => void failures.push(name, error));
  const recorder = createRecorder(db);
  const keyring = createKeyring({ db, vault });
  const config = { publicUrl: 'http://pay.example' };
  const allow = ports.map((port) => ({ address: '127.0.0.1', port }));
  const deps = createCheckoutDeps(
    { db, vault, keyring, recorder, clock: now, config, background },
    { fetch: createGuardedFetch({ clock: now }), allow },
  );
  const shop = { name: 'Larch & Loam', currency: 'USD', zone: 'America/Los_Angeles', at: now() };
  const { sandbox, live } = await createMerchant(db, { id: MERCHANT, ...shop });
  const issue = async (environment: 'sandbox' | 'live' = 'sandbox'): Promise<IssuedKey> => {
    const key = await issueKey(db, vault, { merchantId: MERCHANT, environment, name: 'shop', at: now() });
    if (key === null) throw new Error('no merchant');
    return key;
  };
  const save = async <Kind extends SettingsKind>(kind: Kind, document: AllDocuments[Kind]): Promise<void> => {
    await saveSettings(db, sandbox.id, kind, { document, at: now(), by: 'test' });
  };
  for (const kind of ['shipping', 'taxes', 'promotions', 'policies', 'shop'] as const) await save(kind, DEMO_SETTINGS[kind]);
  const key = await issue();
  const exchanges = async (trace: string): Promise<ExchangeDetail[]> => {
    const { items } = await listExchanges(db, sandbox.id, { search: { terms: [] }, limit: 500 });
    const found = await Promise.all(
      items.filter((item) => item.trace === trace).map(({ id }) => findExchange(db, sandbox.id, id)),
    );
    return found.flatMap((one) => one ?? []).reverse();
  };
  return {
    ...{ db, deps, clock, now, key, issue, save, exchanges, failures, recorder, sandbox, live },
    policies: (document: SettingsDocuments['policies']) => save('policies', document),
    close: async () => {
      await background.idle();
      await recorder.close();
    },
  };
}
export type Flows = Awaited<ReturnType<typeof openFlows>>;

/** The XML of a cart of two lines, 12.50 and 19.99, that asks an endpoint for all three kinds; without one it asks nobody. */
export function shopCart(endpoint: string | null, { goOn = true, more = '' }: { goOn?: boolean; more?: string } = {}): string {
  const xml = cartXml('2009-05-15').replace('</ClientRequestId>', `-${randomBytes(6).toString('hex')}</ClientRequestId>${more}`);
  if (endpoint === null) return xml.replace(/<OrderCalculationCallbacks>.*<\/OrderCalculationCallbacks>/, '');
  const asked = xml.replace(ENDPOINT, endpoint);
  return goOn ? asked.replace('<ProcessOrderOnCallbackFailure>false', '<ProcessOrderOnCallbackFailure>true') : asked;
}

/** Posts a cart past HTTP: read by the codec, taken in by the flow. Answers the checkout's id. */
export async function takeIn({ deps, sandbox, now }: Flows, xml: string | OrderCart): Promise<string> {
  const bytes = typeof xml === 'string' ? Buffer.from(xml) : null;
  const cart = typeof xml === 'string' ? readCart(xml) : xml;
  const around = await surroundingsOf(deps, sandbox.id);
  const at = now();
  const id = ulid(at);
  return (await intakeCart(deps, { ...around, cart, bytes, exchange: { id, at }, trace: id })).checkoutId;
}

function readCart(xml: string): OrderCart {
  const reading = readOrderCart(Buffer.from(xml), { merchantId: MERCHANT });
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.cart;
}

/** The view of a checkout for a session; throws where it is not that session's. */
export async function view(deps: CheckoutDeps, id: string, session = 'robin'): Promise<CheckoutView> {
  const opened = await openCheckout(deps, { id, session });
  if (opened.state !== 'yours' && opened.state !== 'placed') throw new Error(opened.state);
  return opened.view;
}

export function changed(result: ChangedCheckout): CheckoutView {
  if (!isView(result)) throw new Error(result.state);
  return result;
}

/** A checkout with its address, priced. */
export async function addressed(flows: Flows, xml: string | OrderCart, shipTo: ShipTo = SHIP_TO): Promise<CheckoutView> {
  const id = await takeIn(flows, xml);
  const opened = await openCheckout(flows.deps, { id, session: 'robin' });
  if (opened.state !== 'yours') throw new Error(opened.state);
  return changed(await setAddress(flows.deps, opened.view, { buyer: BUYER, shipTo }));
}

type Signer = Pick<IssuedKey, 'accessKeyId' | 'secretAccessKey'>;

/** An endpoint that answers as it should but for what is given; the signature is that of the key. */
export const answering =
  (key: IssuedKey, parts: Partial<AnswerParts> = {}): Endpoint =>
  ({ addressId }, response) =>
    sendXml(response, key, answerXml({ namespace: '2009-05-15', address: addressId, ...parts }));

export function sendXml(response: ServerResponse, { secretAccessKey, accessKeyId }: Signer, xml: string): void {
  const signature = encodeURIComponent(signBytes(secretAccessKey, xml));
  response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' });
  response.end(`order-calculations-response=${encodeURIComponent(xml)}&Signature=${signature}&aws-access-key-id=${accessKeyId}`);
}
