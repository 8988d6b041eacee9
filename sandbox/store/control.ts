import type { ServerResponse } from 'node:http';
import { totalOf } from './book.js';
import { isStoreMode, STORE_MODE_NAMES } from './modes.js';
import type { Door } from './door.js';
import type { Store } from './server.js';

/** What the store does, and what came to it, for programs. */
export function sayControl(response: ServerResponse, { notifications, webhooks }: Store): void {
  answer(response, 200, { modes: STORE_MODE_NAMES, notifications: describe(notifications), webhooks: describe(webhooks) });
}

function describe({ mode, left, echo, book, heard, faults, gaps }: Door): object {
  return {
    mode,
    left: Number.isFinite(left) ? left : null,
    echo,
    faults,
    gaps,
    heard: heard.length,
    orders: [...book.orders.values()].map((order) => ({
      orderId: order.orderId,
      state: order.state,
      currency: order.currency,
      total: text(totalOf(order)),
      captured: text(order.captured),
      refunded: text(order.refunded),
      heard: order.heard,
      lines: [...order.lines.values()].map(({ itemCode, sku, ordered, shipped, cancelled }) => ({
        ...{ itemCode, sku, ordered, shipped, cancelled },
      })),
    })),
  };
}

const text = (minor: bigint | null): number | null => (minor === null ? null : Number(minor));

/** `{"mode": "500", "times": 2, "echo": true, "door": "webhooks"}`; without a door, both. */
export function setControl(response: ServerResponse, store: Store, body: string): void {
  const wish = readWish(body);
  const fault = faultOf(wish);
  if (wish === null || fault !== null) {
    answer(response, 400, { error: fault ?? 'The body is no JSON object.' });
    return;
  }
  const doors =
    wish.door === 'webhooks' ? [store.webhooks] : wish.door === 'notifications' ? [store.notifications] : bothOf(store);
  for (const door of doors) {
    if (isStoreMode(wish.mode)) {
      door.mode = wish.mode;
      door.left = typeof wish.times === 'number' ? wish.times : Infinity;
    }
    if (typeof wish.echo === 'boolean') door.echo = wish.echo;
  }
  sayControl(response, store);
}

interface Wish {
  readonly mode?: unknown;
  readonly times?: unknown;
  readonly echo?: unknown;
  readonly door?: unknown;
}

const bothOf = ({ notifications, webhooks }: Store): Door[] => [notifications, webhooks];

function readWish(body: string): Wish | null {
  try {
    const wish: unknown = JSON.parse(body);
    return typeof wish === 'object' ? wish : null;
  } catch {
    return null;
  }
}

function faultOf(wish: Wish | null): string | null {
  if (wish === null) return null;
  const { mode, times, echo, door } = wish;
  if (mode !== undefined && !isStoreMode(mode)) return `mode must be one of ${STORE_MODE_NAMES.join(', ')}`;
  if (times !== undefined && !(Number.isInteger(times) && Number(times) > 0)) return 'times must be a whole number above 0';
  if (echo !== undefined && typeof echo !== 'boolean') return 'echo must be true or false';
  return [undefined, 'notifications', 'webhooks'].includes(door as string) ? null : 'door must be notifications or webhooks';
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
