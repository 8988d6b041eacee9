import type { Request, RequestHandler, Response } from 'express';
import { decideRefund } from '../../core/refund/decide.js';
import { remainingLines } from '../../core/refund/remaining.js';
import type { RefundDecision } from '../../core/refund/wish.js';
import { issueRefund } from '../../flows/order/issue-refund.js';
import { ulid } from '../../ids.js';
import { findWish } from '../../store/wishes.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField } from '../form-token.js';
import { formWish, readOnce } from '../once.js';
import { actionProps, type OrderScene } from './action-props.js';
import { orderUrl } from './address.js';
import { isOpenFor, orderOf, type OrderOfPage } from './order-of.js';
import { refusedBy, type Refused } from './problem.js';
import { RefundConfirmPage, type RefundConfirmProps } from './refund-confirm-page.js';
import {
  AMOUNT_FIELD,
  CHANGE_FIELD,
  fieldsOf,
  readTyped,
  readWay,
  WAY_FIELD,
  type RefundTyped,
  type RefundWay,
} from './refund-fields.js';
import { isOfWords, readRefund, refusedRefund, type RefundForm } from './refund-form.js';
import { RefundPage } from './refund-page.js';

/** Everything that a page of a refund is made of. */
interface Scene extends OrderScene {
  readonly form: RefundForm;
}

/** GET /console/{environment}/orders/{id}/refund?by=… */
export function showRefund(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const page = await orderOf(request, deps);
    if (!isOpenFor(page, 'refund')) {
      response.redirect(303, orderUrl(page.environment.name, page.key.id));
      return;
    }
    const form = formOf(page, readWay(request.query[WAY_FIELD]), new Map());
    response.type('html').send(refundPage(request, response, { deps, page, form, faults: [], problem: null }));
  };
}

/** POST /console/{environment}/orders/{id}/refund: nothing is moved, the next page shows what would be. */
export function checkRefund(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const scene = await sceneOf(request, deps);
    if (formField(request, CHANGE_FIELD) !== '') {
      response.type('html').send(refundPage(request, response, { ...scene, faults: [], problem: null }));
      return;
    }
    const asked = ask(scene);
    if (asked.ok) response.type('html').send(confirmPage(request, response, { ...scene, asked, problem: null }));
    else refuse(request, response, { ...scene, ...asked.refused });
  };
}

/** POST /console/{environment}/orders/{id}/refund/confirm */
export function doRefund(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const scene = await sceneOf(request, deps);
    const { page, form } = scene;
    const once = formWish(request, { ...page.key, now: deps.clock() });
    const asked = ask(scene);
    if ((await findWish(deps.db, once)) === null) {
      if (!asked.ok) {
        refuse(request, response, { ...scene, ...asked.refused });
        return;
      }
      if (String(asked.amount) !== formField(request, AMOUNT_FIELD)) {
        const again = confirmPage(request, response, { ...scene, asked, problem: CHANGED });
        response.status(409).type('html').send(again);
        return;
      }
    }
    try {
      await issueRefund(deps, page.key, { once, wish: readRefund(form).wish, ...saidIn(form), by: 'merchant' });
      response.redirect(303, `${orderUrl(page.environment.name, page.key.id)}?done=refunded`);
    } catch (error) {
      refuse(request, response, { ...scene, ...refusedBy(error) });
    }
  };
}

const CHANGED = {
  title: 'Nothing was refunded: the amount has changed since you looked.',
  text: 'Something happened to the order meanwhile. Look at the new amounts.',
};

async function sceneOf(request: Request, deps: ConsoleDeps): Promise<Scene> {
  checkFormToken(request, deps);
  const page = await orderOf(request, deps);
  const way = readWay(formField(request, WAY_FIELD));
  const numbers = page.affairs.order.lines.map(({ number }) => number);
  return { deps, page, form: formOf(page, way, readTyped(request, fieldsOf(way, numbers))) };
}

const formOf = ({ affairs: { order } }: OrderOfPage, way: RefundWay, typed: RefundTyped): RefundForm => ({
  ...{ way, typed },
  lines: order.lines,
  currency: order.currency,
});

type Asked =
  (Extract<RefundDecision, { readonly ok: true }> & { readonly ok: true }) | { readonly ok: false; readonly refused: Refused };

/** What the form would give back of the order as it is; else everything that is wrong with it, and not one thing after the other. */
function ask({ page, form }: Scene): Asked {
  const { wish, faults } = readRefund(form);
  if (!faults.every(isOfWords)) return { ok: false, refused: { faults, problem: null } };
  const decided = decideRefund(page.affairs, wish);
  if (decided.ok) return faults.length === 0 ? decided : { ok: false, refused: { faults, problem: null } };
  const refused = refusedRefund(form, decided);
  return { ok: false, refused: { ...refused, faults: [...refused.faults, ...faults] } };
}

function saidIn({ typed }: RefundForm): { readonly reason: string; readonly note?: string } {
  const note = typed.get('note');
  return { reason: typed.get('reason') ?? '', ...(note === undefined ? {} : { note }) };
}

function refuse(request: Request, response: Response, shown: Scene & Refused): void {
  response
    .status(422)
    .type('html')
    .send(refundPage(request, response, shown));
}

function refundPage(request: Request, response: Response, { deps, page, form, ...refused }: Scene & Refused): string {
  return renderPage(
    <RefundPage
      {...actionProps(request, response, { deps, page })}
      way={form.way}
      typed={form.typed}
      remaining={remainingLines(page.affairs)}
      once={ulid(deps.clock())}
      {...refused}
    />,
  );
}

function confirmPage(
  request: Request,
  response: Response,
  {
    deps,
    page,
    form,
    asked,
    problem,
  }: Scene & Pick<RefundConfirmProps, 'problem'> & { readonly asked: Asked & { readonly ok: true } },
): string {
  return renderPage(
    <RefundConfirmPage
      {...actionProps(request, response, { deps, page })}
      way={form.way}
      typed={form.typed}
      lines={asked.lines}
      amount={asked.amount}
      warnings={asked.warnings}
      once={readOnce(request, deps.clock())}
      problem={problem}
    />,
  );
}
