import type {
  CalculationReport,
  Direction,
  ExchangeKind,
  ExchangeRefs,
  Outcome,
  Party,
  SignatureReport,
  Step,
} from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import type { Environment } from '../core/merchant.js';
import type { ExchangeRow } from '../store/recorder.js';
import type { Vault } from '../vault.js';
import type { Mask } from './keyring.js';
import { isUuid } from './replay-key.js';
import { maskLine, storeMessage, STORED_BYTES, type WireMessage } from './stored-message.js';

/** Everything true of one exchange at the moment it is answered, as it was on the wire. */
export interface ExchangeFacts {
  readonly id: string;
  readonly seq: number;
  readonly environment: Environment;
  readonly at: number;
  readonly direction: Direction;
  readonly kind: ExchangeKind;
  readonly party: Party;
  readonly trace: string;
  readonly parent?: string | undefined;
  /** 1 where it is left out. */
  readonly attempt?: number;
  readonly outcome: Outcome;
  readonly status: number;
  readonly code?: string | undefined;
  readonly durationMs: number;
  readonly refs: ExchangeRefs;
  readonly faults: readonly Fault[];
  readonly request: WireMessage;
  readonly response: WireMessage;
  readonly steps: readonly Step[];
  readonly signature?: SignatureReport | undefined;
  readonly calculation?: readonly CalculationReport[];
  readonly remote?: string | undefined;
}

/** The complete row of an exchange: masked copies of both sides, and the request's original sealed under the exchange's id. */
export function exchangeRow(facts: ExchangeFacts, { mask, vault }: { readonly mask: Mask; readonly vault: Vault }): ExchangeRow {
  const request = storeMessage(facts.request, mask);
  const response = storeMessage(facts.response, mask);
  return {
    id: facts.id,
    seq: facts.seq,
    environmentId: facts.environment.id,
    environment: facts.environment.name,
    at: facts.at,
    direction: facts.direction,
    kind: facts.kind,
    party: facts.party,
    trace: facts.trace,
    ...(facts.parent === undefined ? {} : { parent: facts.parent }),
    attempt: facts.attempt ?? 1,
    outcome: facts.outcome,
    status: facts.status,
    ...(facts.code === undefined ? {} : { code: facts.code }),
    durationMs: Math.round(facts.durationMs),
    refs: maskRefs(facts.refs, mask),
    faults: facts.faults.length === 0 ? facts.faults : facts.faults.map((fault) => maskFault(fault, mask)),
    request,
    response,
    steps: facts.steps.map((step) => maskStep(step, mask)),
    ...(facts.signature === undefined ? {} : { signature: maskSignature(facts.signature, mask) }),
    calculation: facts.calculation ?? [],
    ...(facts.remote === undefined ? {} : { remote: facts.remote }),
    sealed: vault.seal(firstBytes(facts.request.original), facts.id),
  };
}

/** Ids as they are stored; UUIDs are never taken for anything else. */
export function maskRefs(refs: ExchangeRefs, mask: Mask): ExchangeRefs {
  const masked: Record<string, string> = {};
  for (const name in refs) {
    const value = refs[name] ?? '';
    masked[name] = isUuid(value) ? value : maskLine(value, mask);
  }
  return masked;
}

/** What a sender may have chosen is masked: a value, and the name of an element, a field or a member that nobody knows. */
export function maskFault(fault: Fault, mask: Mask): Fault {
  return {
    ...mask.fault(fault),
    ...(fault.pointer === undefined ? {} : { pointer: maskLine(fault.pointer, mask) }),
    ...(fault.path === undefined ? {} : { path: maskLine(fault.path, mask) }),
    ...(fault.field === undefined ? {} : { field: maskLine(fault.field, mask) }),
    ...(fault.expected === undefined ? {} : { expected: maskLine(fault.expected, mask) }),
  };
}

/** A note may quote what somebody sent. */
const maskStep = (step: Step, mask: Mask): Step =>
  step.note === undefined ? step : { ...step, note: maskLine(step.note, mask) };

/** The fields of a report that came from outside: none of one that we made, and a valid one whose UUID is one holds nothing but ids and times. */
function maskSignature(report: SignatureReport, mask: Mask): SignatureReport {
  if (report.state === 'made') return report;
  const uuid = report.base?.slice(0, report.base.length - (report.theirClock?.length ?? 0)) ?? '';
  if (report.state === 'valid' && isUuid(uuid)) return report;
  return {
    ...report,
    ...(report.base === undefined ? {} : { base: mask.text(report.base, 'form-value', 'UUID').text }),
    ...(report.received === undefined ? {} : { received: mask.text(report.received, 'form-value', 'Signature').text }),
    ...(report.theirClock === undefined ? {} : { theirClock: mask.text(report.theirClock, 'form-value', 'Timestamp').text }),
  };
}

function firstBytes(original: Buffer | string): Buffer {
  const bytes = typeof original === 'string' ? Buffer.from(original) : original;
  return bytes.length > STORED_BYTES ? bytes.subarray(0, STORED_BYTES) : bytes;
}
