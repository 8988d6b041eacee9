import type { ServiceLevel } from '../core/settings.js';
import type { TableMethod, TableTaxAmount } from '../core/tables.js';
import { decodeAmount, decodePrice, type TablesReading } from './tables-price.js';
import { decodeRegions } from './tables-region.js';
import { collapse } from './xml-text-type.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';

/** A price for each pound may have four places (semantics A.1). */
const PER_POUND_PLACES = 4;

/** One ShippingMethod (protocol 1.6). An empty Rate is a fault: it would be a silent zero. */
export function decodeMethod(node: XmlNode, reading: TablesReading): TableMethod {
  const rate = need(node, 'Rate');
  if (rate.children.length === 0) {
    reading.faults.add('SCHEMA_FAULT', {
      rule: 'shipping-rate-empty',
      node: rate,
      offset: rate.start,
      expected: 'WeightBased, ItemQuantityBased or ShipmentBased',
      sentence: 'Rate is empty; a method that costs nothing has a ShipmentBased of 0.00',
    });
  }
  const part = (name: string): XmlNode | null => childOf(rate, name);
  const [weight, item, shipment] = [part('WeightBased'), part('ItemQuantityBased'), part('ShipmentBased')];
  const excluded = childOf(node, 'ExcludedRegions');
  const level = serviceLevelOf(need(node, 'ServiceLevel'));
  const label = textOf(node, 'DisplayableShippingLabel')?.trim() ?? '';
  const poBoxes = textOf(node, 'IsPOBoxSupported');
  return {
    id: need(node, 'ShippingMethodId').text,
    serviceLevel: level,
    label: label === '' ? level : label,
    perPound: weight === null ? null : decodeAmount(weight, PER_POUND_PLACES, reading),
    perItem: item === null ? null : decodePrice(item, reading),
    perShipment: shipment === null ? null : decodePrice(shipment, reading),
    included: includedOf(need(node, 'IncludedRegions'), reading),
    excluded: excluded === null ? [] : decodeRegions(excluded, reading).map(({ region }) => region),
    poBoxes: poBoxes === undefined ? null : collapse(poBoxes) === 'true',
  };
}

/** One CartTaxAmount (protocol 1.7): by method id, else by service level, else for every choice. */
export function decodeTaxAmount(node: XmlNode, reading: TablesReading): TableTaxAmount {
  const shippingMethodId = textOf(node, 'ShippingMethodId');
  const level = childOf(node, 'ServiceLevel');
  return {
    ...(shippingMethodId === undefined ? {} : { shippingMethodId }),
    ...(level === null ? {} : { serviceLevel: serviceLevelOf(level) }),
    amount: decodePrice(need(node, 'TaxAmount'), reading),
  };
}

function includedOf(node: XmlNode, reading: TablesReading): TableMethod['included'] {
  if (node.children.length === 0) {
    const sentence = 'no region stands here, so the method goes nowhere';
    reading.read.warnings.add({ rule: 'regions-empty', severity: 'warning', node, offset: node.start, sentence });
  }
  return decodeRegions(node, reading).map(({ region }) => region);
}

/** The schema holds the four names. */
function serviceLevelOf(node: XmlNode): ServiceLevel {
  return collapse(node.text) as ServiceLevel;
}
