import type { DeliveryDays } from '../delivery-dates.js';
import { compileFilter, type Matcher } from '../item-filter.js';
import { formatDecimal, minorPlaces } from '../money.js';
import type { Policies } from '../policy.js';
import { indexRegions, type RegionIndex } from '../region/region-index.js';
import type { ServiceLevel, ShippingDocument, ShippingMethodDocument, ShippingRateDocument } from '../settings.js';
import { checkUnique, note, readAmount, type Reading, readRegions } from '../settings/reading.js';
import { parseWeight } from '../weight.js';
import { readDelivery, readHandlingDays } from './delivery-days.js';

/** Prices per pound have up to 4 places. */
export const POUND_PLACES = 4;

/** A shipping method with amounts in minor units; perPound in 10^-4 of the major unit. */
export interface Method {
  readonly id: string;
  readonly label: string;
  readonly serviceLevel: ServiceLevel;
  readonly poBoxes: boolean;
  readonly include: RegionIndex;
  readonly exclude: RegionIndex | null;
  /** Items that it cannot carry; null: it carries everything. */
  readonly notFor: Matcher | null;
  /** Lower bounds ascending from 0; null where the rate is made of parts. */
  readonly bands: readonly { readonly from: bigint; readonly amount: bigint }[] | null;
  readonly perShipment: bigint;
  readonly perPound: bigint;
  readonly perPoundText: string;
  readonly perItem: bigint;
  readonly roundWeightUp: boolean;
  readonly minimum: bigint | null;
  readonly maximum: bigint | null;
  readonly handlingPerOrder: bigint;
  readonly handlingPerItem: bigint;
  /** Business days from the placing to the buyer's door; null: no date is promised. */
  readonly delivery: DeliveryDays | null;
}

export interface ShippingBook {
  readonly currency: string;
  /** The enabled methods in settings order. */
  readonly methods: readonly Method[];
  /** Weight of an item that names none; null: there is no default. */
  readonly defaultWeight: bigint | null;
}

/** Compiles the shipping settings; faults go to `reading`, and what they touch is then of no use. */
export function compileShipping(document: ShippingDocument, policies: Policies, reading: Reading): ShippingBook {
  if (!/^[A-Z]{3}$/.test(document.currency)) {
    note(reading, '/currency', {
      rule: 'currency-code',
      expected: 'a code such as USD',
      got: document.currency,
      message: `"${document.currency}" is no ISO 4217 code.`,
    });
  }
  checkUnique(
    reading,
    document.methods.map(({ id }, place) => ({ value: id, pointer: `/methods/${place}/id` })),
    'method id',
  );
  const handlingDays = readHandlingDays(document, reading);
  const methods = document.methods.map((method, place) => {
    const at = `/methods/${place}`;
    return { ...compileMethod(method, policies, reading, at), delivery: readDelivery(method, handlingDays, { reading, at }) };
  });
  return {
    currency: document.currency,
    methods: methods.filter((_, place) => document.methods[place]?.enabled !== false),
    defaultWeight: readDefaultWeight(document, reading),
  };
}

function compileMethod(
  method: ShippingMethodDocument,
  policies: Policies,
  reading: Reading,
  at: string,
): Omit<Method, 'delivery'> {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(method.id)) {
    const expected = 'small letters, digits and hyphens, at most 40';
    note(reading, `${at}/id`, {
      rule: 'id-pattern',
      expected,
      got: method.id,
      message: `The id "${method.id}" is not made of ${expected}.`,
    });
  }
  if (method.label.trim() === '') {
    note(reading, `${at}/label`, { rule: 'label-empty', message: 'The method has no label; buyers choose by it.' });
  }
  if (method.regions.include.length === 0) {
    const message = 'The method includes no region, so it is never offered. Name one, or disable the method.';
    note(reading, `${at}/regions/include`, { rule: 'regions-empty', expected: 'at least one region', message });
  }
  const index = (side: 'include' | 'exclude'): RegionIndex => {
    const regions = readRegions(reading, `${at}/regions/${side}`, method.regions[side] ?? []);
    return indexRegions(
      regions.map((region, order) => ({ region, order })),
      'most-specific',
      policies.predefinedRegions,
    );
  };
  const amount = (field: string, text: string | undefined): bigint =>
    text === undefined ? 0n : readAmount(reading, `${at}/${field}`, text);
  return {
    id: method.id,
    label: method.label,
    serviceLevel: method.serviceLevel,
    poBoxes: method.poBoxes ?? false,
    include: index('include'),
    exclude: (method.regions.exclude ?? []).length === 0 ? null : index('exclude'),
    notFor: compileFilter(method.notFor),
    ...compileRate(method.rate, reading, `${at}/rate`),
    handlingPerOrder: amount('handling/perOrder', method.handling?.perOrder),
    handlingPerItem: amount('handling/perItem', method.handling?.perItem),
  };
}

