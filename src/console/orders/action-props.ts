import type { Request, Response } from 'express';
import type { ConsoleDeps } from '../deps.js';
import { viewerFor } from '../viewer.js';
import type { ActionProps } from './action-frame.js';
import type { OrderOfPage } from './order-of.js';

/** An order's page, and what it is made with. */
export interface OrderScene {
  readonly deps: ConsoleDeps;
  readonly page: OrderOfPage;
}

/** What every page that does something with an order shows. */
export function actionProps(request: Request, response: Response, { deps, page }: OrderScene): ActionProps {
  const { name } = page.environment;
  return { viewer: viewerFor(request, response, deps, name), environment: name, order: page.affairs.order };
}
