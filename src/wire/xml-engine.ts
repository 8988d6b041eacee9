import { readFile } from 'node:fs/promises';
import { ParseOption, XmlDocument, XmlParseError, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import type { CartNamespace } from '../core/order-cart.js';
import { compileModel, type Model } from './xml-model.js';
import { dialectOf, namespaceOf } from './xml-root.js';

/** Which of the three schemas of a namespace. */
export type SchemaFile = 'callback' | 'order' | 'iopn';

export interface Schema {
  readonly namespace: CartNamespace;
  readonly model: Model;
  readonly judge: (document: Uint8Array | string) => Verdict;
}

/** What the schema's engine says; `steps` lead from the root to the element that it means. */
export type Verdict =
  | { readonly state: 'valid' }
  | { readonly state: 'invalid'; readonly faults: readonly { readonly xpath: string; readonly message: string }[] }
  | { readonly state: 'malformed'; readonly line: number; readonly message: string };

/** Documents have no document type by now; entities stay unread and the network out of reach all the same. */
const OPTIONS = { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_COMPACT };

/** Relative to src/wire and dist/wire alike. */
const SCHEMAS = new URL('../../schemas/wire/', import.meta.url);

/** Reads and compiles a schema of a namespace, once for the engine and once as tables. */
export async function loadSchema(namespace: CartNamespace, file: SchemaFile): Promise<Schema> {
  const dialect = dialectOf(namespace);
  const source = await readFile(new URL(`${dialect}/${file}.xsd`, SCHEMAS), 'utf8');
  const xsd = source.replaceAll(namespaceOf(dialect), namespaceOf(namespace));
  const document = XmlDocument.fromString(xsd);
  try {
    const validator = XsdValidator.fromDoc(document);
    return { namespace, model: compileModel(xsd), judge: (xml) => judge(validator, xml) };
  } finally {
    document.dispose();
  }
}

function judge(validator: XsdValidator, xml: Uint8Array | string): Verdict {
  let document: XmlDocument | undefined;
  try {
    document = typeof xml === 'string' ? XmlDocument.fromString(xml, OPTIONS) : XmlDocument.fromBuffer(xml, OPTIONS);
    validator.validate(document);
    return { state: 'valid' };
  } catch (error) {
    if (error instanceof XmlValidateError)
      return { state: 'invalid', faults: error.details.map(({ xpath, message }) => ({ xpath: xpath ?? '', message })) };
    if (error instanceof XmlParseError)
      return { state: 'malformed', line: error.details[0]?.line ?? 1, message: error.details[0]?.message ?? error.message };
    throw error;
  } finally {
    // The engine's memory is not JavaScript's: nobody else would free it.
    document?.dispose();
  }
}
