import type { ComponentChildren, VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Order } from '../../core/order.js';
import { Alert } from '../../ui/alert.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { orderUrl, ordersUrl } from './address.js';

/** What every page that does something with an order shows. */
export interface ActionProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly order: Order;
}

export interface ActionFrameProps extends ActionProps {
  /** In the trail: `Refund`. */
  readonly step: string;
  /** The question, or what is done. */
  readonly title: string;
  /** Why nothing was done, where no field is to blame: two sentences. */
  readonly problem?: Problem | null;
  readonly children: ComponentChildren;
}

/** Why nothing was done: one bold sentence, and what that means. */
export interface Problem {
  readonly title: string;
  readonly text: string;
}

/** The frame of a page that does something with an order: where one is, the question, why it failed before. */
export function ActionFrame({ viewer, environment, order, step, title, problem, children }: ActionFrameProps): VNode {
  return (
    <Layout title={`${step}, order ${order.id}`} viewer={viewer} page="orders">
      <div class="cw-head">
        <div>
          <div class="cw-crumb">
            <a href={ordersUrl(environment)}>Manage orders</a>
            <Icon name="chevron-right" small />
            <a href={orderUrl(environment, order.id)} class="mono">
              {order.id}
            </a>
            <Icon name="chevron-right" small />
            <span>{step}</span>
          </div>
          <h1>{title}</h1>
        </div>
      </div>
      {problem === null || problem === undefined ? null : <Alert tone="bad" {...problem} />}
      {children}
    </Layout>
  );
}
