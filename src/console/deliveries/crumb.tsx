import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import { Icon } from '../../ui/icons.js';
import { endpointsUrl, endpointUrl } from './address.js';

export interface CrumbProps {
  readonly environment: EnvironmentName;
  /** The endpoint that the page is below of; null where it is of none. */
  readonly endpoint: { readonly id: string; readonly name: string } | null;
  readonly step: string;
}

/** Where a page of an endpoint is. */
export function Crumb({ environment, endpoint, step }: CrumbProps): VNode {
  return (
    <div class="cw-crumb">
      <a href={endpointsUrl(environment)}>Order notifications</a>
      <Icon name="chevron-right" small />
      {endpoint === null ? null : (
        <>
          <a href={endpointUrl(environment, endpoint.id)}>{endpoint.name}</a>
          <Icon name="chevron-right" small />
        </>
      )}
      <span>{step}</span>
    </div>
  );
}
