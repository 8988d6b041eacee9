import { readFileSync } from 'node:fs';
import { loadApiDescription, objectAt, type Json, type JsonObject } from '../../src/http/api/description.js';
import { apiRoutes } from '../../src/http/api/routes.js';
import { callbackRoutes } from '../../src/http/callbacks.js';
import { checkoutRoutes } from '../../src/http/checkout-intake.js';
import type { HttpDeps } from '../../src/http/deps.js';
import { docsRoutes } from '../../src/http/docs-routes.js';
import { schemaRoutes } from '../../src/http/schema-routes.js';
import { serviceRoutes } from '../../src/http/service-routes.js';
import { FEATURES } from '../../src/core/access.js';

const METHODS = ['get', 'post', 'put', 'delete'];
const description = loadApiDescription();
/** The tables of routes look at nothing until a request comes. */
const deps = {} as HttpDeps;

interface Operation {
  readonly name: string;
  readonly operation: JsonObject;
}

function operations(): Operation[] {
  return Object.entries(objectAt(description, 'paths')).flatMap(([path, item]) =>
    METHODS.filter((method) => typeof item === 'object' && item !== null && method in item).map((method) => ({
      name: `${method} ${path}`,
      operation: objectAt(item, method),
    })),
  );
}

const textAt = (operation: JsonObject, name: string): string => JSON.stringify(operation[name] ?? null).replaceAll('"', '');
const pattern = (path: string): string => path.replace(/:(\w+)/g, '{$1}').replace('*path', '{path}');

describe('schemas/openapi.yaml', () => {
  test('describes every route of the API and the protocol, with the feature and right that the code declares', () => {
    const declared = [
      ...apiRoutes(deps),
      ...callbackRoutes(deps),
      ...checkoutRoutes(deps),
      ...serviceRoutes(deps),
      ...schemaRoutes(),
    ].map(
      ({ method, path, access }) => `${method === 'all' ? 'post' : method} ${pattern(path)} ${access.feature} ${access.right}`,
    );
    const described = operations()
      .filter(({ name }) => !name.includes('/help'))
      .map(({ name, operation }) => `${name} ${textAt(operation, 'x-feature')} ${textAt(operation, 'x-access')}`);
    expect(described.sort()).toEqual(declared.sort());
  });

  test('gives every operation an id of its own, a summary, a known feature, a right, an example and error responses', () => {
    const ids = operations().map(({ operation }) => operation['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
    const lacking = operations().filter(({ operation }) => {
      const responses = objectAt(operation, 'responses');
      const feature = operation['x-feature'];
      const known =
        FEATURES.some((name) => name === feature) && (operation['x-access'] === 'view' || operation['x-access'] === 'edit');
      const text = JSON.stringify(operation);
      return (
        !known ||
        typeof operation['operationId'] !== 'string' ||
        operation['summary'] === undefined ||
        !('default' in responses) ||
        !/"examples?":/.test(text)
      );
    });
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });

  test('refers only to what it defines', () => {
    const missing = [...JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)]
      .map((match) => match[1] ?? '')
      .filter(
        (path) =>
          path
            .split('/')
            .reduce<Json | undefined>((at, step) => objectAt(at === undefined ? undefined : { at }, 'at')[step], description) ===
          undefined,
      );
    expect(missing).toEqual([]);
  });

  test('says the same of a cart as schemas/cart.schema.json', () => {
    const own = objectAt(objectAt(description, 'components'), 'schemas');
    const cart = JSON.parse(readFileSync(new URL('../../schemas/cart.schema.json', import.meta.url), 'utf8')) as JsonObject;
    const bare = (value: Json): Json => resolve(value, { own, cart });
    expect(bare(own['QuoteBody'] ?? null)).toEqual(bare(cart));
  });

  test('is what /docs shows', () => {
    expect(docsRoutes().map(({ path }) => path)).toEqual(['/docs', '/docs/start.js', '/docs/openapi.json', '/docs/:asset']);
  });
});

/** A schema without words and names, its references in place. */
function resolve(value: Json, from: { own: JsonObject; cart: JsonObject }): Json {
  if (Array.isArray(value)) return value.map((entry) => resolve(entry, from));
  if (value === null || typeof value !== 'object') return value;
  const ref = value['$ref'];
  if (typeof ref === 'string') {
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    return resolve((ref.includes('$defs') ? objectAt(from.cart, '$defs')[name] : from.own[name]) ?? null, from);
  }
  const words = ['description', 'title', '$schema', '$id', '$defs'];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !words.includes(name) || typeof inner === 'object')
      .filter(([name]) => name !== '$defs')
      .map(([name, inner]) => [name, resolve(inner, from)]),
  );
}
