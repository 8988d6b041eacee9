/**
 * What a route or a page belongs to and what it takes to use it: the 21 features of the console by their names, and
 * three that no merchant can grant (`protocol`: guarded by signatures, `public`: for everyone, `operator`: loopback or a token).
 */
export const FEATURES = [
  'manage-orders',
  'order-reports',
  'upload-order-files',
  'checkout-button',
  'integration-methods',
  'error-console',
  'access-key',
  'upsell-settings',
  'marketing-toolkit',
  'seller-performance',
  'site-metrics',
  'payments',
  'feedback',
  'account-info',
  'login-settings',
  'shipping',
  'promotions',
  'taxes',
  'user-permissions',
  'info-and-policies',
  'order-pipeline',
  'protocol',
  'public',
  'operator',
] as const;

export type Feature = (typeof FEATURES)[number];
export type Right = 'view' | 'edit';

export interface Access {
  readonly feature: Feature;
  readonly right: Right;
}

/** `use` is for what answers a whole subtree, such as static files. */
export type RouteMethod = 'all' | 'get' | 'post' | 'put' | 'delete' | 'use';

/** One row of a room's table of routes; `H` is the handler type of whatever router the table is declared on. */
export interface RouteRow<H> {
  readonly method: RouteMethod;
  readonly path: string;
  readonly access: Access;
  readonly handlers: readonly H[];
}

/** What a router must offer to have a table declared on it; an express Router does. */
export type DeclarableRouter<H> = Readonly<Record<RouteMethod, (path: string, ...handlers: H[]) => unknown>>;

/** Router -> `method path` of the rows declared on it. */
const declared = new WeakMap<object, Map<string, Access>>();

/**
 * Mounts every row of a table. This is the only way to add a route: `undeclaredRoutes` finds the others, and the
 * service does not start with one. `guard`, if given, makes the handler that stands before those of each row.
 *
 *     declareRoutes(router, [{ method: 'get', path: '/healthz', access: { feature: 'public', right: 'view' }, handlers: [healthz] }])
 */
export function declareRoutes<H>(
  router: DeclarableRouter<H>,
  table: readonly RouteRow<H>[],
  guard?: (access: Access) => H,
): void {
  const known = declared.get(router) ?? new Map<string, Access>();
  declared.set(router, known);
  for (const row of table) {
    router[row.method](row.path, ...(guard === undefined ? row.handlers : [guard(row.access), ...row.handlers]));
    known.set(`${row.method} ${row.path}`, row.access);
  }
}

/** The rows declared on a router, in order. */
export function declaredRoutes(router: object): { readonly method: string; readonly path: string; readonly access: Access }[] {
  return [...(declared.get(router) ?? [])].map(([key, access]) => {
    const blank = key.indexOf(' ');
    return { method: key.slice(0, blank), path: key.slice(blank + 1), access };
  });
}

/** As much of a router's insides as the walk below reads. */
interface RouterLike {
  readonly stack?: readonly { readonly name?: string; readonly handle?: unknown; readonly route?: RouteLike }[];
}
interface RouteLike {
  readonly path: string;
  readonly methods: Readonly<Record<string, boolean>>;
}

/** `get /secret` for every route under a router, however deep, that no table declares; empty is the only good answer. */
export function undeclaredRoutes(router: object): string[] {
  const known = declared.get(router);
  return ((router as RouterLike).stack ?? []).flatMap((layer) => {
    if (layer.route !== undefined) return undeclaredMethods(layer.route, known);
    return typeof layer.handle === 'function' && 'stack' in layer.handle ? undeclaredRoutes(layer.handle) : [];
  });
}

function undeclaredMethods(route: RouteLike, known: ReadonlyMap<string, Access> | undefined): string[] {
  return Object.keys(route.methods)
    .map((method) => `${method === '_all' ? 'all' : method} ${route.path}`)
    .filter((name) => known?.has(name) !== true);
}
