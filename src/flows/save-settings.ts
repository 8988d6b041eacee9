import type { Fault } from '../core/fault.js';
import type { Environment } from '../core/merchant.js';
import type { AllDocuments, SettingsDocuments, SettingsKind } from '../core/settings.js';
import { checkShop } from '../core/settings/shop-check.js';
import { CartwrightError } from '../errors.js';
import type { Db } from '../store/db.js';
import { compileStored } from '../store/rule-book.js';
import { loadSettings, saveSettings as store, versionInForce } from '../store/settings.js';
import { placeOf, readJson } from '../wire/json-places.js';
import { sentence } from './price-quote.js';

export interface SettingsChange {
  readonly environment: Environment;
  readonly kind: SettingsKind;
  readonly document: AllDocuments[SettingsKind];
  /** The text that the document was read from: faults are located in it. */
  readonly raw: string;
  /** `"7"`, `*`, or nothing: then whatever is in force is replaced. */
  readonly ifMatch?: string | undefined;
  readonly at: number;
  /** Who saves: an access key id. */
  readonly by: string;
}

export interface SavedSettings {
  readonly version: number;
  /** What the merchant should know, located like a fault. */
  readonly warnings: readonly Fault[];
}

/** More faults than this help nobody. */
const MAX_FAULTS = 50;

/**
 * Puts a settings document in force if all four that prices are made from make a rule book with it, or if what is wrong was wrong
 * in the other three before: that must not keep this one from being mended. The shop's own texts stand for themselves. Throws SETTINGS_CHANGED (412) where
 * another version is in force than `ifMatch` names, SETTINGS_FAULT (422) with every fault located in the text.
 */
export async function saveSettings(db: Db, change: SettingsChange): Promise<SavedSettings> {
  const { kind, environment, document, at, by } = change;
  const inForce = await versionInForce(db, environment.id, kind);
  if (!namesVersion(change.ifMatch, inForce)) throw changed(kind, inForce);
  const { faults, warnings } = await check(db, change);
  if (faults.length > 0) throw new CartwrightError('SETTINGS_FAULT', { detail: sentence(faults), faults });
  const expected = change.ifMatch === undefined || change.ifMatch === '*' ? {} : { expectedVersion: inForce };
  const saved = await store(db, environment.id, kind, { document, ...expected, at, by });
  if (saved === 'changed') throw changed(kind, inForce);
  return { ...saved, warnings };
}

/** The ETag of a version, and what `If-Match` is compared with. */
export const settingsTag = (version: number): string => `"${version}"`;

interface Findings {
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

async function check(db: Db, change: SettingsChange): Promise<Findings> {
  if (change.kind === 'shop') return { faults: some(checkShop(change.document as AllDocuments['shop']), change), warnings: [] };
  return checkPricing(await loadSettings(db, change.environment.id, change.kind), change);
}

/** `documents` are those in force, the one to be replaced left empty: what is wrong with them now is not this change's fault. */
function checkPricing(documents: SettingsDocuments, change: SettingsChange): Findings {
  const compiled = compileStored({ ...documents, [change.kind]: change.document });
  if (compiled.ok) return { faults: [], warnings: some(compiled.warnings, change) };
  const others = compileStored(documents);
  const before = new Set(others.ok ? [] : others.faults.map(nameOf));
  const isOld = (fault: Fault): boolean => fault.field !== change.kind && before.has(nameOf(fault));
  const fresh = compiled.faults.filter((fault) => fault.severity === 'error' && !isOld(fault));
  const standing = compiled.faults.filter((fault) => !fresh.includes(fault));
  return {
    faults: some(fresh, change),
    warnings: some(standing, change).map((fault) => ({ ...fault, severity: 'warning' })),
  };
}

const nameOf = ({ field, pointer, rule }: Fault): string => [field, pointer, rule].join(' ');
const some = (faults: readonly Fault[], change: SettingsChange): Fault[] => locate(faults.slice(0, MAX_FAULTS), change);

/** Whether an If-Match names this version, or any. */
export function namesVersion(ifMatch: string | undefined, version: number): boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return true;
  return ifMatch.split(',').some((tag) => tag.trim() === settingsTag(version));
}

function changed(kind: SettingsKind, version: number): CartwrightError {
  return new CartwrightError('SETTINGS_CHANGED', {
    detail: `Version ${version} of the ${kind} settings is in force, not the one that If-Match names. Read them again and repeat your change.`,
  });
}

/** Faults of the document that was sent get line and column; those of another document, which no longer fits, name it. */
function locate(faults: readonly Fault[], { kind, raw }: SettingsChange): Fault[] {
  const read = readJson(raw);
  return faults.map((fault) => {
    const span = read.ok && fault.field === kind ? read.places.get(fault.pointer ?? '') : undefined;
    return span === undefined ? fault : { ...fault, ...placeOf(raw, span) };
  });
}
