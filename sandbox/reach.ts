/** One request to a Cartwright; it throws what fetch throws where there is no whole answer in `timeoutMs`. */
export interface Reach {
  (url: string, request?: Reaching): Promise<Response>;
  /** Whether a request may have been sent twice. */
  readonly isPatient: boolean;
}

export interface Reaching {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect?: 'manual';
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 40_000;
const AGAIN_AFTER_MS = 250;
/** What asks to come again: too much at once, nobody ready, and a first try that still runs or has died a moment ago. */
const LATER = [429, 503];
const BUSY = 'IDEMPOTENCY_KEY_BUSY';

/**
 * Sends requests as somebody does who means to get through an outage: where no answer came, or one that asks to come again, the
 * same is sent again until `patienceMs` are over, and then that is what came of it. With a patience of 0 everything is sent once.
 */
export function openReach(patienceMs = 0): Reach {
  const send = async (url: string, request: Reaching = {}): Promise<Response> => {
    for (const until = Date.now() + patienceMs; ;) {
      const answer = await once(url, request).catch((error: unknown) => ({ error }));
      if (Date.now() >= until || !isLater(answer)) {
        if ('error' in answer) throw answer.error;
        return answer;
      }
      await new Promise((done) => setTimeout(done, AGAIN_AFTER_MS));
    }
  };
  return Object.assign(send, { isPatient: patienceMs > 0 });
}

/** The body is read here, as it may break off as well. */
async function once(url: string, { timeoutMs = TIMEOUT_MS, ...request }: Reaching): Promise<Response> {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) });
  const { status, headers } = response;
  const body = await response.arrayBuffer();
  return new Response(body.byteLength === 0 ? null : body, { status, headers });
}

function isLater(answer: Response | { readonly error: unknown }): boolean {
  return 'error' in answer || LATER.includes(answer.status) || answer.headers.get('cartwright-code') === BUSY;
}
