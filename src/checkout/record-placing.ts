import type { Request, Response } from 'express';
import { CartwrightError, type ErrorCode } from '../errors.js';
import { exchangeRow } from '../flows/exchange-row.js';
import { countOrdering, limitOrdering } from '../flows/checkout/limit-attempts.js';
import { placingReport, type PlacingEnd } from '../flows/checkout/placing-report.js';
import type { PlaceResult } from '../flows/checkout/place-order.js';
import { surroundingsOf } from '../flows/checkout/surroundings.js';
import type { CheckoutView } from '../flows/checkout/view.js';
import type { WireMessage } from '../flows/stored-message.js';
import { exchangeSeq, ulid } from '../ids.js';
import type { CheckoutPageDeps } from './deps.js';
import { formField } from './form.js';

/** Fields that say what the buyer wanted; what proves that the form is his is nobody else's business. */
const KEPT_FIELDS = ['choice', 'total', 'payment', 'confirmed', 'answer'];
const FORM = 'application/x-www-form-urlencoded';

export interface Placing {
  readonly request: Request;
  readonly view: CheckoutView;
  /** Epoch milliseconds when the form arrived. */
  readonly startedAt: number;
  readonly response: Response;
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
  { request, response, view, startedAt }: Placing,
  result: PlacingEnd,
): Promise<void> {
  const { environment, keys } = await surroundingsOf(deps, view.checkout.environmentId);
  const report = placingReport(view, result);
  const at = deps.clock();
  const facts = {
    ...report,
    id: ulid(at),
    seq: exchangeSeq(at),
    environment,
    at: startedAt,
    direction: 'in',
    kind: 'order',
    party: 'buyer',
    durationMs: at - startedAt,
    request: requestMessage(request),
    response: { start: `HTTP ${report.status}`, headers: {}, contentType: 'text/html', original: Buffer.alloc(0) },
    steps: [],
    ...(request.ip === undefined ? {} : { remote: request.ip }),
  } as const;
  await deps.recorder.record(exchangeRow(facts, { mask: keys.mask, vault: deps.vault }));
  response.setHeader('Cartwright-Exchange', facts.id);
}

/** The post without its cookie and its token; the id of a checkout is as good as a key while it is open. */
function requestMessage(request: Request): WireMessage {
  const fields = KEPT_FIELDS.map((name) => ({ name, value: formField(request, name) })).filter(({ value }) => value !== '');
  const original = Buffer.from(new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString());
  const start = `POST /pay/(checkout)/${request.path.split('/').at(-1) ?? ''}`;
  return { start, headers: { 'user-agent': request.get('user-agent') }, contentType: FORM, original, fields };
}
