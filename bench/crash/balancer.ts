import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One port in front of several servers, as a load balancer is: who is not ready gets no connections and loses those it has. */
export interface Balancer {
  readonly port: number;
  stop(): Promise<void>;
}

interface Server {
  readonly port: number;
  ready: boolean;
  readonly sockets: Set<Socket>;
}

const ASK_EVERY_MS = 200;
const ASK_TIMEOUT_MS = 2_000;

/** Balances connections in turn over the servers of these ports that answer 200 on `/readyz`. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const servers = ports.map((port): Server => ({ port, ready: true, sockets: new Set() }));
  let turn = 0;
  const next = (): Server | undefined => {
    const ready = servers.filter((server) => server.ready);
    return ready[turn++ % Math.max(ready.length, 1)];
  };
  const door = createServer((socket) => {
    pass(socket, next());
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  let over = false;
  const asking = servers.map(async (server) => {
    while (!over) {
      await ask(server);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  });
  return {
    port: (door.address() as AddressInfo).port,
    stop: async () => {
      over = true;
      for (const server of servers) cutOff(server);
      door.close();
      await Promise.all(asking);
    },
  };
}

/** Where nobody is ready the connection is closed at once, as if nobody listened. */
function pass(socket: Socket, server: Server | undefined): void {
  socket.on('error', () => socket.destroy());
  if (server === undefined) {
    socket.destroy();
    return;
  }
  const onward = connect(server.port, '127.0.0.1');
  const end = (): void => {
    server.sockets.delete(onward);
    onward.destroy();
    socket.destroy();
  };
  server.sockets.add(onward);
  onward.on('error', end).on('close', end);
  socket.on('close', end);
  socket.pipe(onward).pipe(socket);
}

async function ask(server: Server): Promise<void> {
  const ready = await fetch(`http://127.0.0.1:${server.port}/readyz`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!ready && server.ready) cutOff(server);
  server.ready = ready;
}

function cutOff({ sockets }: Server): void {
  for (const socket of sockets) socket.destroy();
}
