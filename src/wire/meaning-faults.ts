import type { Fault } from '../core/fault.js';
import { helpPath, type ErrorCode } from '../errors.js';
import type { Finding } from './xml-faults.js';
import type { ReadXml } from './xml.js';

/** Faults of documents that the schema holds for valid; each belongs to a code, and the first one names the refusal. */
export interface MeaningFaults {
  readonly add: (code: ErrorCode, finding: Omit<Finding, 'severity' | 'help'>) => void;
  /** Code of the first fault; null where there is none. */
  readonly code: () => ErrorCode | null;
  readonly count: () => number;
  /** In the order found. */
  readonly list: () => Fault[];
}

/** An empty list of faults about a document that was read. */
export function collectMeaning(read: ReadXml): MeaningFaults {
  const faults = read.newFaults();
  let first: ErrorCode | null = null;
  return {
    add: (code, finding) => {
      first ??= code;
      faults.add({ ...finding, severity: 'error', help: helpPath(code) });
    },
    code: () => first,
    count: () => faults.count(),
    list: () => faults.list(),
  };
}
