import type { VNode } from 'preact';
import type { Endpoint } from '../../core/endpoint.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { Icon, type IconName } from '../../ui/icons.js';
import { MoreActions } from '../../ui/more-actions.js';
import { ONCE_FIELD } from '../once.js';
import { PostedForm } from '../posted-form.js';
import { endpointActionUrl, type EndpointAction } from './address.js';

export interface EndpointActionsProps {
  readonly environment: EnvironmentName;
  readonly endpoint: Endpoint;
  readonly formToken: string;
  /** A ULID of its own for every page that is shown. */
  readonly once: string;
}

interface Look {
  readonly action: EndpointAction;
  readonly icon: IconName;
  readonly label: string;
  /** A page of its own first, or done at once. */
  readonly asks: boolean;
  readonly class: string;
}

const TEST: Look = { action: 'test', icon: 'send', label: 'Send test', asks: false, class: 'btn btn-primary' };
const ON: Look = { action: 'resume', icon: 'player-play', label: 'Switch on', asks: false, class: 'btn btn-primary' };
const EDIT: Look = { action: 'edit', icon: 'pencil', label: 'Edit', asks: true, class: 'btn' };
const PAUSE: Look = { action: 'pause', icon: 'player-pause', label: 'Pause', asks: false, class: 'btn' };
const RESUME: Look = { action: 'resume', icon: 'player-play', label: 'Resume', asks: false, class: 'btn' };
const RECOVER: Look = { action: 'recover', icon: 'history', label: 'Recover', asks: true, class: 'btn' };
const ROTATE: Look = { action: 'rotate', icon: 'key', label: 'Rotate secret', asks: true, class: 'btn' };
const REMOVE: Look = { action: 'remove', icon: 'x', label: 'Remove', asks: true, class: 'btn btn-danger-line' };
/** On phones the others stand behind three dots. */
const SHOWN_ON_PHONES = 2;

/** What can be done with an endpoint now, the likely next step first. */
function looksOf({ format, offAt, pausedAt }: Endpoint): Look[] {
  const first = offAt === null ? [TEST, EDIT, pausedAt === null ? PAUSE : RESUME] : [ON, EDIT];
  return [...first, RECOVER, ...(format === 'webhook' ? [ROTATE] : []), REMOVE];
}

/** A button or a link for each action; on phones two of them, the rest behind three dots. */
export function EndpointActions(props: EndpointActionsProps): VNode {
  const looks = looksOf(props.endpoint);
  return (
    <div class="acts">
      {looks.map((look, place) => (
        <Action key={look.action} {...props} look={look} extra={place < SHOWN_ON_PHONES ? '' : ' hide-m'} />
      ))}
      <MoreActions>
        {looks.slice(SHOWN_ON_PHONES).map((look) => (
          <Action key={look.action} {...props} look={look} extra="" />
        ))}
      </MoreActions>
    </div>
  );
}

function Action({
  environment,
  endpoint,
  formToken,
  once,
  look,
  extra,
}: EndpointActionsProps & { look: Look; extra: string }): VNode {
  const href = endpointActionUrl(environment, endpoint.id, look.action);
  const content = (
    <>
      <Icon name={look.icon} />
      {look.label}
    </>
  );
  if (look.asks) {
    return (
      <a class={look.class + extra} href={href}>
        {content}
      </a>
    );
  }
  return (
    <PostedForm action={href} formToken={formToken} hidden={[[ONCE_FIELD, once]]} class={extra.trim()}>
      <button class={look.class} type="submit">
        {content}
      </button>
    </PostedForm>
  );
}
