import { createHash } from 'node:crypto';
import { type Book, book, newBook } from './book.js';
import { STORE_MODES, type StoreMode } from './modes.js';
import { readNotification } from './read-notification.js';
import { readWebhook } from './read-webhook.js';
import type { Told } from './told.js';
import { type Post, type Refused, type Trust, verifyNotification, verifyWebhook } from './verify.js';

/** One address at which the store hears of orders, with a book of its own: the two formats can be held against each other. */
export interface Door {
  readonly format: 'notification' | 'webhook';
  mode: StoreMode;
  /** After so many deliveries it goes back to `ok`. */
  left: number;
  /** Whether it proves what it booked by a Cartwright-Echo. */
  echo: boolean;
  readonly book: Book;
  readonly heard: Heard[];
  /** What a sender must not do, a sentence each. */
  readonly faults: string[];
  /** Ids of events that it was told it will never get. */
  readonly gaps: string[];
  readonly memory: Memory;
}

/** One delivery, whatever came of it. */
export interface Heard {
  readonly at: number;
  readonly mode: StoreMode;
  readonly verdict: 'booked' | 'repeated' | 'put-aside' | 'ignored' | 'refused';
  readonly type?: string;
  readonly orderId?: string;
  readonly reference?: string;
  /** Why it was refused. */
  readonly sentence?: string;
}

interface Memory {
  /** Digest of each post by the UUID that it was signed with. */
  readonly posts: Map<string, string>;
  /** Digest of the document by its reference: no attempt may carry another one. */
  readonly documents: Map<string, string>;
  aside: Told | null;
}

export interface Believed {
  readonly told: Told;
  /** SHA-256 of the document, hex. */
  readonly digest: string;
}

export function openDoor(format: Door['format'], mode: StoreMode = 'ok'): Door {
  const memory: Memory = { posts: new Map(), documents: new Map(), aside: null };
  return { format, mode, left: Infinity, echo: false, book: newBook(), heard: [], faults: [], gaps: [], memory };
}

/** Verifies, reads and, where the mode says so, books a delivery; what to answer is for somebody else. */
export async function hear(
  door: Door,
  post: Post,
  { trust, merchantId }: { readonly trust: Trust; readonly merchantId: string },
): Promise<Believed | Refused> {
  const mode = door.mode;
  const believed = await believe(door, post, { trust, merchantId });
  if ('ok' in believed) {
    door.heard.push({ at: trust.now(), mode, verdict: 'refused', sentence: believed.sentence });
    return believed;
  }
  const { told } = believed;
  const verdict = STORE_MODES[mode].acts ? act(door, told) : 'ignored';
  const { type, orderId, reference } = told;
  door.heard.push({ at: trust.now(), mode, verdict, type, orderId, reference });
  const gap = post.headers['webhook-gap'];
  if (typeof gap === 'string') door.gaps.push(...gap.split(' '));
  if (mode === 'replay') await replay(door, post, { trust, merchantId });
  return believed;
}

/** Counts a delivery in a mode that was set for a number of them. */
export function countDown(door: Door): void {
  door.left -= 1;
  if (door.left > 0) return;
  door.mode = 'ok';
  door.left = Infinity;
}

/** Books what was put aside to be booked in the wrong order. */
export function settle(door: Door): void {
  const { aside } = door.memory;
  door.memory.aside = null;
  if (aside !== null) book(door.book, aside);
}

async function believe(
  door: Door,
  post: Post,
  { trust, merchantId }: { readonly trust: Trust; readonly merchantId: string },
): Promise<Believed | Refused> {
  if (door.format === 'webhook') {
    const verified = verifyWebhook(post, trust);
    return verified.ok ? weigh(door, readWebhook(verified.json, verified.id), verified.json) : verified;
  }
  const verified = verifyNotification(post, trust);
  if (!verified.ok) return verified;
  const { type, xml, uuid } = verified;
  const digest = sha256(post.body);
  const before = door.memory.posts.get(uuid);
  door.memory.posts.set(uuid, before ?? digest);
  if (before !== undefined && before !== digest) return complain(door, `Two posts have the UUID ${uuid}.`);
  const believed = weigh(door, await readNotification(xml, { type, merchantId }), xml);
  const isRetry = before !== undefined && !('ok' in believed) && !door.book.references.has(believed.told.reference);
  return isRetry ? complain(door, `The UUID ${uuid} was used for a second attempt.`) : believed;
}

/** A document that cannot be read, or is another one than before under its reference, is refused and remembered. */
function weigh(door: Door, told: Told | { readonly faults: readonly string[] }, document: string): Believed | Refused {
  if ('faults' in told) return complain(door, told.faults.join(' '));
  const digest = sha256(document);
  const before = door.memory.documents.get(told.reference);
  if (before !== undefined && before !== digest)
    return complain(door, `${told.reference} came with another document than before.`);
  door.memory.documents.set(told.reference, digest);
  return { told, digest };
}

function complain(door: Door, sentence: string): Refused {
  door.faults.push(sentence);
  return { ok: false, status: 400, sentence };
}

function act(door: Door, told: Told): Heard['verdict'] {
  if (door.mode === 'reorder' && door.memory.aside === null && !door.book.references.has(told.reference)) {
    door.memory.aside = told;
    return 'put-aside';
  }
  const verdict = book(door.book, told);
  settle(door);
  return verdict;
}

/** The same bytes again, as from somebody who recorded them: they have to change nothing. */
async function replay(door: Door, post: Post, at: { readonly trust: Trust; readonly merchantId: string }): Promise<void> {
  const again = await believe(door, post, at);
  if ('ok' in again || book(door.book, again.told) === 'repeated') return;
  door.faults.push(`${again.told.reference} was booked twice.`);
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
