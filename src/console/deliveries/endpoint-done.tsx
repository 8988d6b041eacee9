import type { VNode } from 'preact';
import { Alert, type AlertProps } from '../../ui/alert.js';
import { readTold } from '../told.js';

/** What can have been done to an endpoint a moment ago. */
const TOLD = {
  added: {
    tone: 'ok',
    title: 'The endpoint is added.',
    text: 'It is told what happens from now on. Send a test to see its answer.',
  },
  saved: { tone: 'ok', title: 'The endpoint is changed.' },
  paused: { tone: 'ok', title: 'The endpoint is paused.', text: 'Everything waits until it is resumed.' },
  resumed: { tone: 'ok', title: 'The endpoint is resumed.', text: 'What waited goes out in order.' },
  'switched-on': { tone: 'ok', title: 'The endpoint is switched on.', text: 'What it missed is not sent by itself: recover it.' },
  recovered: { tone: 'ok', title: 'The recovery has begun.', text: 'It goes out in order, as fast as the endpoint takes it.' },
  shown: { tone: 'info', title: 'The secret was shown before.', text: 'If it is lost, rotate it.' },
  changed: {
    tone: 'warn',
    title: 'Nothing was done: somebody changed this endpoint meanwhile.',
    text: 'What you see is how it is now.',
  },
  expired: {
    tone: 'warn',
    title: 'Nothing was sent: what it missed is too old.',
    text: 'It was first sent more than 30 days ago, so the originals are deleted.',
  },
  off: { tone: 'warn', title: 'No test was sent: the endpoint is switched off.', text: 'Switch it on first.' },
} as const satisfies Record<string, AlertProps>;
export type EndpointDone = keyof typeof TOLD;

/** The word of a query; null for anything else. */
export const readEndpointDone = (word: unknown): EndpointDone | null => readTold(TOLD, word);

/** Says what was just done. */
export const EndpointDoneAlert = ({ done }: { done: EndpointDone }): VNode => <Alert {...TOLD[done]} />;
