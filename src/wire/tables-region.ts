import { readRegion, regionText, type Region } from '../core/region.js';
import type { PredefinedRegion, RegionDocument } from '../core/settings.js';
import type { TablesReading } from './tables-price.js';
import { RULES } from './tolerances.js';
import { valuePlace } from './xml-place.js';
import { collapse } from './xml-text-type.js';
import { childOf, type XmlNode } from './xml-tree.js';

export interface DecodedRegion {
  readonly region: Region;
  /** In words: `zip 98104`. */
  readonly text: string;
}

type Decoder = (node: XmlNode) => RegionDocument;

/** The four region elements (protocol 1.4). */
const DECODERS: Readonly<Record<string, Decoder>> = {
  USZipRegion: (node) => ({ kind: 'zip', zip: collapse(node.text) }),
  USStateRegion: (node) => ({ kind: 'state', state: collapse(node.text) }),
  WorldRegion: (node) => {
    const postalRegion = collapse(childOf(node, 'PostalRegion')?.text ?? '');
    const country = collapse(childOf(node, 'CountryCode')?.text ?? '');
    return { kind: 'country', country, ...(postalRegion === '' ? {} : { postalRegion }) };
  },
  // The schema holds the names.
  PredefinedRegion: (node) => ({ kind: 'predefined', name: collapse(node.text) as PredefinedRegion }),
};
/** Where a problem of core/region.ts stands inside a WorldRegion. */
const PLACES: Readonly<Record<string, string>> = { country: 'CountryCode', postalRegion: 'PostalRegion' };

/** Every region that stands directly in an element; one that cannot be read is a fault and left out. */
export function decodeRegions(parent: XmlNode, reading: TablesReading): DecodedRegion[] {
  return parent.children.flatMap((node) => {
    const decoder = DECODERS[node.name];
    if (decoder === undefined) return [];
    const document = decoder(node);
    const found = readRegion(document);
    if (!found.ok) {
      const { field, message, ...problem } = found.problem;
      const at = childOf(node, PLACES[field] ?? '') ?? node;
      // A WorldRegion without a country has no value to point at.
      const place = at.name === 'WorldRegion' ? { offset: at.start } : valuePlace(reading.read.text, at);
      reading.faults.add('SCHEMA_FAULT', { ...problem, node: at, ...place, sentence: message });
      return [];
    }
    warnOfName(node, document, found.region, reading);
    return [{ region: found.region, text: regionText(document) }];
  });
}

/** A state by its full name is read as its two letters. */
function warnOfName(node: XmlNode, document: RegionDocument, region: Region, { read }: TablesReading): void {
  if (document.kind !== 'state' || document.state.length <= 2 || region.kind !== 'state') return;
  read.warnings.add({
    rule: RULES.stateName,
    severity: 'warning',
    node,
    ...valuePlace(read.text, node),
    expected: region.state,
    got: document.state,
    sentence: `read as ${region.state}; write the two letters`,
  });
}
