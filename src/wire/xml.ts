import type { Dialect } from '../core/cart.js';
import type { Fault } from '../core/fault.js';
import { helpPath, type ErrorCode } from '../errors.js';
import { isSurelyValid } from './xml-check.js';
import { loadSchema, type Schema } from './xml-engine.js';
import { explain, tellOverLimit } from './xml-explain.js';
import { collectFaults, type FaultList, type Finding } from './xml-faults.js';
import { guardXml } from './xml-guard.js';
import { DIALECTS, dialectOf, unknownNamespace, unknownRoot } from './xml-root.js';
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
}

/** A document that the schema holds for valid, mended where that was tolerated. */
export interface ReadXml {
  readonly ok: true;
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
  readonly dialect: Dialect | null;
  readonly code: ErrorCode;
  /** At least one error, then the warnings. */
  readonly faults: Fault[];
  /** As far as it could be read. */
  readonly root: XmlNode | null;
}

const schemas = new Map<Dialect, Schema>();

/** Compiles the schemas of both namespaces; once, at boot, before anything is read. */
export async function loadSchemas(): Promise<void> {
  if (schemas.size === DIALECTS.length) return;
  for (const dialect of DIALECTS) schemas.set(dialect, await loadSchema(dialect));
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
  const root = parsed.root;
  const dialect = root === null ? null : dialectOf(root.uri);
  if (!parsed.ok) return refuse(dialect, parsed.code, root, text, context, { ...parsed, node: parsed.open });
  if (dialect === null) return refuse(null, 'NAMESPACE_UNKNOWN', parsed.root, text, context, unknownNamespace(parsed.root));
  const schema = schemaOf(dialect);
  const type = schema.model.roots.get(parsed.root.name);
  if (type === undefined || !context.roots.includes(parsed.root.name)) {
    return refuse(dialect, 'ROOT_UNKNOWN', parsed.root, text, context, unknownRoot(parsed.root, context.roots));
  }
  const unread = parsed.doubt === null ? null : unreadBy(schema.judge(bytes), parsed.doubt);
  if (unread !== null) return refuse(dialect, 'XML_MALFORMED', parsed.root, text, context, unread);
  const newFaults = (): FaultList => collectFaults(text, context.field, schema.model.repeats);
  const read: ReadXml = { ok: true, dialect, root: parsed.root, text, warnings: newFaults(), newFaults };
  return isSurelyValid(parsed.root, type) ? read : readDoubtful(bytes, schema, type, read);
}

/** The schema of a namespace; throws where `loadSchemas` was forgotten. */
export function schemaOf(dialect: Dialect): Schema {
  const schema = schemas.get(dialect);
  if (schema === undefined) throw new Error('loadSchemas() must have run before a document is read');
  return schema;
}

/** Names that only the later schema has: under the earlier one they are passed over with a warning of their own. */
function otherNames(schema: Schema): ReadonlySet<string> {
  const later = DIALECTS[0];
  return later === undefined || schema.dialect === later ? new Set() : schemaOf(later).model.names;
}

/** Mends what is tolerated and then has the strict schema judge what our tables are not sure of. */
function readDoubtful(bytes: Uint8Array, schema: Schema, type: ContentType, read: ReadXml): ReadXml | RefusedXml {
  const { dialect, root, text, warnings } = read;
  const faults = read.newFaults();
  if (tellOverLimit(root, type, faults)) return { ok: false, dialect, code: 'SCHEMA_FAULT', faults: faults.list(), root };
  const mending: Mending = { text, warnings, otherNames: otherNames(schema), unknown: new Map(), changed: false };
  mend(root, type, mending);
  tellUnknown(mending);
  if (mending.changed && isSurelyValid(root, type)) return read;
  const verdict = schema.judge(mending.changed ? writeTree(root) : bytes);
  if (verdict.state === 'valid') return read;
  if (verdict.state === 'invalid') explain(root, type, text, faults);
  if (faults.count() === 0) tellVerdict(verdict, root, faults);
  const code = verdict.state === 'malformed' ? 'XML_MALFORMED' : 'SCHEMA_FAULT';
  return { ok: false, dialect, code, faults: [...faults.list(), ...warnings.list()], root };
}

type Refusal = Omit<Finding, 'severity' | 'sentence' | 'help'> & { readonly message: string };

function refuse(
  dialect: Dialect | null,
  code: ErrorCode,
  root: XmlNode | null,
  text: string,
  context: XmlContext,
  found: Refusal,
): RefusedXml {
  const repeats = dialect === null ? () => false : schemaOf(dialect).model.repeats;
  const faults = collectFaults(text, context.field, repeats);
  faults.add({ ...found, severity: 'error', sentence: found.message, help: helpPath(code) });
  return { ok: false, dialect, code, faults: faults.list(), root };
}
