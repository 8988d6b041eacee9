import { NOTIFICATION_KINDS, type Endpoint, type EndpointFormat, type NotificationNamespace } from './endpoint.js';
import type { EnvironmentName } from './exchange.js';
import type { Fault } from './fault.js';
import { EVENT_KINDS, type EventKind } from './order-event.js';

/** What somebody wants of an endpoint; what is left out has a default. */
export interface EndpointWish {
  readonly name: string;
  readonly url: string;
  readonly format: EndpointFormat;
  readonly namespace?: NotificationNamespace;
  readonly kinds?: readonly string[];
  readonly unsigned?: boolean;
  readonly keyId?: string;
  readonly concurrency?: number;
  readonly perMinute?: number;
  readonly alertAfterMinutes?: number;
}

export type SettledEndpoint = Pick<
  Endpoint,
  'name' | 'url' | 'format' | 'namespace' | 'kinds' | 'isUnsigned' | 'keyId' | 'concurrency' | 'perMinute' | 'alertAfterMs'
>;

interface Surroundings {
  readonly environment: EnvironmentName;
  /** Keys that may sign, the newest first. */
  readonly keyIds: readonly string[];
  /** Why the address may not be called; null where it may, or where only a look-up of its name could tell. */
  readonly urlProblem: UrlProblem | null;
}

export interface UrlProblem {
  /** The end of a sentence whose subject is the endpoint. */
  readonly because: string;
  /** It can be read, but leads where nothing is ever sent. */
  readonly isForbidden: boolean;
}

/** The rule of the fault at an address that leads where nothing is ever sent. */
export const FORBIDDEN_ADDRESS = 'endpoint-address-forbidden';

const MINUTE_MS = 60_000;
const DEFAULT_CONCURRENCY = 4;
const DEFAULT_PER_MINUTE = 600;
const DEFAULT_ALERT_MINUTES = 60;
const DEFAULT_NAMESPACE = '2008-11-30';

/** The kinds that an endpoint can take: of notifications three, of webhooks all but the test, which goes where it is sent. */
export const kindsOf = (format: EndpointFormat): readonly EventKind[] =>
  format === 'notification' ? NOTIFICATION_KINDS : EVENT_KINDS.filter((kind) => kind !== 'endpoint.test');

/** An endpoint with its defaults, or everything that keeps it from being one. Numbers are in bounds already (schemas/openapi). */
export function settleEndpoint(
  wish: EndpointWish,
  around: Surroundings,
): { readonly ok: true; readonly settled: SettledEndpoint } | { readonly ok: false; readonly faults: readonly Fault[] } {
  const faults = [...faultsOfAddress(wish, around), ...faultsOfKinds(wish), ...faultsOfSigning(wish, around)];
  if (faults.length > 0) return { ok: false, faults };
  const { format } = wish;
  const isNotification = format === 'notification';
  const wanted = new Set(wish.kinds ?? kindsOf(format));
  const settled = {
    ...{ name: wish.name, url: wish.url, format },
    namespace: isNotification ? (wish.namespace ?? DEFAULT_NAMESPACE) : null,
    kinds: kindsOf(format).filter((kind) => wanted.has(kind)),
    isUnsigned: wish.unsigned ?? false,
    keyId: isNotification ? (wish.keyId ?? around.keyIds[0] ?? null) : null,
    concurrency: wish.concurrency ?? DEFAULT_CONCURRENCY,
    perMinute: wish.perMinute ?? DEFAULT_PER_MINUTE,
    alertAfterMs: (wish.alertAfterMinutes ?? DEFAULT_ALERT_MINUTES) * MINUTE_MS,
  };
  return { ok: true, settled };
}

function faultsOfAddress({ format, namespace }: EndpointWish, { urlProblem }: Surroundings): Fault[] {
  return [
    ...(urlProblem === null ? [] : [faultOfUrl(urlProblem)]),
    ...(format === 'webhook' && namespace !== undefined
      ? [fault('/namespace', 'Webhooks are JSON and have no namespace.', 'no namespace')]
      : []),
  ];
}

function faultOfUrl({ because, isForbidden }: UrlProblem): Fault {
  const expected = 'a public https address; the sandbox calls http as well';
  const found = fault('/url', `The endpoint ${because}.`, expected);
  return isForbidden ? { ...found, rule: FORBIDDEN_ADDRESS } : found;
}

function faultsOfKinds({ format, kinds }: EndpointWish): Fault[] {
  const known: readonly string[] = kindsOf(format);
  const expected = `one of ${known.join(', ')}`;
  if (kinds?.length === 0) return [fault('/kinds', 'An endpoint that takes nothing is none.', expected)];
  return (kinds ?? []).flatMap((kind, index) =>
    known.includes(kind) ? [] : [{ ...fault(`/kinds/${index}`, `A ${format} does not tell of this.`, expected), got: kind }],
  );
}

function faultsOfSigning({ format, unsigned, keyId }: EndpointWish, { environment, keyIds }: Surroundings): Fault[] {
  const faults: Fault[] = [];
  if (unsigned === true && format === 'webhook')
    faults.push(fault('/unsigned', 'Webhooks are always signed with a secret of their own.', 'false'));
  if (unsigned === true && environment === 'live')
    faults.push(fault('/unsigned', 'Unsigned notifications are for trying things out in the sandbox.', 'false'));
  if (keyId !== undefined && format === 'webhook')
    faults.push(fault('/keyId', 'Webhooks are signed with a secret of their own, not with an access key.', 'no keyId'));
  else if (keyId !== undefined && !keyIds.includes(keyId))
    faults.push({ ...fault('/keyId', 'This environment has no such active access key.', 'an active access key'), got: keyId });
  return faults;
}

const fault = (pointer: string, message: string, expected: string): Fault => ({
  rule: 'endpoint',
  severity: 'error',
  pointer,
  message,
  expected,
});