type Rate = Pick<
  Method,
  'bands' | 'perShipment' | 'perPound' | 'perPoundText' | 'perItem' | 'roundWeightUp' | 'minimum' | 'maximum'
>;

function compileRate(rate: ShippingRateDocument, reading: Reading, at: string): Rate {
  if ('bands' in rate) {
    return {
      bands: compileBands(rate.bands, reading, `${at}/bands`),
      perShipment: 0n,
      perPound: 0n,
      perPoundText: '',
      perItem: 0n,
      roundWeightUp: false,
      minimum: null,
      maximum: null,
    };
  }
  if (rate.perShipment === undefined && rate.perPound === undefined && rate.perItem === undefined) {
    const message = 'The rate names no amount. Who ships for nothing writes perShipment 0.00.';
    note(reading, at, { rule: 'rate-empty', expected: 'perShipment, perPound, perItem or bands', message });
  }
  const amount = (field: 'perShipment' | 'perItem' | 'minimum' | 'maximum'): bigint | null => {
    const text = rate[field];
    return text === undefined ? null : readAmount(reading, `${at}/${field}`, text);
  };
  const [minimum, maximum] = [amount('minimum'), amount('maximum')];
  if (minimum !== null && maximum !== null && minimum > maximum) {
    note(reading, `${at}/minimum`, { rule: 'minimum-above-maximum', message: 'The minimum is above the maximum.' });
  }
  const perPound = rate.perPound === undefined ? 0n : readAmount(reading, `${at}/perPound`, rate.perPound, POUND_PLACES);
  return {
    bands: null,
    perShipment: amount('perShipment') ?? 0n,
    perPound,
    perPoundText: formatDecimal(perPound, POUND_PLACES, Math.min(POUND_PLACES, minorPlaces(reading.currency))),
    perItem: amount('perItem') ?? 0n,
    roundWeightUp: rate.roundWeightUp ?? false,
    minimum,
    maximum,
  };
}

function compileBands(bands: readonly { from: string; amount: string }[], reading: Reading, at: string): Method['bands'] {
  const compiled = bands.map((band, place) => ({
    from: readAmount(reading, `${at}/${place}/from`, band.from),
    amount: readAmount(reading, `${at}/${place}/amount`, band.amount),
  }));
  if (compiled[0]?.from !== 0n) {
    const got = bands[0]?.from ?? 'no band';
    note(reading, bands.length === 0 ? at : `${at}/0/from`, {
      rule: 'bands-start',
      expected: '0.00',
      got,
      message: 'The first band must start at 0.00, so that no subtotal is left without a price.',
    });
  }
  compiled.forEach(({ from }, place) => {
    const before = compiled[place - 1];
    if (before === undefined || before.from < from) return;
    const got = bands[place]?.from ?? '';
    note(reading, `${at}/${place}/from`, {
      rule: 'bands-order',
      got,
      message: `The band from ${got} stands after one that starts at the same or a higher amount. Sort them upwards.`,
    });
  });
  return compiled;
}

function readDefaultWeight(document: ShippingDocument, reading: Reading): bigint | null {
  if (document.defaultWeight === undefined) return null;
  const weight = parseWeight(document.defaultWeight);
  if (weight !== null && weight > 0n) return weight;
  const got = document.defaultWeight.amount;
  const expected = 'a weight above 0 with at most 6 decimal places';
  note(reading, '/defaultWeight/amount', { rule: 'weight-positive', expected, got, message: `"${got}" is not ${expected}.` });
  return null;
}
