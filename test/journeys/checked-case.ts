import type { Dialect } from '../../src/core/cart.js';
import { compileRuleBook, type RuleBook } from '../../src/core/rule-book.js';
import type { PolicyDocument } from '../../src/core/settings.js';
import type { CalculationRequest } from '../../src/wire/calculation.js';
import { findDifference } from './compared.js';
import { featuresOfAnswer } from './features.js';
import { type GeneratedCase, writeRequest } from './generated-carts.js';
import { type AskedRequest, readCalculation, readRequest } from './independent-reader.js';
import { expectValid, receiveSigned } from './posted-answer.js';
import { answerOf, expectSameAsJson, openRequest, quoteOf } from './priced-case.js';
import { findSmallest } from './smallest-case.js';

/** A request as both sides read it, once for all policies. */
export interface PostedCase {
  readonly generated: GeneratedCase;
  readonly namespace: Dialect;
  readonly opened: CalculationRequest;
  readonly asked: AskedRequest;
  /** Answers with their quotes that were compared before: most policies change nothing about most carts. */
  readonly checked: Set<string>;
}

export interface Outcome {
  readonly priced: boolean;
  readonly features: readonly string[];
  /** What is wrong, in a sentence; null where nothing is. */
  readonly trouble: string | null;
}

/** Writes the request of a case and has it read by src and by the independent reader. */
export async function postCase(generated: GeneratedCase, namespace: Dialect): Promise<PostedCase> {
  const xml = writeRequest(generated.cart, namespace);
  return { generated, namespace, opened: openRequest(xml), asked: await readRequest(xml), checked: new Set() };
}

/** Answers a posted case under these policies and holds the answer against the quote, from schema to cent. */
export async function checkCase(posted: PostedCase, policies: PolicyDocument): Promise<Outcome> {
  const book = compileBook(posted.generated, policies);
  if (book === null) throw new Error('the generated settings are refused');
  try {
    return await compare(posted, book);
  } catch (error) {
    return { priced: false, features: [], trouble: error instanceof Error ? error.message : String(error) };
  }
}

async function compare({ generated, namespace, opened, asked, checked }: PostedCase, book: RuleBook): Promise<Outcome> {
  const answer = answerOf(opened, namespace, book);
  const quoted = quoteOf(opened, namespace, book);
  const features = featuresOfAnswer(answer, quoted);
  const key = answer + JSON.stringify(quoted.ok ? quoted.orders : quoted.code);
  if (checked.has(key)) return { priced: quoted.ok, features, trouble: null };
  expectSameAsJson(generated, quoted, namespace, book);
  expectValid(answer, namespace);
  const trouble = findDifference(await readCalculation(asked, receiveSigned(answer)), quoted);
  checked.add(key);
  return { priced: quoted.ok, features, trouble };
}

interface Failure {
  readonly namespace: Dialect;
  readonly policies: PolicyDocument;
  readonly trouble: string;
}

/** A failing case cut down to what it needs to fail the same way: its settings, its request and its answer. */
export async function describeSmallest(generated: GeneratedCase, { namespace, policies, trouble }: Failure): Promise<string> {
  const troubleOf = async (one: GeneratedCase): Promise<string> => {
    if (compileBook(one, policies) === null) return '';
    return (await checkCase(await postCase(one, namespace), policies)).trouble ?? '';
  };
  const smallest = await findSmallest(generated, async (one) => kindOf(await troubleOf(one)) === kindOf(trouble));
  const request = writeRequest(smallest.cart, namespace);
  const book = compileBook(smallest, policies);
  return [
    `${namespace}, policies ${JSON.stringify(policies)}: ${trouble}`,
    `smallest: ${await troubleOf(smallest)}`,
    JSON.stringify(smallest.settings, null, 1),
    request,
    book === null ? '' : answerOf(openRequest(request), namespace, book),
  ].join('\n');
}

/** A trouble without its numbers and names: what a smaller case must share to be the same fault. */
const kindOf = (trouble: string): string =>
  trouble
    .replace(/^order \d+: |^[a-z0-9-]+: /g, '')
    .replace(/"[^"]*"|\S*\d\S*/g, '#')
    .slice(0, 60);

function compileBook({ settings }: GeneratedCase, policies: PolicyDocument): RuleBook | null {
  const compiled = compileRuleBook({ ...settings, policies });
  return compiled.ok ? compiled.book : null;
}
