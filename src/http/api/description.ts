import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

/** JSON as it comes out of a YAML file. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = Record<string, Json>;

/** schemas/ lies beside src/ and dist/ alike. */
export const SCHEMAS_FOLDER = fileURLToPath(new URL('../../../schemas/', import.meta.url));
/** Files whose entries are schemas, and files whose entries are path items. */
const SCHEMA_FILES = [
  'messages.yaml',
  'cart-messages.yaml',
  'order-messages.yaml',
  'shipment-messages.yaml',
  'refund-messages.yaml',
  'chargeback-messages.yaml',
  'events.yaml',
  'endpoint-messages.yaml',
  'exchanges.yaml',
  'settings.yaml',
];
const PATH_FILES = [
  'carts.yaml',
  'orders.yaml',
  'shipments.yaml',
  'refunds.yaml',
  'payments.yaml',
  'chargebacks.yaml',
  'ledger.yaml',
  'clock.yaml',
  'endpoints.yaml',
  'protocol.yaml',
  'service.yaml',
  'shop.yaml',
  'webhooks.yaml',
];

/**
 * The API description as one document: every schema under `components/schemas`, every path in place. The parts are joined
 * here because the validator cannot follow references into other files once they refer back.
 */
export function loadApiDescription(): JsonObject {
  const root = readYaml('openapi.yaml');
  const schemas: JsonObject = {};
  for (const file of SCHEMA_FILES) Object.assign(schemas, rewriteRefs(readYaml(`openapi/${file}`)));
  const pathItems: JsonObject = {};
  for (const file of PATH_FILES) Object.assign(pathItems, rewriteRefs(readYaml(`openapi/${file}`)));
  const inPlace = (name: string): JsonObject =>
    Object.fromEntries(Object.entries(objectAt(root, name)).map(([path, item]) => [path, pathItem(item, pathItems)]));
  const joined = { paths: inPlace('paths'), 'x-webhooks': inPlace('x-webhooks') };
  return { ...root, ...joined, components: { ...objectAt(root, 'components'), schemas } };
}

function readYaml(name: string): JsonObject {
  return rewriteRefs(load(readFileSync(`${SCHEMAS_FOLDER}${name}`, 'utf8')) as Json) as JsonObject;
}

/** `openapi/settings.yaml#/TaxDocument`, `settings.yaml#/TaxDocument` and `#/TaxDocument` are one schema. */
function rewriteRefs(value: Json): Json {
  if (Array.isArray(value)) return value.map(rewriteRefs);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, isRef(name, inner) ? rewriteRef(inner) : rewriteRefs(inner)]),
  );
}

const isRef = (name: string, value: Json): value is string => name === '$ref' && typeof value === 'string';
const rewriteRef = (ref: string): string =>
  ref.includes('#/components/') ? ref : `#/components/schemas/${ref.slice(ref.indexOf('#/') + 2)}`;

function pathItem(item: Json, items: JsonObject): Json {
  if (item === null || typeof item !== 'object' || Array.isArray(item) || typeof item['$ref'] !== 'string') return item;
  const name = item['$ref'].slice(item['$ref'].lastIndexOf('/') + 1);
  return items[name] ?? item;
}

/** A member that must be an object; an empty one where it is not. */
export function objectAt(value: Json | undefined, name: string): JsonObject {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
