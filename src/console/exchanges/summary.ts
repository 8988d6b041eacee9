import type { Exchange } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import { faultSentence } from '../../ui/fault-sentence.js';
import { ERRORS, helpPath, type ErrorCode } from '../../errors.js';

const isCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** What an exchange is about in one line: its first fault with the place, else the title of its code. */
export function summaryOf({ faults, code }: Pick<Exchange, 'faults' | 'code'>): string | null {
  const fault = faults.find((one) => one.severity === 'error') ?? faults[0];
  if (fault !== undefined) {
    const sentence = faultSentence(fault);
    return fault.line === undefined ? sentence : `Line ${fault.line}, column ${fault.column ?? 1}: ${sentence}`;
  }
  return code !== undefined && isCode(code) ? ERRORS[code].title : null;
}

/** Where a code is explained, or null for a code that is not of the table. */
export const helpOf = (code: string | undefined): string | null => (code !== undefined && isCode(code) ? helpPath(code) : null);

/** The fault of an exchange that was refused as a whole, such as a wrong signature: a sentence without a place. */
export function wholeFault({ code, faults }: Pick<Exchange, 'faults' | 'code'>): Fault | null {
  if (faults.length > 0 || code === undefined || !isCode(code)) return null;
  return { rule: code, severity: 'error', message: `${ERRORS[code].title}.`, help: helpPath(code) };
}
