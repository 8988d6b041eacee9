import type { RequestHandler } from 'express';
import type { Choices } from '../../core/checkout.js';
import type { CheckoutPageDeps } from '../deps.js';
import { openPage } from '../open.js';
import type { Step } from '../pages/parts.js';

/** GET /pay/:id claims the checkout for this browser and goes on where the buyer left off. */
export function start(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openPage(deps, request, response, { priced: false });
    if (page === null) return;
    const { id, choices } = page.view.checkout;
    response.redirect(303, `/pay/${id}/${nextStep(choices)}`);
  };
}

function nextStep({ buyer, shipTo, choiceId }: Choices): Step {
  if (buyer === undefined || shipTo === undefined) return 'address';
  return choiceId === undefined ? 'shipping' : 'review';
}
