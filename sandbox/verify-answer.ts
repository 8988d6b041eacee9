import { checkAnswer } from './check-answer.js';
import type { AnswerDocument, AskedDocument } from './documents.js';
import type { Answered } from './post.js';
import { readAnswer } from './read-answer.js';
import type { Namespace } from './request-document.js';
import { checkSchema } from './schema-check.js';
import { bodyHeaders, same, sign } from './sign.js';
import { type Choice, priceByTables } from './totals.js';

export interface Sent {
  readonly namespace: Namespace;
  readonly asked: AskedDocument;
  readonly uuid: string;
  readonly seconds: number;
  readonly keyId: string;
  readonly secret: string;
}
export interface Verified {
  /** One sentence each; none: the answer is all that it should be. */
  readonly faults: string[];
  readonly answer?: AnswerDocument;
  /** For each order its shipping choices. */
  readonly choices: Choice[][];
  readonly checks: { readonly signature: boolean; readonly bodySignature: boolean; readonly schema: boolean };
}

const FORM = 'application/x-www-form-urlencoded';

/** Verifies the answer to a callback that was sent as it should be: status, both signatures, schema, ids, kinds, totals. */
export async function verifyAnswer(answered: Answered, sent: Sent): Promise<Verified> {
  const form = new URLSearchParams(answered.body);
  const xml = form.get('order-calculations-response');
  const faults = [...checkHead(answered), ...checkFields(form)];
  if (xml === null)
    return {
      faults: [...faults, explain(answered)],
      choices: [],
      checks: { signature: false, bodySignature: false, schema: false },
    };
  const signature = checkSignature(form, xml, sent);
  const bodySignature = checkBodySignature(answered, sent);
  const schema = await checkSchema(xml, sent.namespace);
  faults.push(...signature, ...bodySignature, ...schema);
  const checks = { signature: signature.length === 0, bodySignature: bodySignature.length === 0, schema: schema.length === 0 };
  const read = await readPriced(xml, sent.asked);
  return { ...read, faults: [...faults, ...read.faults], checks };
}

async function readPriced(xml: string, asked: AskedDocument): Promise<Omit<Verified, 'checks'>> {
  try {
    const answer = await readAnswer(xml);
    const faults = checkAnswer(asked, answer);
    if (answer.error !== undefined) faults.push(`The answer is a refusal, ${answer.error.code}: ${answer.error.message}`);
    const choices = faults.length > 0 ? [] : priceByTables(asked, answer);
    if (faults.length === 0 && choices.some((order) => order.length === 0))
      faults.push('No shipping method of the answer covers the address.');
    return { answer, faults, choices };
  } catch (error) {
    return { faults: [`The answer cannot be read: ${error instanceof Error ? error.message : String(error)}.`], choices: [] };
  }
}

function checkHead({ status, headers }: Answered): string[] {
  const faults: string[] = [];
  if (status !== 200) faults.push(`The status is ${status}; a checkout takes anything but 200 as a failure.`);
  const type = headers['content-type'] ?? 'nothing';
  if (status === 200 && !type.startsWith(FORM)) faults.push(`The content type is ${type}, not ${FORM}.`);
  if (headers['cartwright-exchange'] === undefined) faults.push('The header Cartwright-Exchange is missing.');
  return faults;
}

function checkFields(form: URLSearchParams): string[] {
  const names = [...form.keys()];
  return ['order-calculations-response', 'Signature', 'aws-access-key-id']
    .filter((name) => names.filter((other) => other === name).length > 1)
    .map((name) => `The answer has the field ${name} more than once.`);
}

function checkSignature(form: URLSearchParams, xml: string, { secret, keyId }: Sent): string[] {
  const signature = form.get('Signature');
  const named = form.get('aws-access-key-id');
  if (signature === null || named === null) return ['The answer is not signed: Signature or aws-access-key-id is missing.'];
  if (named !== keyId) return [`The answer is signed with the key ${named}, the request with ${keyId}.`];
  return same(sign(secret, xml), signature) ? [] : ['The Signature is not the HMAC-SHA1 of the XML of the answer.'];
}

/** It repeats the UUID and the time of the request, so that no other answer can be put in its place. */
function checkBodySignature({ headers, body }: Answered, { secret, uuid, seconds }: Sent): string[] {
  const expected = bodyHeaders(secret, { id: uuid, seconds, body });
  const absent = Object.keys(expected).filter((name) => headers[name] === undefined);
  if (absent.length > 0) return [`The answer has no body signature: ${absent.join(', ')} missing.`];
  const wrong = Object.entries(expected).find(([name, value]) => !same(headers[name] ?? '', value));
  return wrong === undefined ? [] : [`The body signature is wrong: ${wrong[0]} is "${headers[wrong[0]] ?? ''}".`];
}

/** What a problem document says, or the first words of whatever came. */
function explain({ body }: Answered): string {
  const problem = readProblem(body);
  if (problem === null)
    return `The answer has no field order-calculations-response. It begins: ${JSON.stringify(body.slice(0, 120))}.`;
  return `It was refused, ${problem.code}: ${problem.detail}`;
}

/** The code and the sentence of a problem document (RFC 9457); null if the body is none. */
export function readProblem(body: string): { code: string; detail: string } | null {
  try {
    const { code, detail, title } = JSON.parse(body) as Partial<Record<string, unknown>>;
    return typeof code === 'string' ? { code, detail: typeof detail === 'string' ? detail : String(title) } : null;
  } catch {
    return null;
  }
}
