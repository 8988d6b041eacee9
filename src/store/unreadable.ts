import { CartwrightError } from '../errors.js';

/** Whether an error says that stored settings are of no use. */
export const isUnreadable = (error: unknown): error is CartwrightError =>
  error instanceof CartwrightError && error.code === 'SETTINGS_UNREADABLE';
