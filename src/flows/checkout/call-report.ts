import type { CallbackCause } from '../../core/checkout.js';
import type { SignatureReport, Step } from '../../core/exchange.js';
import type { Stage } from '../../outbound/journey.js';
import type { PatientCallback } from '../../outbound/merchant-callback.js';
import type { CallbackReading } from '../../wire/callback-types.js';
import { callbackBaseString, signCallback } from '../../wire/signature.js';
import { CALLBACK_RULE } from '../check-signature.js';
import type { OpenKey } from '../keyring.js';

/** The way out; TLS is no step of an address without it. */
const STAGES: readonly (readonly [stage: Stage, name: string])[] = [
  ['resolved', 'Address resolved'],
  ['connected', 'Connected'],
  ['secured', 'TLS established'],
  ['sent', 'Sent'],
  ['answered', 'Answered'],
];
/** The checks of an answer, in their order (protocol 3.5, 3.6). */
const CHECKS = ['Form decoded', 'Signature verified', 'XML read', 'Schema valid', 'Meaning checked'] as const;

/** The check that an answer failed, where it came with status 200; all other causes failed the last. */
const FAILED_CHECKS: Readonly<Partial<Record<CallbackCause, (typeof CHECKS)[number]>>> = {
  'not-a-form': 'Form decoded',
  'signature-missing': 'Signature verified',
  'signature-mismatch': 'Signature verified',
  'too-large': 'XML read',
  'xml-malformed': 'XML read',
  schema: 'Schema valid',
};

interface Called {
  readonly endpoint: string;
  readonly posted: Pick<PatientCallback, 'ok' | 'answer' | 'reached'>;
  readonly reading: CallbackReading;
}

/** How far a call got: each stage of the way out with its time, then each check of the answer. */
export function callSteps({ endpoint, posted, reading }: Called): Step[] {
  const checked = posted.ok ? checksBefore(reading) : [];
  const because = reading.ok || reading.kind === 'address-refused' ? '' : reading.because;
  return completed([...wayOf(posted), ...checked], [...namesOf(endpoint), ...CHECKS], because);
}

/** The same of a report: the shop takes it with status 200, and nothing of the answer is read. */
export const reportSteps = ({ endpoint, posted }: Omit<Called, 'reading'>, because: string): Step[] =>
  completed(wayOf(posted), namesOf(endpoint), because);

/** Of an answer that missed its deadline nothing more is read. */
export const lateSteps = (endpoint: string, message: string): Step[] => [
  ...namesOf(endpoint)
    .slice(0, -1)
    .map((name): Step => ({ name, state: 'done' })),
  { name: 'Answered in time', state: 'failed', note: message },
];

/** Of a call that was not made. */
export const noCallSteps = (endpoint: string, because: string): Step[] => [
  { name: 'Call allowed', state: 'failed', note: because },
  ...[...namesOf(endpoint), ...CHECKS].map((name): Step => ({ name, state: 'not reached' })),
];

/** The names of the way out. */
const namesOf = (endpoint: string): string[] => [
  'Signed',
  ...STAGES.flatMap(([stage, name]) => (stage === 'secured' && !/^https:/i.test(endpoint) ? [] : [name])),
];

/** As far as it was gone; a status other than 200 came, and is no answer (protocol 3.1). */
function wayOf({ ok, answer, reached }: Called['posted']): Step[] {
  const counted = ok || answer === undefined ? reached : reached.filter(({ stage }) => stage !== 'answered');
  return [
    { name: 'Signed', state: 'done' },
    ...counted.map(({ stage, ms }): Step => {
      const name = STAGES.find(([one]) => one === stage)?.[1] ?? stage;
      return { name, state: 'done', ...(ms === undefined ? {} : { ms }) };
    }),
  ];
}

function checksBefore(reading: CallbackReading): Step[] {
  const done = (names: readonly string[]): Step[] => names.map((name) => ({ name, state: 'done' }));
  if (reading.ok || reading.kind === 'address-refused') return done(CHECKS);
  const failed = reading.brokeSchema === true ? 'Schema valid' : (FAILED_CHECKS[reading.cause] ?? 'Meaning checked');
  return done(CHECKS.slice(0, CHECKS.indexOf(failed)));
}

/** What was done, the step that failed with its reason, and those that were not reached. */
function completed(done: readonly Step[], names: readonly string[], because: string): Step[] {
  const missing = names.slice(done.length);
  return [
    ...done,
    ...missing.map((name, index): Step =>
      index === 0 ? { name, state: 'failed', note: because } : { name, state: 'not reached' },
    ),
  ];
}

interface Signed {
  readonly key: OpenKey;
  readonly uuid: string;
  readonly timestamp: string;
}

/** What we signed a call with: key, rule, the exact text, our clock, and the clock of the shop where its answer has one. */
export function madeSignature(
  { key, uuid, timestamp }: Signed,
  { answer, endedAt }: Pick<PatientCallback, 'answer' | 'endedAt'>,
): SignatureReport {
  const theirs = Date.parse(answer?.headers['date'] ?? '');
  return {
    state: 'made',
    keyId: key.key.id,
    keyName: key.key.name,
    rule: CALLBACK_RULE,
    base: callbackBaseString(uuid, timestamp),
    computed: signCallback(key.secret, uuid, timestamp),
    ...(Number.isNaN(theirs)
      ? {}
      : { theirClock: new Date(theirs).toISOString(), differenceSeconds: Math.round((endedAt - theirs) / 1000) }),
    ourClock: timestamp,
    body: 'made',
  };
}
