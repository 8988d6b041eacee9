import type { Fault } from '../core/fault.js';

/**
 * What is wrong, in one sentence without the place: pages show line, column and path beside it. `line 25, column 21:
 * Cart/Item[1]/Quantity: expected a whole number, got "two"` becomes `Quantity: expected a whole number, got "two".`
 */
export function faultSentence(fault: Pick<Fault, 'message' | 'line' | 'column' | 'path' | 'pointer'>): string {
  const path = fault.path ?? fault.pointer ?? '';
  const placed = without(fault.message, `line ${fault.line ?? 0}, column ${fault.column ?? 0}: `);
  const rest = without(placed, `${path}: `);
  const name = /([^/[\]]+)(?:\[\d+\])?$/.exec(path)?.[1] ?? '';
  const named = rest === placed || name === '' || rest.includes(name) ? rest : `${name}: ${rest}`;
  const sentence = named.charAt(0).toUpperCase() + named.slice(1);
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

const without = (text: string, start: string): string => (text.startsWith(start) ? text.slice(start.length) : text);
