/** Why no answer came. `too-large` is an answer that was longer than allowed. */
export type NetworkCause = 'timeout' | 'refused' | 'tls' | 'address-forbidden' | 'too-large' | 'url-invalid';

/** An outcome on its way up through undici, which passes on only errors. */
export class NetworkRefusal extends Error {
  constructor(
    readonly refusal: NetworkCause,
    /** The end of a sentence whose subject is the other side: "did not answer in 5,000 ms". */
    readonly because: string,
    cause?: unknown,
  ) {
    super(because, cause === undefined ? undefined : { cause });
    this.name = 'NetworkRefusal';
  }
}

/** The refusal inside an error, where undici or Node wrapped it; null where there is none. */
export function refusalIn(error: unknown): NetworkRefusal | null {
  if (error instanceof NetworkRefusal) return error;
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : null;
}

/** The code of a system or library error (`ECONNREFUSED`, `ENOTFOUND`), '' where there is none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
