import type { Dialect } from '../core/cart.js';
import type { Fault } from '../core/fault.js';
import type { CartNamespace } from '../core/order-cart.js';
import type { NotificationType } from '../core/order-event.js';
import { helpPath, type ErrorCode } from '../errors.js';
import { isSurelyValid } from './xml-check.js';
import { loadSchema, type Schema, type SchemaFile } from './xml-engine.js';
import { explain, tellOverLimit } from './xml-explain.js';
import { collectFaults, type FaultList, type Finding } from './xml-faults.js';
import { guardXml } from './xml-guard.js';
import { CART_NAMESPACES, dialectOf, DIALECTS, namespaceAt, unknownNamespace, unknownRoot } from './xml-root.js';
import { adoptLater, judgeLater } from './xml-later.js';
import { mend, tellUnknown, type Mending } from './xml-mend.js';
import type { ContentType } from './xml-model.js';
import { parseXml } from './xml-parse.js';
import type { XmlNode } from './xml-tree.js';
import { scanXml } from './xml-scan.js';
import { tellVerdict, unreadBy } from './xml-verdict.js';
import { writeTree } from './xml-write.js';

export interface XmlContext {
  /** The form field that the document came in. */
  readonly field?: string;
  /** Root elements that are wanted here. */
  readonly roots: readonly string[];
  /** Namespaces that are read here; the two dialects where none are named. */
  readonly namespaces?: readonly CartNamespace[];
}

/** A document that the schema holds for valid, mended where that was tolerated. */
export interface ReadXml {
  readonly ok: true;
  readonly namespace: CartNamespace;
  /** Whose shape it has. */
  readonly dialect: Dialect;
  readonly root: XmlNode;
  /** The document as text, byte order mark included: what the offsets of the nodes count in. */
  readonly text: string;
  /** Warnings so far; more may be added. */
  readonly warnings: FaultList;
  /** An empty list whose faults get the same field, places and paths. */
  readonly newFaults: () => FaultList;
}

export interface RefusedXml {
  readonly ok: false;
  readonly namespace: CartNamespace | null;
  readonly dialect: Dialect | null;
  readonly code: ErrorCode;
  /** At least one error, then the warnings. */
  readonly faults: Fault[];
  /** As far as it could be read. */
  readonly root: XmlNode | null;
}

export const ORDER_ROOT = 'Order';
/** What a store is told: the root element is the type of the notification. */
export const NOTIFICATION_ROOTS: readonly NotificationType[] = [
  'NewOrderNotification',
  'OrderReadyToShipNotification',
  'OrderCancelledNotification',
];

/** By namespace and file: `2009-05-15/order`. */
const schemas = new Map<string, Schema>();

/** Compiles the schemas of all namespaces; once, at boot, before anything is read. */
export async function loadSchemas(): Promise<void> {
  for (const namespace of CART_NAMESPACES) {
    for (const file of ['callback', 'order', 'iopn'] as const) {
      const key = `${namespace}/${file}`;
      if (!schemas.has(key)) schemas.set(key, await loadSchema(namespace, file));
    }
  }
}

/**
 * Reads a document: refuses what is hostile, parses once with positions, mends the listed tolerances, then asks the strict
 * schema wherever our own tables are not sure (contracts.md, Reading documents).
 */
export function readXml(bytes: Uint8Array, context: XmlContext): ReadXml | RefusedXml {
  const guarded = guardXml(bytes);
  if (!guarded.ok) {
    return refuse(null, guarded.code, null, guarded.text, context, { ...guarded, node: null, offset: guarded.offset ?? 0 });
  }
  const { text } = guarded;
  const plain = scanXml(text);
  const parsed = plain === null ? parseXml(text) : ({ ok: true, root: plain, doubt: null } as const);
  const { root } = parsed;
  const namespace = root === null ? null : namespaceAt(root.uri);
  if (!parsed.ok) return refuse(namespace, parsed.code, root, text, context, { ...parsed, node: parsed.open });
  const wanted = context.namespaces ?? DIALECTS;
  if (namespace === null || !wanted.includes(namespace)) {
    return refuse(null, 'NAMESPACE_UNKNOWN', parsed.root, text, context, unknownNamespace(parsed.root, wanted));
  }
  const schema = schemaOf(namespace, fileOf(parsed.root));
  const type = schema.model.roots.get(parsed.root.name);
  if (type === undefined || !context.roots.includes(parsed.root.name)) {
    return refuse(namespace, 'ROOT_UNKNOWN', parsed.root, text, context, unknownRoot(parsed.root, context.roots));
  }
  const unread = parsed.doubt === null ? null : unreadBy(schema.judge(bytes), parsed.doubt);
  if (unread !== null) return refuse(namespace, 'XML_MALFORMED', parsed.root, text, context, unread);
  const newFaults = (): FaultList => collectFaults(text, context.field, schema.model.repeats);
  const dialect = dialectOf(namespace);
  const read: ReadXml = { ok: true, namespace, dialect, root: parsed.root, text, warnings: newFaults(), newFaults };
  return isSurelyValid(parsed.root, type) ? read : readDoubtful(bytes, schema, type, read);
}

