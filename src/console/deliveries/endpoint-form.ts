import type { Request } from 'express';
import type { Endpoint, EndpointFormat, NotificationNamespace } from '../../core/endpoint.js';
import { kindsOf, type EndpointWish } from '../../core/endpoint-wish.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { CartwrightError } from '../../errors.js';
import { boxName } from '../../ui/check-list.js';
import type { FieldFault } from '../../ui/form-field.js';
import { count } from '../../ui/numbers.js';
import { formField } from '../form-token.js';

/** Letters and numbers at most, and how little. */
export const LONGEST_NAME = 100;
export const LONGEST_URL = 2_000;
const BOUNDS = {
  concurrency: { most: 50, name: 'Deliveries at a time' },
  perMinute: { most: 60_000, name: 'Deliveries a minute' },
  alertAfterMinutes: { most: 20_160, name: 'Minutes until the mail' },
} as const;
type NumberField = keyof typeof BOUNDS;
const NUMBERS = Object.keys(BOUNDS) as NumberField[];
const TEXTS = ['name', 'url', 'namespace', 'keyId', ...NUMBERS] as const;
const MINUTE_MS = 60_000;

/** The names of the boxes: which kinds of events, and whether unsigned. */
export const KINDS_FIELD = 'kinds';
export const UNSIGNED_FIELD = 'unsigned';

/** An endpoint as it was typed. */
export interface EndpointTyped extends Readonly<Record<(typeof TEXTS)[number], string>> {
  readonly format: EndpointFormat;
  readonly kinds: ReadonlySet<string>;
  readonly unsigned: boolean;
}

export const readFormat = (text: unknown): EndpointFormat => (text === 'webhook' ? 'webhook' : 'notification');

/** What the form for a new endpoint begins with. */
export const emptyEndpoint = (format: EndpointFormat): EndpointTyped => ({
  ...{ format, name: '', url: '', namespace: '2008-11-30', keyId: '', unsigned: false },
  ...{ concurrency: '4', perMinute: '600', alertAfterMinutes: '60' },
  kinds: new Set(kindsOf(format)),
});

/** An endpoint as the form for it begins. */
export const typedEndpoint = (endpoint: Endpoint): EndpointTyped => ({
  ...{ format: endpoint.format, name: endpoint.name, url: endpoint.url, unsigned: endpoint.isUnsigned },
  ...{ namespace: endpoint.namespace ?? '', keyId: endpoint.keyId ?? '' },
  concurrency: String(endpoint.concurrency),
  perMinute: String(endpoint.perMinute),
  alertAfterMinutes: String(endpoint.alertAfterMs / MINUTE_MS),
  kinds: new Set(endpoint.kinds),
});

/** Whether an endpoint is just as it was typed; no key named is whichever it has. */
export function isTypedAs(endpoint: Endpoint, typed: EndpointTyped): boolean {
  const { keyId, ...is } = typedEndpoint(endpoint);
  const { keyId: wished, ...shall } = typed;
  const text = (one: typeof is): string => JSON.stringify(Object.entries({ ...one, kinds: [...one.kinds].sort() }).sort());
  return (wished === '' || wished === keyId) && text(is) === text(shall);
}

/** What a posted form says. */
export function readEndpoint(request: Request, format: EndpointFormat): EndpointTyped {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, formField(request, name).trim()]));
  const chosen = kindsOf(format).filter((kind) => formField(request, boxName(KINDS_FIELD, kind)) !== '');
  return {
    ...(texts as Record<(typeof TEXTS)[number], string>),
    format,
    kinds: new Set(chosen),
    unsigned: formField(request, UNSIGNED_FIELD) !== '',
  };
}

/** What is empty, too long or no number; whether the endpoint can be so is decided when it is saved. */
export function endpointFaults(typed: EndpointTyped): FieldFault[] {
  const faults: FieldFault[] = [];
  if (typed.name === '') faults.push({ field: 'name', message: 'Give the endpoint a name, such as that of your store.' });
  if ([...typed.name].length > LONGEST_NAME) faults.push({ field: 'name', message: `At most ${LONGEST_NAME} letters fit here.` });
  if (typed.url.length > LONGEST_URL) faults.push({ field: 'url', message: `At most ${count(LONGEST_URL)} letters fit here.` });
  return [...faults, ...NUMBERS.flatMap((field) => faultOfNumber(field, typed[field]))];
}

function faultOfNumber(field: NumberField, text: string): FieldFault[] {
  const { most, name } = BOUNDS[field];
  if (/^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return [];
  return [{ field, message: `${name}: a whole number from 1 to ${count(most)}. You wrote “${text.slice(0, 40)}”.` }];
}

/** What the flows take of it. */
export function wishOf(typed: EndpointTyped, environment: EnvironmentName): EndpointWish {
  const { name, url, format, kinds, namespace, keyId, unsigned } = typed;
  const ofFormat =
    format === 'webhook'
      ? {}
      : {
          namespace: namespace as NotificationNamespace,
          ...(keyId === '' ? {} : { keyId }),
          ...(environment === 'sandbox' ? { unsigned } : {}),
        };
  const numbers = Object.fromEntries(NUMBERS.map((field) => [field, Number(typed[field])]));
  return { name, url, format, kinds: [...kinds], ...ofFormat, ...numbers };
}

/** A refusal at the fields that it is about; what is no refusal of these is thrown again. */
export function refusedEndpoint(error: unknown): FieldFault[] {
  if (!(error instanceof CartwrightError)) throw error;
  if (error.code === 'ENDPOINT_DUPLICATE') return [{ field: 'url', message: error.detail }];
  if (error.code !== 'ENDPOINT_FAULT' && error.code !== 'ENDPOINT_ADDRESS_FORBIDDEN') throw error;
  if (error.faults.length === 0) return [{ field: 'name', message: error.detail }];
  return error.faults.map(({ pointer = '', message }) => ({ field: fieldOf(pointer), message }));
}

/** `/kinds/3` is about the boxes of `kinds`. */
const fieldOf = (pointer: string): string => pointer.split('/')[1] ?? 'name';
