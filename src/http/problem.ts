import type { Fault } from '../core/fault.js';
import { helpPath, type CartwrightError, type ErrorCode } from '../errors.js';

export const PROBLEM_TYPE = 'application/problem+json';

/** RFC 9457, with the members of ours that contracts.md names. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly help: string;
  readonly instance?: string;
  readonly exchange?: string;
  readonly faults?: readonly Fault[];
}

export interface ProblemPlace {
  readonly publicUrl: string;
  /** The id of the recorded exchange and the environment that it was recorded in. */
  readonly exchange?: { readonly id: string; readonly environment?: string | undefined } | undefined;
}

/** The problem document of a refusal. Faults link to the same help page unless they name their own. */
export function problemOf(error: CartwrightError, { publicUrl, exchange }: ProblemPlace): Problem {
  const help = publicUrl + helpPath(error.code);
  const instance =
    exchange?.environment === undefined
      ? {}
      : { instance: `${publicUrl}/console/${exchange.environment}/exchanges/${exchange.id}` };
  return {
    type: help,
    title: error.title,
    status: error.status,
    // A fault of ours may have a message from anywhere inside: nobody outside needs to read it.
    detail:
      error.code === 'INTERNAL_FAULT' ? 'Something went wrong on our side; the exchange id finds it in our log.' : error.detail,
    code: error.code,
    help,
    ...instance,
    ...(exchange === undefined ? {} : { exchange: exchange.id }),
    ...(error.faults.length === 0 ? {} : { faults: error.faults }),
  };
}