/** A schema of a namespace; throws where `loadSchemas` was forgotten. */
export function schemaOf(namespace: CartNamespace, file: SchemaFile = 'callback'): Schema {
  const schema = schemas.get(`${namespace}/${file}`);
  if (schema === undefined) throw new Error('loadSchemas() must have run before a document is read');
  return schema;
}

function fileOf(root: XmlNode): SchemaFile {
  if (root.name === ORDER_ROOT) return 'order';
  return NOTIFICATION_ROOTS.some((name) => name === root.name) ? 'iopn' : 'callback';
}

/**
 * What only the later namespace has. In a callback of an earlier one it is passed over with a warning of its own, in a cart
 * it is read: real carts preset addresses and carry custom data under 2008-11-30 (protocol 1.1).
 */
function laterThan(namespace: CartNamespace, file: SchemaFile): Pick<Mending, 'otherNames' | 'laterTypes'> {
  if (dialectOf(namespace) === DIALECTS[0]) return { otherNames: new Set(), laterTypes: new Map() };
  const { names, types } = schemaOf('2009-05-15', file).model;
  return { otherNames: names, laterTypes: file === 'order' ? types : new Map() };
}

/** Mends what is tolerated and then has the strict schema judge what our tables are not sure of. */
function readDoubtful(bytes: Uint8Array, schema: Schema, type: ContentType, read: ReadXml): ReadXml | RefusedXml {
  const { namespace, dialect, root, text, warnings } = read;
  const faults = read.newFaults();
  if (tellOverLimit(root, type, faults)) {
    return { ok: false, namespace, dialect, code: 'SCHEMA_FAULT', faults: faults.list(), root };
  }
  const later = laterThan(namespace, fileOf(root));
  const mending: Mending = { text, warnings, ...later, later: [], unknown: new Map(), changed: false };
  mend(root, type, mending);
  tellUnknown(mending);
  judgeLater(mending.later, text, faults);
  const mended = mending.changed && isSurelyValid(root, type);
  const verdict = mended ? ({ state: 'valid' } as const) : schema.judge(mending.changed ? writeTree(root) : bytes);
  if (verdict.state === 'valid' && faults.count() === 0) {
    adoptLater(mending.later);
    return read;
  }
  if (verdict.state === 'invalid') explain(root, type, text, faults);
  if (faults.count() === 0) tellVerdict(verdict, root, faults);
  const code = verdict.state === 'malformed' ? 'XML_MALFORMED' : 'SCHEMA_FAULT';
  return { ok: false, namespace, dialect, code, faults: [...faults.list(), ...warnings.list()], root };
}

type Refusal = Omit<Finding, 'severity' | 'sentence' | 'help'> & { readonly message: string };

function refuse(
  namespace: CartNamespace | null,
  code: ErrorCode,
  root: XmlNode | null,
  text: string,
  context: XmlContext,
  found: Refusal,
): RefusedXml {
  const repeats = namespace === null || root === null ? () => false : schemaOf(namespace, fileOf(root)).model.repeats;
  const faults = collectFaults(text, context.field, repeats);
  faults.add({ ...found, severity: 'error', sentence: found.message, help: helpPath(code) });
  const dialect = namespace === null ? null : dialectOf(namespace);
  return { ok: false, namespace, dialect, code, faults: faults.list(), root };
}
