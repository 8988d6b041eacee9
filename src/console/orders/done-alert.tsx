import type { VNode } from 'preact';
import { Alert, type AlertProps } from '../../ui/alert.js';
import { readTold } from '../told.js';

/** What can have been done to an order a moment ago; the page after it says so. */
const TOLD = {
  shipped: {
    tone: 'ok',
    title: 'The shipment is confirmed.',
    text: 'The buyer is told by mail. What is due for it is captured within a moment.',
  },
  tracked: { tone: 'ok', title: 'The tracking is changed.' },
  cancelled: {
    tone: 'ok',
    title: 'The order is cancelled.',
    text: 'The buyer is told by mail. What the gateway holds is let go.',
  },
  'units-cancelled': {
    tone: 'ok',
    title: 'The units are cancelled.',
    text: 'The buyer is told by mail. They are never charged.',
  },
  refunded: {
    tone: 'ok',
    title: 'The refund is issued.',
    text: 'The buyer is told by mail. It can be undone until it goes to the gateway.',
  },
  undone: { tone: 'ok', title: 'The refund is undone.', text: 'The money can be refunded again.' },
  'payment-asked': {
    tone: 'ok',
    title: 'The gateway is asked again.',
    text: 'The problem stands until it says yes. Look at this page again in a moment.',
  },
  already: { tone: 'info', title: 'That was done before.', text: 'Nothing was changed.' },
  closed: {
    tone: 'warn',
    title: 'Nothing was done: no unit of this order is open any more.',
    text: 'All were shipped or cancelled meanwhile.',
  },
  'undo-late': {
    tone: 'warn',
    title: 'The refund could not be undone any more.',
    text: 'It has gone to the gateway.',
  },
} as const satisfies Record<string, AlertProps>;
export type Done = keyof typeof TOLD;

/** The word of a query; null for anything else. */
export const readDone = (word: unknown): Done | null => readTold(TOLD, word);

/** Says what was just done. */
export const DoneAlert = ({ done }: { done: Done }): VNode => <Alert {...TOLD[done]} />;
