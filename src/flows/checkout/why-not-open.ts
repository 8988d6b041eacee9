import { CartwrightError } from '../../errors.js';
import type { OpenedCheckout } from './view.js';

/** The error of a checkout that cannot be gone on with, for whoever answers with a code. */
export function whyNotOpen(opened: Extract<OpenedCheckout, { state: 'taken' | 'unknown' | 'expired' }>): CartwrightError {
  switch (opened.state) {
    case 'taken':
      return new CartwrightError('CHECKOUT_TAKEN');
    case 'unknown':
      return new CartwrightError('CHECKOUT_UNKNOWN');
    case 'expired':
      return new CartwrightError(opened.because === 'date' ? 'CART_EXPIRED' : 'CHECKOUT_CLOSED');
  }
}
