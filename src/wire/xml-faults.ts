import type { Fault } from '../core/fault.js';
import { createPlacer, pathOf } from './xml-place.js';
import type { XmlNode } from './xml-tree.js';

/** More than this is told as a number: a document can be wrong in a hundred thousand places. */
export const MAX_FAULTS = 100;
const MAX_GOT = 80;

export interface Finding {
  readonly rule: string;
  readonly severity: Fault['severity'];
  /** Whose path the fault carries; null where the document could not be read that far. */
  readonly node: XmlNode | null;
  /** A child of `node` that is not there. */
  readonly missing?: string;
  readonly offset: number;
  readonly length?: number;
  readonly expected?: string;
  readonly got?: string;
  /** What is wrong and what to do; place and path are put before it. */
  readonly sentence: string;
  readonly help?: string;
}

export interface FaultList {
  readonly add: (finding: Finding) => void;
  /** In the order found; where some were left out the last one says how many. */
  readonly list: () => Fault[];
  readonly count: () => number;
}

/** Collects findings about one document and gives each its line, column and path (contracts.md, Fault). */
export function collectFaults(
  text: string,
  field: string | undefined,
  repeats: (parent: string, child: string) => boolean,
): FaultList {
  const place = createPlacer(text);
  const faults: Fault[] = [];
  let left = 0;
  return {
    add: (finding) => {
      if (faults.length >= MAX_FAULTS) left += 1;
      else faults.push(toFault(finding, place(finding.offset), field, repeats));
    },
    list: () => (left === 0 ? [...faults] : [...faults, leftOut(left, faults)]),
    count: () => faults.length + left,
  };
}

/** A text as a fault shows it: at most 80 characters. */
export function shorten(text: string): string {
  return text.length <= MAX_GOT ? text : `${text.slice(0, MAX_GOT).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function toFault(
  finding: Finding,
  place: { line: number; column: number },
  field: string | undefined,
  repeats: (parent: string, child: string) => boolean,
): Fault {
  const path = pathWith(finding, repeats);
  const where = `line ${place.line}, column ${place.column}: ${path === undefined ? '' : `${path}: `}`;
  return {
    rule: finding.rule,
    severity: finding.severity,
    ...(field === undefined ? {} : { field }),
    ...(path === undefined ? {} : { path }),
    ...place,
    ...(finding.length === undefined ? {} : { length: finding.length }),
    ...(finding.expected === undefined ? {} : { expected: finding.expected }),
    ...(finding.got === undefined ? {} : { got: shorten(finding.got) }),
    message: where + finding.sentence,
    ...(finding.help === undefined ? {} : { help: finding.help }),
  };
}

function pathWith({ node, missing }: Finding, repeats: (parent: string, child: string) => boolean): string | undefined {
  if (node === null) return undefined;
  if (missing === undefined) return pathOf(node, repeats);
  return node.parent === null ? missing : `${pathOf(node, repeats)}/${missing}`;
}

function leftOut(left: number, faults: readonly Fault[]): Fault {
  const severity = faults.some((fault) => fault.severity === 'error') ? 'error' : 'warning';
  return { rule: 'more-faults', severity, message: `${left} more of this document are not listed` };
}
