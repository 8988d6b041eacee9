import type { VNode } from 'preact';
import { Alert, type AlertProps } from '../../ui/alert.js';
import { readTold } from '../told.js';

/** What can have been done to a delivery a moment ago. */
const TOLD = {
  retried: { tone: 'ok', title: 'It is being sent again.', text: 'Look at this page again for the answer.' },
  skipped: { tone: 'ok', title: 'The delivery is skipped.', text: 'What waited behind it goes on.' },
  busy: {
    tone: 'info',
    title: 'Nothing was changed: it is being sent at this moment.',
    text: 'Look at this page again for the answer.',
  },
  ended: { tone: 'info', title: 'Nothing was changed: the delivery had ended before.' },
  expired: {
    tone: 'warn',
    title: 'Nothing was sent: it is too old.',
    text: 'It was first sent more than 30 days ago, so its original is deleted, and nothing else goes out under its id.',
  },
  off: { tone: 'warn', title: 'Nothing was sent: the endpoint is switched off.', text: 'Switch it on first.' },
  tested: {
    tone: 'ok',
    title: 'The test is on its way.',
    text: 'Its answer is shown below as soon as it is there. Look at this page again.',
  },
} as const satisfies Record<string, AlertProps>;
export type DeliveryDone = keyof typeof TOLD;

/** The word of a query; null for anything else. */
export const readDeliveryDone = (word: unknown): DeliveryDone | null => readTold(TOLD, word);

/** Says what was just done. */
export const DeliveryDoneAlert = ({ done }: { done: DeliveryDone }): VNode => <Alert {...TOLD[done]} />;
