import { Stop } from '../stop.js';
import type { StoreClient } from './client.js';

export type Format = 'notification' | 'webhook';

/** An endpoint that this store was registered as. */
export interface Registered {
  readonly id: string;
  readonly format: Format;
  /** Of a webhook; shown once. */
  readonly secret: string | null;
}

const PATHS: Readonly<Record<Format, string>> = { notification: '/notifications', webhook: '/webhooks' };

/** Registers the store's address in each format; what stood there before from an earlier run is removed. Stops (1) where it is refused. */
export async function register(
  client: StoreClient,
  { origin, formats, keyId }: { readonly origin: string; readonly formats: readonly Format[]; readonly keyId: string },
): Promise<Registered[]> {
  await removeEarlier(client, origin);
  const registered: Registered[] = [];
  for (const format of formats) {
    const about = { name: `Sandbox store, ${format}s`, url: origin + PATHS[format], format };
    const answer = await client.ask('POST', '/endpoints', format === 'notification' ? { ...about, keyId } : about);
    if (answer.status !== 201)
      throw new Stop(1, `The store could not be registered: ${answer.status} ${answer.text.slice(0, 300)}`);
    const { endpointId, secret } = answer.body as { readonly endpointId: string; readonly secret?: string | null };
    registered.push({ id: endpointId, format, secret: secret ?? null });
  }
  return registered;
}

/** Takes the endpoints away again. */
export async function unregister(client: StoreClient, registered: readonly Pick<Registered, 'id'>[]): Promise<void> {
  for (const { id } of registered) await client.ask('DELETE', `/endpoints/${id}`);
}

async function removeEarlier(client: StoreClient, origin: string): Promise<void> {
  const answer = await client.ask('GET', '/endpoints');
  if (answer.status !== 200) throw new Stop(1, `GET /endpoints answers ${answer.status}: ${answer.text.slice(0, 300)}`);
  const { items } = answer.body as { readonly items: readonly { readonly endpointId: string; readonly url: string }[] };
  const earlier = items.filter(({ url }) => url.startsWith(`${origin}/`));
  await unregister(
    client,
    earlier.map(({ endpointId }) => ({ id: endpointId })),
  );
}
