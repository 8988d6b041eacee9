/** A reason not to start, as one sentence for the person at the terminal; no stack trace is shown. */
export class StartFault extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'StartFault';
  }
}

/** The code of a system or driver error (`EADDRINUSE`, `SQLITE_CANTOPEN`, `ER_ACCESS_DENIED_ERROR`), '' where there is none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
