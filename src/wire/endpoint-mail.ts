import type { Endpoint } from '../core/endpoint.js';
import type { EnvironmentName } from '../core/exchange.js';
import { line, type OrderMailText } from './order-mail.js';

/** What a mail to a merchant about an endpoint says beside the endpoint. */
export interface EndpointMailContext {
  readonly environment: EnvironmentName;
  readonly console: string;
}
type Named = Pick<Endpoint, 'name' | 'url'>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What a merchant gets when an endpoint answered 410 and was switched off by it. */
export function writeSwitchedOff(endpoint: Named, context: EndpointMailContext): OrderMailText {
  return write(`Orders are not sent to ${line(endpoint.name)} any more`, context, [
    `Your endpoint "${line(endpoint.name)}" at ${line(endpoint.url)} answered that it is gone for good (status 410), so it was switched off.`,
    'Nothing is lost: what happens to orders is still written down. Switch the endpoint on again once it works, and send what it missed with a recovery.',
  ]);
}

/** What a merchant gets when the oldest event that an endpoint has not got is older than the endpoint allows. */
export function writeLate(endpoint: Named, context: EndpointMailContext & { readonly ageMs: number }): OrderMailText {
  return write(`Orders are late at ${line(endpoint.name)}`, context, [
    `The oldest event that your endpoint "${line(endpoint.name)}" at ${line(endpoint.url)} has not accepted is ${ageInWords(context.ageMs)} old.`,
    'Cartwright goes on trying. The deliveries of the endpoint show what it answers, and the error console shows every attempt.',
  ]);
}

/** `75 minutes`, from three hours on `3 hours`. */
function ageInWords(ms: number): string {
  if (ms >= 3 * HOUR_MS) return `${Math.floor(ms / HOUR_MS).toLocaleString('en-US')} hours`;
  const minutes = Math.max(1, Math.floor(ms / MINUTE_MS));
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

function write(subject: string, { environment, console }: EndpointMailContext, paragraphs: readonly string[]): OrderMailText {
  const sandbox = environment === 'sandbox';
  const all = [...(sandbox ? ['SANDBOX: this is about test orders.'] : []), ...paragraphs, `The console: ${console}`];
  return { subject: sandbox ? `SANDBOX ${subject}` : subject, text: `${all.join('\n\n')}\n` };
}
