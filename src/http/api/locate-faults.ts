import type { Fault } from '../../core/fault.js';
import { placeOf, readJson } from '../../wire/json-places.js';

/** Faults of a JSON body with the line and column of the value that their pointer names, or of what it should stand in. */
export function locateFaults(faults: readonly Fault[], raw: string): Fault[] {
  const read = readJson(raw);
  if (!read.ok) return [...faults];
  return faults.map((fault) => {
    const span = read.places.get(fault.pointer ?? '') ?? read.places.get('');
    return span === undefined ? fault : { ...fault, ...placeOf(raw, span) };
  });
}
