import { CartwrightError, type ErrorCode } from '../../errors.js';
import type { FieldFault } from '../../ui/form-field.js';
import type { Problem } from './action-frame.js';

/** Why nothing was done: at a field where one is to blame, else on top of the page. */
export interface Refused {
  readonly faults: readonly FieldFault[];
  readonly problem: Problem | null;
}

/** Refusals that one field of these forms can put right. */
const FIELDS: Partial<Readonly<Record<ErrorCode, string>>> = { SHIP_DATE_WRONG: 'shipDate' };

/** A refusal of a flow as a page shows it; whatever is no refusal is thrown again. */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof CartwrightError) || error.status >= 500) throw error;
  const field = FIELDS[error.code];
  return field === undefined
    ? { faults: [], problem: { title: `${error.title}.`, text: error.detail } }
    : { faults: [{ field, message: error.detail }], problem: null };
}
