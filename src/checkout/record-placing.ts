import { CartwrightError, type ErrorCode } from '../errors.js';
import { exchangeRow } from '../flows/exchange-row.js';
import { countOrdering, limitOrdering } from '../flows/checkout/limit-attempts.js';
import { placingReport, type PlacingEnd } from '../flows/checkout/placing-report.js';
import type { PlaceResult } from '../flows/checkout/place-order.js';
import { ownerOf } from '../flows/checkout/surroundings.js';
import type { CheckoutView } from '../flows/checkout/view.js';
import { exchangeSeq, ulid } from '../ids.js';
import type { CheckoutPageDeps } from './deps.js';
import { answeredMessage, postedMessage } from './post-message.js';
import type { Post } from './record-post.js';

export interface Placing extends Post {
  readonly view: CheckoutView;
  /** Epoch milliseconds when the form arrived. */
  readonly startedAt: number;
}

/** Where nothing can be written, what was refused cannot be either: it stands in the log alone. */
const UNRECORDED: readonly ErrorCode[] = ['DATABASE_UNAVAILABLE', 'SHUTTING_DOWN'];

/**
 * Has an order placed, within the limits, and writes down how that went before the buyer learns of it. What the flow refuses by
 * throwing is on record too, and thrown on.
 */
export async function placeOnRecord(
  deps: CheckoutPageDeps,
  placing: Placing,
  place: () => Promise<PlaceResult>,
): Promise<PlaceResult> {
  const { request, view } = placing;
  const ordering = { checkoutId: view.checkout.id, remote: request.ip };
  await limitOrdering(deps, ordering);
  const result = await place().catch(async (error: unknown) => {
    if (error instanceof CartwrightError && !UNRECORDED.includes(error.code)) {
      await countOrdering(deps, ordering, { ordered: false });
      await recordPlacing(deps, placing, error);
    }
    throw error;
  });
  await countOrdering(deps, ordering, { ordered: result.state === 'placed' || result.state === 'already' });
  await recordPlacing(deps, placing, result);
  return result;
}

async function recordPlacing(
  deps: CheckoutPageDeps,
  { request, response, steps, view, startedAt }: Placing,
  result: PlacingEnd,
): Promise<void> {
  const { environment, keys } = await ownerOf(deps, view.checkout.environmentId);
  const report = placingReport(view, result);
  const at = deps.clock();
  const id = ulid(at);
  const headers = { 'Cartwright-Exchange': id, 'Cartwright-Code': report.code };
  const facts = {
    ...report,
    id,
    seq: exchangeSeq(at),
    environment,
    at: startedAt,
    direction: 'in',
    kind: 'order',
    party: 'buyer',
    durationMs: performance.now() - steps.startedMs,
    request: postedMessage(request),
    response: answeredMessage({ status: report.status, location: undefined, headers }),
    steps: [...steps.list(false).filter(({ state }) => state === 'done'), ...report.steps],
    ...(request.ip === undefined ? {} : { remote: request.ip }),
  } as const;
  await deps.recorder.record(exchangeRow(facts, { mask: keys.mask, vault: deps.vault }));
  response.setHeader('Cartwright-Exchange', facts.id);
}
