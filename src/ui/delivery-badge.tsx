import type { VNode } from 'preact';
import type { DeliveryState } from '../core/delivery.js';
import { Badge, type BadgeTable } from './badge.js';

const STATES: BadgeTable<DeliveryState> = {
  delivered: { tone: 'ok', word: 'delivered' },
  acknowledged: { tone: 'ok', word: 'acknowledged' },
  waiting: { tone: 'info', word: 'waiting' },
  retrying: { tone: 'info', word: 'retrying' },
  sending: { tone: 'info', word: 'sending' },
  throttled: { tone: 'warn', word: 'throttled' },
  paused: { tone: 'warn', word: 'paused' },
  parked: { tone: 'bad', word: 'parked' },
  switched_off: { tone: 'bad', word: 'switched off' },
  given_up: { tone: 'bad', word: 'given up' },
  skipped: { tone: 'mute', word: 'skipped' },
};

/** The state of a delivery in the words of the status vocabulary. */
export const DeliveryBadge = ({ state }: { state: DeliveryState }): VNode => <Badge {...STATES[state]} />;
