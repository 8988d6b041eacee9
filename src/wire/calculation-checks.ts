import type { Fault } from '../core/fault.js';
import { foldCountry } from '../core/country.js';
import { foldState } from '../core/states.js';
import { helpPath, type ErrorCode } from '../errors.js';
import type { DecodedItem, DecodedOrder } from './calculation-decode.js';
import { RULES } from './tolerances.js';
import { shorten } from './xml-faults.js';
import { valuePlace } from './xml-place.js';
import { childOf, type XmlNode } from './xml-tree.js';
import type { ReadXml } from './xml.js';

/**
 * Ids that must be unique and are not: nobody could tell which line or which address an answer means. SKUs may repeat
 * (semantics A.2.8).
 */
export function checkIds(
  read: ReadXml,
  items: readonly DecodedItem[],
  orders: readonly DecodedOrder[],
): { code: ErrorCode; faults: Fault[] } | null {
  const ids = read.dialect === '2009-05-15' ? items.map(({ idNode }) => idNode) : [];
  const item = secondOf(ids);
  if (item !== null) return doubled(read, item, 'ITEM_DOUBLED', 'item-id-doubled', 'another line of the cart has this id');
  const address = secondOf(orders.map(({ addressNode }) => addressNode));
  if (address !== null) return doubled(read, address, 'SCHEMA_FAULT', 'address-id-doubled', 'another CallbackOrder has this id');
  return null;
}

/** Warnings about a request that can be priced all the same: state names in full, items in no order. */
export function warnOf(read: ReadXml, items: readonly DecodedItem[], orders: readonly DecodedOrder[]): void {
  for (const { addressNode } of orders) if (addressNode.parent !== null) warnOfState(read, addressNode.parent);
  const named = new Set(orders.flatMap(({ itemNodes }) => itemNodes.map((node) => node.text)));
  for (const { item, node, idNode } of items) {
    if (named.has(item.wireId)) continue;
    const sentence = `no CallbackOrder names the item "${shorten(item.wireId)}"; it is not priced`;
    read.warnings.add({ rule: 'item-in-no-order', severity: 'warning', node, offset: idNode.start, got: item.wireId, sentence });
  }
}

/** A name that is more than a code: `Washington` is read as WA (semantics B, US regions). */
function warnOfState(read: ReadXml, address: XmlNode): void {
  const node = childOf(address, 'State');
  if (node === null || node.text.trim().length <= 2) return;
  const country = (childOf(address, 'CountryCode')?.text ?? '').trim();
  const code = country === '' || foldCountry(country) === 'US' ? foldState(node.text) : null;
  if (code === null) return;
  const place = valuePlace(read.text, node);
  read.warnings.add({
    rule: RULES.stateName,
    severity: 'warning',
    node,
    ...place,
    expected: code,
    got: node.text,
    sentence: `read as ${code}; write the two letters`,
  });
}

function secondOf(nodes: readonly XmlNode[]): XmlNode | null {
  const seen = new Set<string>();
  for (const node of nodes) {
    if (seen.has(node.text)) return node;
    seen.add(node.text);
  }
  return null;
}

function doubled(
  { text, newFaults, warnings }: ReadXml,
  node: XmlNode,
  code: ErrorCode,
  rule: string,
  sentence: string,
): { code: ErrorCode; faults: Fault[] } {
  const faults = newFaults();
  const place = valuePlace(text, node);
  faults.add({
    rule,
    severity: 'error',
    node,
    ...place,
    expected: 'an id of its own',
    got: node.text,
    sentence: `${sentence}: "${shorten(node.text)}"`,
    help: helpPath(code),
  });
  return { code, faults: [...faults.list(), ...warnings.list()] };
}
