import type { Endpoint } from '../core/endpoint.js';
import type { EnvironmentName } from '../core/exchange.js';
import { line, type OrderMailText } from './order-mail.js';

/** What a mail to a merchant about an endpoint says beside the endpoint. */
export interface EndpointMailContext {
  readonly environment: EnvironmentName;
  /** Address of the endpoint's page in the console. */
  readonly page: string;
}
/** What has not arrived at an endpoint; counts over 10,000 are not exact. */
export interface LateEvents {
  /** Of the oldest. */
  readonly ageMs: number;
  readonly waiting: number;
  /** Refused or given up since the last mail. */
  readonly ended: number;
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

/** What a merchant gets when events have not arrived at an endpoint for longer than it allows. */
export function writeLate(endpoint: Named, context: EndpointMailContext & LateEvents): OrderMailText {
  const { ageMs, waiting, ended } = context;
  const where = `your endpoint "${line(endpoint.name)}" at ${line(endpoint.url)}`;
  return write(`Orders are late at ${line(endpoint.name)}`, context, [
    `${events(waiting + ended)} not arrived at ${where}; the oldest is ${ageInWords(ageMs)} old.`,
    ...(waiting === 0 ? [] : [`${many(waiting)} of them: Cartwright goes on trying.`]),
    ...(ended === 0
      ? []
      : [
          `${many(ended)} of them: refused or given up, and not tried again by themselves. Put the cause right, then recover the endpoint. 30 days after an event was first sent it cannot be sent again.`,
        ]),
    'The page of the endpoint shows what it answered to each attempt.',
  ]);
}

const MANY = 10_000;
const many = (n: number): string => (n > MANY ? `${MANY.toLocaleString('en-US')}+` : n.toLocaleString('en-US'));
const events = (n: number): string => (n === 1 ? '1 event has' : `${many(n)} events have`);

/** `75 minutes`, from three hours on `3 hours`. */
function ageInWords(ms: number): string {
  if (ms >= 3 * HOUR_MS) return `${Math.floor(ms / HOUR_MS).toLocaleString('en-US')} hours`;
  const minutes = Math.max(1, Math.floor(ms / MINUTE_MS));
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

function write(subject: string, { environment, page }: EndpointMailContext, paragraphs: readonly string[]): OrderMailText {
  const sandbox = environment === 'sandbox';
  const all = [...(sandbox ? ['SANDBOX: this is about test orders.'] : []), ...paragraphs, `The endpoint: ${page}`];
  return { subject: sandbox ? `SANDBOX ${subject}` : subject, text: `${all.join('\n\n')}\n` };
}
