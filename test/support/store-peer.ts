import type { IncomingMessage, ServerResponse } from 'node:http';
import { openForm } from '../../src/wire/form.js';
import { httpPeer } from './peers.js';

/** A delivery as a store got it. */
export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of a notification; empty for a webhook. */
  readonly fields: Readonly<Record<string, string>>;
  /** NotificationReferenceId or webhook-id: what a store knows a repeat by. */
  readonly eventId: string;
}
export type StoreAnswer = (received: Received, response: ServerResponse, request: IncomingMessage) => void;

/** Accepts everything. */
export const accepting: StoreAnswer = (_received, response) => void response.end();
/** Answers every delivery with a status. */
export const answeringWith =
  (status: number, headers: Readonly<Record<string, string>> = {}): StoreAnswer =>
  (_received, response) =>
    void response.writeHead(status, headers).end();

/** A store on loopback: `answer` is what it does with a delivery, once it is written down. */
export async function openStore() {
  const store = { received: [] as Received[], answer: accepting, url: '', port: 0 };
  const peer = await httpPeer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const received = read(request, Buffer.concat(chunks));
      store.received.push(received);
      store.answer(received, response, request);
    });
  });
  store.port = peer.port;
  store.url = `http://127.0.0.1:${peer.port}/orders`;
  return Object.assign(store, { close: peer.close });
}
export type Store = Awaited<ReturnType<typeof openStore>>;

function read(request: IncomingMessage, body: Buffer): Received {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const opened = openForm(body, 'application/x-www-form-urlencoded');
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true && opened.ok;
  const fields = isForm ? Object.fromEntries(opened.fields.map(({ name, value }) => [name, value])) : {};
  const reference = /<NotificationReferenceId>([^<]*)</.exec(fields['NotificationData'] ?? '')?.[1];
  return { headers, body: body.toString('utf8'), fields, eventId: reference ?? headers['webhook-id'] ?? '' };
}
