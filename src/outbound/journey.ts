import type { Socket } from 'node:net';

/** How far a call got: the name has addresses that may be called, TCP, TLS, all of the request written, the whole answer read. */
export type Stage = 'resolved' | 'connected' | 'secured' | 'sent' | 'answered';

export interface Reached {
  readonly stage: Stage;
  /** Milliseconds since the stage before; of what is sent nobody can tell. */
  readonly ms?: number;
}

/** Follows one call, so that its way so far can be told at any moment. */
export interface Journey {
  /** Notes a stage at its end. */
  reach(stage: Exclude<Stage, 'sent'>): void;
  /** The connection that the request is written to. */
  carry(socket: Socket): void;
  reached(): Reached[];
}

/** Begins to follow a call. */
export function startJourney(): Journey {
  const stages: Reached[] = [];
  let lastMs = performance.now();
  let carrier: Socket | null = null;
  return {
    reach: (stage) => {
      const now = performance.now();
      stages.push({ stage, ms: Math.round((now - lastMs) * 100) / 100 });
      lastMs = now;
    },
    carry: (socket) => (carrier = socket),
    reached: () => {
      const answered = stages.find(({ stage }) => stage === 'answered');
      const before = stages.filter(({ stage }) => stage !== 'answered');
      const sent = answered !== undefined || (carrier !== null && isWritten(carrier));
      return [...before, ...(sent ? [{ stage: 'sent' } as const] : []), ...(answered === undefined ? [] : [answered])];
    },
  };
}

/** Whether something was written and nothing of it still waits on this side. */
const isWritten = ({ bytesWritten, writableLength }: Socket): boolean => bytesWritten > 0 && writableLength === 0;
