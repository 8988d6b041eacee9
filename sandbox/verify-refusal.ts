import type { Answered } from './post.js';
import { readProblem } from './verify-answer.js';

/** Sentences about a refusal of a tampered post that is not as it must be: 403, the right code, never signed. */
export function verifyRefusal({ status, headers, body }: Answered, code: string): string[] {
  const faults: string[] = [];
  if (status !== 403) faults.push(`The tampered post was answered ${status}, not 403.`);
  const said = headers['cartwright-code'] ?? readProblem(body)?.code ?? 'nothing';
  if (said !== code) faults.push(`The refusal says ${said}, not ${code}.`);
  if (!(headers['content-type'] ?? '').startsWith('application/problem+json')) faults.push('The refusal is no problem document.');
  if (body.includes('Signature=') || headers['webhook-signature'] !== undefined)
    faults.push('The refusal is signed, which it must never be.');
  if (headers['cartwright-exchange'] === undefined) faults.push('The header Cartwright-Exchange is missing.');
  return faults;
}
