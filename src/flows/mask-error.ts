import { CartwrightError } from '../errors.js';
import { maskFault } from './exchange-row.js';
import type { Mask } from './keyring.js';
import { maskLine } from './stored-message.js';

/**
 * An error as an answer may say it: what it quotes of the request is masked like the record of it (contracts.md, Fault), so
 * that no address of a buyer goes on into the log of whoever sent it.
 */
export function maskError({ code, detail, faults, headers, cause }: CartwrightError, mask: Mask): CartwrightError {
  return new CartwrightError(code, {
    detail: maskLine(detail, mask),
    faults: faults.map((fault) => maskFault(fault, mask)),
    headers,
    ...(cause === undefined ? {} : { cause }),
  });
}
