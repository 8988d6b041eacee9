import { codesOfShop } from '../../core/promotions/code-limits.js';
import { foldCode } from '../../core/promotions/promotion.js';
import { countAttempt, takeAttemptBack, type Throttled } from '../../store/throttles.js';
import { changeChoices } from './change-checkout.js';
import type { CheckoutDeps } from './deps.js';
import { surroundingsOf } from './surroundings.js';
import type { ChangedCheckout, CheckoutView } from './view.js';

/** More help nobody, and each is looked up whenever the checkout is priced. */
const MOST_CODES = 10;
const MAX_CODE_LENGTH = 100;
const HOUR_MS = 3_600_000;
/** Codes that do not exist: of one checkout, and of one browser or address. */
const LIMITS = { checkout: { limit: 10, windowMs: 24 * HOUR_MS }, sender: { limit: 30, windowMs: HOUR_MS } } as const;

interface Typed {
  readonly code: string;
  /** Address of the browser, where the caller knows it. */
  readonly remote?: string;
}

/**
 * Adds a claim code; what became of it stands in the quote. Whoever tried too many that do not exist is `throttled`, and then
 * a right one counts no more than a wrong one, or guessing would go on.
 */
export async function addCode(deps: CheckoutDeps, view: CheckoutView, typed: Typed): Promise<ChangedCheckout> {
  const code = typed.code.trim().slice(0, MAX_CODE_LENGTH);
  const { codes } = view.checkout.choices;
  const known = codes.some((other) => foldCode(other) === foldCode(code));
  if (code === '' || known) return view;
  const { book } = await surroundingsOf(deps, view.checkout.environmentId);
  const exists = codesOfShop(book, [code]).length > 0;
  const throttled = await countGuess(deps, keysOf(view, typed), exists);
  if (!throttled.allowed) return { state: 'throttled', retryAfterMs: throttled.retryAfterMs };
  return changeChoices(deps, view, { codes: [...codes, code].slice(-MOST_CODES) });
}

/** Takes a code away again; one that is not there changes nothing. */
export async function removeCode(deps: CheckoutDeps, view: CheckoutView, code: string): Promise<ChangedCheckout> {
  const { codes } = view.checkout.choices;
  const left = codes.filter((other) => foldCode(other) !== foldCode(code));
  return left.length === codes.length ? view : changeChoices(deps, view, { codes: left });
}

type Counted = readonly (readonly [key: string, limits: { readonly limit: number; readonly windowMs: number }])[];

function keysOf({ checkout }: CheckoutView, { remote }: Typed): Counted {
  return [
    [`codes:checkout:${checkout.id}`, LIMITS.checkout],
    [`codes:session:${checkout.sessionSha256 ?? checkout.id}`, LIMITS.sender],
    ...(remote === undefined ? [] : [[`codes:address:${remote}`, LIMITS.sender] as const]),
  ];
}

/** Counted before it is known to be wrong, so that guesses at the same time cannot slip through together. */
async function countGuess({ db, clock }: CheckoutDeps, counted: Counted, exists: boolean): Promise<Throttled> {
  let verdict: Throttled = { allowed: true };
  for (const [key, limits] of counted) {
    const throttled = await countAttempt(db, { key, ...limits, at: clock() });
    if (verdict.allowed) verdict = throttled;
  }
  if (exists && verdict.allowed) for (const [key] of counted) await takeAttemptBack(db, key);
  return verdict;
}
