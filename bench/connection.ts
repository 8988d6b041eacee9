import { type Socket, connect } from 'node:net';
import type { Answer } from './answer-check.js';

/** One keep-alive connection that posts one request at a time. */
export interface Connection {
  /** Sends a whole HTTP request (Latin-1) and gives its whole answer; throws where the connection breaks before that. */
  post(text: string): Promise<Answer>;
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Message of the error where a connection ends before its answer is there. */
export const CLOSED = 'the connection was closed';
const HEAD_END = Buffer.from('\r\n\r\n');
const TIMED_OUT = Buffer.from('HTTP/1.1 408 ');

/** Opens a raw connection: no agent, no pool, no header objects, so that the load costs as little as it can. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = await opened(port);
  let waiting: Waiting | null = null;
  let received: Buffer = Buffer.alloc(0);
  const fail = (error: Error): void => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    // node answers so where its own loop was kept from reading for too long; then it closes
    if (received.subarray(0, TIMED_OUT.length).equals(TIMED_OUT)) {
      socket.destroy(new Error(CLOSED));
      return;
    }
    const answer = readAnswer(received);
    if (answer === null) return;
    received = Buffer.alloc(0);
    const { resolve } = waiting ?? { resolve: () => undefined };
    waiting = null;
    resolve(answer);
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error(CLOSED)));
  return {
    post: (text) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        if (socket.destroyed) fail(new Error(CLOSED));
        else socket.write(text, 'latin1');
      }),
    close: () => void socket.destroy(),
  };
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** A server says so to whom it waited for too long, without a length, and closes the connection. */
const TOO_SLOW = 'HTTP/1.1 408';

/** The answer if it has arrived whole; every server of the bench announces its length. */
function readAnswer(received: Buffer): Answer | null {
  const end = received.indexOf(HEAD_END);
  if (end === -1) return null;
  const head = received.toString('latin1', 0, end);
  if (head.startsWith(TOO_SLOW)) return null;
  const length = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
  if (received.length < end + HEAD_END.length + length) return null;
  return { status: Number(head.slice(9, 12)), head, body: received.subarray(end + HEAD_END.length) };
}
