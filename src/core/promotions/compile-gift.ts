import { compileFilter } from '../item-filter.js';
import { parseDecimal } from '../money.js';
import type { Benefit, ItemFilter, PromotionSettings, ServiceLevel } from '../settings.js';
import { checkCount, note, readAmount, readRate, type Reading } from '../settings/reading.js';
import type { Gift, Off, Tier } from './promotion.js';

const LEVELS: ReadonlySet<string> = new Set<ServiceLevel>(['Standard', 'Expedited', 'OneDay', 'TwoDay']);

/** Compiles what a promotion gives; `at` is the pointer of the promotion. */
export function compileGift(settings: PromotionSettings, at: string, reading: Reading): Gift {
  const { benefit } = settings;
  const where = `${at}/benefit`;
  switch (benefit.kind) {
    case 'percent':
      return { kind: 'percent', rate: readGain(reading, `${where}/rate`, benefit.rate, 'rate') };
    case 'amount':
      if (benefit.every !== undefined) checkCount(reading, `${where}/every`, benefit.every);
      return {
        kind: 'amount',
        amount: readGain(reading, `${where}/amount`, benefit.amount, 'amount'),
        every: benefit.every ?? null,
      };
    case 'tiers':
      return { kind: 'tiers', by: benefit.by, tiers: compileTiers(benefit, where, reading) };
    case 'buy-x-get-y':
      checkCount(reading, `${where}/buy`, benefit.buy);
      checkCount(reading, `${where}/get`, benefit.get);
      checkSets(settings.items, benefit.getFrom, where, reading);
      return {
        kind: 'buy-x-get-y',
        buy: benefit.buy,
        get: benefit.get,
        rate: readGain(reading, `${where}/rate`, benefit.rate, 'rate'),
        getFrom: compileFilter(benefit.getFrom),
      };
    case 'shipping':
      return {
        kind: 'shipping',
        off: readOff(benefit.off, `${where}/off`, reading),
        serviceLevels: compileLevels(benefit, where, reading),
      };
  }
}

function compileTiers({ by, tiers }: Extract<Benefit, { kind: 'tiers' }>, where: string, reading: Reading): Tier[] {
  if (tiers.length === 0)
    note(reading, `${where}/tiers`, { rule: 'tiers-empty', expected: 'at least one tier', message: 'There is no tier.' });
  const compiled = tiers.map((tier, place) => {
    const at = `${where}/tiers/${place}`;
    const from = by === 'amount' ? readAmount(reading, `${at}/from`, tier.from) : readUnits(tier.from, `${at}/from`, reading);
    if ((tier.rate === undefined) === (tier.amount === undefined)) {
      note(reading, at, { rule: 'rate-or-amount', message: 'A tier has either a rate or an amount, and one of them.' });
    }
    return { from, off: readOff(tier.rate === undefined ? { amount: tier.amount ?? '0' } : { rate: tier.rate }, at, reading) };
  });
  compiled.forEach(({ from }, place) => {
    const before = compiled[place - 1];
    if (before === undefined || before.from < from) return;
    const got = tiers[place]?.from ?? '';
    note(reading, `${where}/tiers/${place}/from`, {
      rule: 'tiers-order',
      got,
      message: `The tier from ${got} stands after one that starts at the same or higher. Sort them upwards.`,
    });
  });
  return compiled;
}

function compileLevels(
  { serviceLevels }: Extract<Benefit, { kind: 'shipping' }>,
  where: string,
  reading: Reading,
): ReadonlySet<ServiceLevel> | null {
  if (serviceLevels === undefined || serviceLevels.length === 0) return null;
  serviceLevels.forEach((level, place) => {
    if (LEVELS.has(level)) return;
    note(reading, `${where}/serviceLevels/${place}`, {
      rule: 'level-unknown',
      expected: [...LEVELS].join(', '),
      got: level,
      message: `There is no service level "${level}".`,
    });
  });
  return new Set(serviceLevels);
}

const readOff = (off: { readonly rate: string } | { readonly amount: string }, at: string, reading: Reading): Off =>
  'rate' in off
    ? { kind: 'rate', rate: readGain(reading, `${at}/rate`, off.rate, 'rate') }
    : { kind: 'amount', amount: readGain(reading, `${at}/amount`, off.amount, 'amount') };

/** A rate or an amount above 0: nothing off is no promotion, and the wire has no rate of 0. */
function readGain(reading: Reading, pointer: string, text: string, what: 'rate' | 'amount'): bigint {
  const before = reading.faults.length;
  const value = what === 'rate' ? readRate(reading, pointer, text) : readAmount(reading, pointer, text);
  if (value === 0n && reading.faults.length === before) {
    note(reading, pointer, {
      rule: 'benefit-positive',
      expected: `${what === 'rate' ? 'a rate' : 'an amount'} above 0`,
      got: text,
      message: 'A promotion of 0 gives nothing. Disable it instead.',
    });
  }
  return value;
}

function readUnits(text: string, pointer: string, reading: Reading): bigint {
  const units = parseDecimal(text, 0);
  if (units !== null && units <= 999_999_999n) return units;
  const expected = 'a whole number of units';
  note(reading, pointer, { rule: 'count-range', expected, got: text, message: `"${text}" is not ${expected}.` });
  return 0n;
}

/** A SKU that is bought and given would be counted twice (A.2.6). */
function checkSets(items: ItemFilter | undefined, getFrom: ItemFilter | undefined, where: string, reading: Reading): void {
  if (getFrom === undefined) return;
  if (compileFilter(items) === null || compileFilter(getFrom) === null) {
    const message =
      'With another set for the free items, both sets must name their items; a set of everything overlaps any other.';
    note(reading, `${where}/getFrom`, { rule: 'sets-overlap', expected: 'two lists', message });
    return;
  }
  const pairs = [
    ['skus', items?.skus, getFrom.skus, 'SKU'],
    ['categories', items?.categories, getFrom.categories, 'category'],
  ] as const;
  for (const [field, bought, given, what] of pairs) {
    const first = new Set(bought);
    given?.forEach((name, place) => {
      if (!first.has(name)) return;
      const message = `The ${what} "${name}" is both bought and given. It can stand in one of the two sets only.`;
      note(reading, `${where}/getFrom/${field}/${place}`, { rule: 'sets-overlap', got: name, message });
    });
  }
}
