export interface StoreModeEntry {
  /** Whether the store books what it is told before it misbehaves. */
  readonly acts: boolean;
  readonly says: string;
}

/** What the store can be told to do with deliveries. */
export const STORE_MODES = {
  ok: { acts: true, says: 'books and answers 200' },
  '500': { acts: false, says: 'answers 500 and books nothing' },
  hang: { acts: false, says: 'never answers and books nothing' },
  'act-then-time-out': { acts: true, says: 'books, and then never answers' },
  '429': { acts: false, says: 'answers 429 with Retry-After: 1 and books nothing' },
  reorder: { acts: true, says: 'answers 200 at once and books every second delivery before the one that came first' },
  replay: { acts: true, says: 'hears every delivery twice, as if somebody had recorded it' },
  'slow-body': { acts: true, says: 'books, answers 200 and then drips its body for half a minute' },
  '410': { acts: false, says: 'answers 410: it is gone for good' },
  '403': { acts: false, says: 'answers 403, as handlers do whose clock is wrong' },
} as const satisfies Readonly<Record<string, StoreModeEntry>>;

export type StoreMode = keyof typeof STORE_MODES;

/** Object.keys would put those that look like numbers first. */
export const STORE_MODE_NAMES: readonly StoreMode[] = [
  'ok',
  '500',
  'hang',
  'act-then-time-out',
  '429',
  'reorder',
  'replay',
  'slow-body',
  '410',
  '403',
];

export function isStoreMode(text: unknown): text is StoreMode {
  return typeof text === 'string' && Object.hasOwn(STORE_MODES, text);
}
