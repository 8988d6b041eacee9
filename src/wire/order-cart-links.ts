import { helpPath } from '../errors.js';
import type { MeaningFaults } from './meaning-faults.js';
import { valuePlace } from './xml-place.js';
import { collapse } from './xml-text-type.js';
import type { XmlNode } from './xml-tree.js';
import type { ReadXml } from './xml.js';
import { isWebAddress, withScheme } from './web-address.js';

/**
 * A link for show (URL of an item, of its image): one that leads nowhere into the web is left out with a warning, because
 * nobody should lose a sale over a picture. Undefined where there is none.
 */
export function decodeLink(node: XmlNode | null, read: ReadXml): string | undefined {
  const text = node === null ? '' : collapse(node.text);
  if (node === null || text === '') return undefined;
  if (isWebAddress(text)) return text;
  const completed = withScheme(text);
  const kept = completed !== null && isWebAddress(completed) ? completed : undefined;
  read.warnings.add({
    rule: kept === undefined ? 'link-dropped' : 'tolerance-url',
    severity: 'warning',
    node,
    ...valuePlace(read.text, node),
    expected: 'an address that begins with http:// or https://',
    got: text,
    sentence:
      kept === undefined
        ? 'this is no address that begins with http:// or https://; it was left out'
        : `read as ${kept}; write the scheme, http:// or https://`,
    ...(kept === undefined ? { help: helpPath('SCHEMA_FAULT') } : {}),
  });
  return kept;
}

/**
 * An address that the buyer's browser or our own client goes to: anything that is none is a fault. The schema holds the
 * scheme; undefined where the element is empty or not there.
 */
export function decodeTarget(
  node: XmlNode | null,
  { read, faults }: { read: ReadXml; faults: MeaningFaults },
): string | undefined {
  const text = node === null ? '' : collapse(node.text);
  if (node === null || text === '') return undefined;
  if (isWebAddress(text)) return text;
  faults.add('SCHEMA_FAULT', {
    rule: 'http-url',
    node,
    ...valuePlace(read.text, node),
    expected: 'an address that begins with http:// or https:// and names a host',
    got: text,
    sentence: 'expected an address that begins with http:// or https:// and names a host',
  });
  return undefined;
}
