import { readFile } from 'node:fs/promises';
import { ParseOption, XmlDocument, XmlParseError, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import type { Namespace } from './request-document.js';

/** Sentences about what is wrong with a document by a schema of its namespace; none: it is valid. */
export async function checkSchema(xml: string, namespace: Namespace, file: 'callback' | 'iopn' = 'callback'): Promise<string[]> {
  const source = await readFile(new URL(`../schemas/wire/${namespace}/${file}.xsd`, import.meta.url));
  const schema = XmlDocument.fromBuffer(source);
  const validator = XsdValidator.fromDoc(schema);
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE });
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError) && !(error instanceof XmlParseError)) throw error;
    return error.details.map(({ line, message }) => `${file}.xsd, line ${line}: ${message.trim()}`);
  } finally {
    document?.dispose();
    validator.dispose();
    schema.dispose();
  }
}
