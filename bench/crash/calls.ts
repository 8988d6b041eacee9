/** Sorts of calls that kills are aimed at: those of a merchant's program, and the buyer who changes his mind. */
export const VERBS = ['track', 'undo', 'retry', 'pause', 'resume', 'recover', 'regret'] as const;
export type Verb = (typeof VERBS)[number];

/** Of each sort how many calls have no answer at this moment, and how many a kill cut off before theirs. */
export interface Calls {
  readonly open: Record<Verb, number>;
  readonly cut: Record<Verb, number>;
}

const NONE: Readonly<Record<Verb, number>> = { track: 0, undo: 0, retry: 0, pause: 0, resume: 0, recover: 0, regret: 0 };

export const noCalls = (): Calls => ({ open: { ...NONE }, cut: { ...NONE } });

/** Makes a call and counts it for as long as it has no answer. */
export async function tracked<T>({ open, cut }: Calls, verb: Verb | undefined, call: () => Promise<T>): Promise<T> {
  if (verb === undefined) return call();
  open[verb]++;
  try {
    return await call();
  } catch (error) {
    // where nobody listened nothing was begun
    if (codeOf(error) !== 'ECONNREFUSED') cut[verb]++;
    throw error;
  } finally {
    open[verb]--;
  }
}

/** The code of an error, or of what caused it: fetch hides what happened to its connection. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return (error as NodeJS.ErrnoException).code ?? codeOf(error.cause);
}
