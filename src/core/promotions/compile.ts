import { compileFilter } from '../item-filter.js';
import type { PromotionDocument, PromotionSettings } from '../settings.js';
import { checkCount, checkUnique, note, readAmount, type Reading } from '../settings/reading.js';
import { compileGift } from './compile-gift.js';
import { foldCode, type Promotion, type PromotionBook } from './promotion.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Compiles the promotion settings; faults go to `reading`. Promotions that are switched off are checked and left out. */
export function compilePromotions(document: PromotionDocument, reading: Reading): PromotionBook {
  const entries = document.promotions.map(({ id }, place) => ({ value: id, pointer: `/promotions/${place}/id` }));
  checkUnique(reading, entries, 'promotion id');
  checkUnique(reading, codesOf(document), 'code', foldCode);
  const general: Promotion[] = [];
  const bySku = new Map<string, Promotion[]>();
  const byCategory = new Map<string, Promotion[]>();
  const byCode = new Map<string, Promotion[]>();
  let size = 0;
  document.promotions.forEach((settings, order) => {
    const promotion = compilePromotion(settings, order, reading);
    if (settings.enabled === false) return;
    size += 1;
    if (settings.code !== undefined) {
      const codes = settings.code.kind === 'shared' ? [settings.code.code] : settings.code.codes;
      for (const code of codes) append(byCode, foldCode(code), promotion);
    } else if (promotion.items !== null && !promotion.items.everything) {
      for (const sku of promotion.items.skus) append(bySku, sku, promotion);
      for (const category of promotion.items.categories) append(byCategory, category, promotion);
    } else if (promotion.anySku !== null) {
      for (const sku of promotion.anySku) append(bySku, sku, promotion);
    } else general.push(promotion);
  });
  return { size, general, bySku, byCategory, byCode };
}

function compilePromotion(settings: PromotionSettings, order: number, reading: Reading): Promotion {
  const at = `/promotions/${order}`;
  checkNames(settings, at, reading);
  checkFilter(settings, at, reading);
  const { conditions, schedule } = settings;
  const minQuantity = conditions?.minQuantity ?? 0;
  if (conditions?.minQuantity !== undefined) checkCount(reading, `${at}/conditions/minQuantity`, minQuantity);
  const from = readInstant(schedule?.from, -Infinity, `${at}/schedule/from`, reading);
  const until = readInstant(schedule?.until, Infinity, `${at}/schedule/until`, reading);
  if (from >= until) {
    note(reading, `${at}/schedule/until`, {
      rule: 'schedule-order',
      got: schedule?.until ?? '',
      message: 'The promotion ends before it begins.',
    });
  }
  return {
    order,
    id: settings.id,
    name: settings.name,
    items: compileFilter(settings.items),
    gift: compileGift(settings, at, reading),
    minAmount:
      conditions?.minAmount === undefined ? null : readAmount(reading, `${at}/conditions/minAmount`, conditions.minAmount),
    minQuantity,
    anySku: conditions?.anySku === undefined || conditions.anySku.length === 0 ? null : new Set(conditions.anySku),
    countWholeCart: conditions?.count === 'cart',
    from,
    until,
    stacking: settings.stacking ?? 'preferred',
    codeLimit: settings.code?.kind === 'single-use' ? 1 : (settings.code?.limit ?? null),
    source: { promotion: settings.id },
  };
}

function checkNames({ id, name, code }: PromotionSettings, at: string, reading: Reading): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(id)) {
    const expected = 'letters, digits, hyphens and underscores, at most 40';
    note(reading, `${at}/id`, { rule: 'id-pattern', expected, got: id, message: `The id "${id}" is not made of ${expected}.` });
  }
  if (id === 'order' || id.startsWith('line-')) {
    const message = `The id "${id}" is taken: answers use "order" and "line-…" for what they put together. Choose another.`;
    note(reading, `${at}/id`, { rule: 'id-reserved', got: id, message });
  }
  if (name.trim() === '')
    note(reading, `${at}/name`, { rule: 'label-empty', message: 'The promotion has no name; buyers read it.' });
  if (code?.kind === 'single-use' && code.codes.length === 0) {
    note(reading, `${at}/code/codes`, {
      rule: 'code-empty',
      expected: 'at least one code',
      message: 'The promotion wants a code and has none.',
    });
  }
  if (code?.kind === 'shared' && code.limit !== undefined) checkCount(reading, `${at}/code/limit`, code.limit, 999_999_999);
  const codes = code === undefined ? [] : code.kind === 'shared' ? [code.code] : code.codes;
  codes.forEach((text, place) => {
    if (text.trim() !== '') return;
    const pointer = code?.kind === 'shared' ? `${at}/code/code` : `${at}/code/codes/${place}`;
    note(reading, pointer, { rule: 'code-empty', expected: 'a code', got: text, message: 'A code cannot be empty.' });
  });
}

function checkFilter({ items }: PromotionSettings, at: string, reading: Reading): void {
  const pairs = [
    ['skus', items?.skus, items?.excludeSkus],
    ['categories', items?.categories, items?.excludeCategories],
  ] as const;
  for (const [field, listed, excluded] of pairs) {
    const out = new Set(excluded);
    listed?.forEach((name, place) => {
      if (!out.has(name)) return;
      note(reading, `${at}/items/${field}/${place}`, {
        rule: 'item-excluded',
        got: name,
        message: `"${name}" is both listed and excluded. Remove it from one list.`,
      });
    });
  }
}

function readInstant(text: string | undefined, missing: number, pointer: string, reading: Reading): number {
  if (text === undefined) return missing;
  const instant = INSTANT.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(instant)) return instant;
  const expected = 'an instant with its offset, such as 2026-11-27T00:00:00Z';
  note(reading, pointer, { rule: 'instant-pattern', expected, got: text, message: `"${text}" is not ${expected}.` });
  return missing;
}

const codesOf = (document: PromotionDocument): { value: string; pointer: string }[] =>
  document.promotions.flatMap(({ code }, order) => {
    if (code === undefined) return [];
    const at = `/promotions/${order}/code`;
    if (code.kind === 'shared') return [{ value: code.code, pointer: `${at}/code` }];
    return code.codes.map((value, place) => ({ value, pointer: `${at}/codes/${place}` }));
  });

function append(map: Map<string, Promotion[]>, key: string, promotion: Promotion): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [promotion]);
  else list.push(promotion);
}
