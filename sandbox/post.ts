import { Stop } from './stop.js';

export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly ms: number;
}

const TIMEOUT_MS = 20_000;

/** Posts a form and reads the whole answer; redirects are not followed. Stops (3) where nobody answers. */
export async function post(url: string, form: { body: string; headers: Readonly<Record<string, string>> }): Promise<Answered> {
  const started = performance.now();
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...form.headers },
      body: form.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body, ms: performance.now() - started };
  } catch (error) {
    throw new Stop(
      3,
      `Nobody answers at ${new URL(url).origin} (${reasonOf(error)}). Start Cartwright with "npm start" or "npm run demo".`,
    );
  }
}

/** Looks at what an error says, not at its class: a test runner has classes of its own. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as { name?: unknown; message?: unknown; cause?: { code?: unknown } };
  if (typeof cause?.code === 'string') return cause.code;
  return name === 'TimeoutError' ? `no answer within ${TIMEOUT_MS / 1000} s` : String(message);
}
