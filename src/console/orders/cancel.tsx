import type { Request, RequestHandler, Response } from 'express';
import { cancelUnits } from '../../flows/order/cancel-units.js';
import { ulid } from '../../ids.js';
import type { FieldFault } from '../../ui/form-field.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField } from '../form-token.js';
import { formWish, readOnce } from '../once.js';
import { viewerFor } from '../viewer.js';
import { orderUrl } from './address.js';
import { CancelPage, LONGEST_REASON, type CancelPageProps } from './cancel-page.js';
import type { Done } from './done-alert.js';
import { isOpenFor, orderOf, type OrderOfPage } from './order-of.js';
import { refusedBy, type Refused } from './problem.js';
import { allUnits, openLines, orderedLines, readUnits } from './units-form.js';

/** GET /console/{environment}/orders/{id}/cancel */
export function showCancel(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const page = await orderOf(request, deps);
    const lines = openLines(page.affairs.order.lines);
    if (!isOpenFor(page, 'cancel')) {
      response.redirect(303, orderUrl(page.environment.name, page.key.id));
      return;
    }
    const once = ulid(deps.clock());
    const shown = { lines, units: allUnits(lines), once, reason: '', faults: [], problem: null };
    response.type('html').send(cancelPage(request, response, { deps, page, shown }));
  };
}

/** POST /console/{environment}/orders/{id}/cancel */
export function doCancel(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const page = await orderOf(request, deps);
    const { units, faults: ofUnits } = readUnits(request, orderedLines(page.affairs.order.lines), 'cancelled');
    const reason = formField(request, 'reason').trim();
    const faults = [...ofUnits, ...faultsOfReason(reason)];
    if (faults.length > 0) {
      await again(request, response, { deps, refused: { faults, problem: null } });
      return;
    }
    try {
      const once = formWish(request, { ...page.key, now: deps.clock() });
      const { order } = await cancelUnits(deps, page.key, { once, units, by: 'merchant', reason });
      const done: Done = order.cancelledAt === null ? 'units-cancelled' : 'cancelled';
      response.redirect(303, `${orderUrl(page.environment.name, page.key.id)}?done=${done}`);
    } catch (error) {
      await again(request, response, { deps, refused: refusedBy(error) });
    }
  };
}

function faultsOfReason(reason: string): FieldFault[] {
  if (reason === '') return [{ field: 'reason', message: 'Say why: the buyer reads it in the mail.' }];
  const letters = [...reason].length;
  if (letters <= LONGEST_REASON) return [];
  return [{ field: 'reason', message: `At most ${LONGEST_REASON} letters fit here. You wrote ${letters}.` }];
}

/** The form as it was sent, over the order as it is by now. */
async function again(
  request: Request,
  response: Response,
  { deps, refused }: { readonly deps: ConsoleDeps; readonly refused: Refused },
): Promise<void> {
  const page = await orderOf(request, deps);
  const lines = openLines(page.affairs.order.lines);
  if (lines.length === 0) {
    response.redirect(303, `${orderUrl(page.environment.name, page.key.id)}?done=closed`);
    return;
  }
  const { typed, faults } = readUnits(request, lines, 'cancelled');
  const shown = {
    ...{ lines, units: typed, problem: refused.problem },
    once: readOnce(request, deps.clock()),
    reason: formField(request, 'reason').trim(),
    faults: refused.faults.length > 0 ? refused.faults : faults,
  };
  response
    .status(422)
    .type('html')
    .send(cancelPage(request, response, { deps, page, shown }));
}

interface Scene {
  readonly deps: ConsoleDeps;
  readonly page: OrderOfPage;
  readonly shown: Omit<CancelPageProps, 'viewer' | 'environment' | 'order'>;
}

function cancelPage(request: Request, response: Response, { deps, page, shown }: Scene): string {
  const { name } = page.environment;
  const viewer = viewerFor(request, response, deps, name);
  return renderPage(<CancelPage viewer={viewer} environment={name} order={page.affairs.order} {...shown} />);
}
