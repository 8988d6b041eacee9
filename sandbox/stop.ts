/** 0 all as it should be, 1 a fault in an answer, 2 a command that was not understood, 3 nobody there. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends a command with its exit code and one sentence. */
export class Stop extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
    this.name = 'Stop';
  }
}
