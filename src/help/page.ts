import type { ErrorCode } from '../errors.js';

export interface Snippet {
  readonly language: 'shell' | 'http' | 'xml' | 'json' | 'python' | 'text';
  readonly text: string;
}

/** What stands on the help page of one code, as plain text. Words as in the interface: what happened, then what to do. */
export interface HelpText {
  /** What Cartwright saw and what it did about it. */
  readonly meaning: string;
  /** Most likely first. */
  readonly causes: readonly string[];
  /** What to do, one step each. */
  readonly fix: readonly string[];
  readonly snippet: Snippet;
  /** The `Error/Code` that a callback answer carries in its place, where one does. */
  readonly wireCode?: 'INVALID_SHIPPING_ADDRESS' | 'INTERNAL_SERVER_ERROR' | 'SERVICE_UNAVAILABLE';
}

/** The texts of some codes; each file of this folder holds one subject. */
export type HelpTexts<Code extends ErrorCode> = Readonly<Record<Code, HelpText>>;
