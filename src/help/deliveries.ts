import type { HelpTexts } from './page.js';

const POST = `curl -sS -m 15 -w '%{http_code} %{time_total}\\n' -o /dev/null \\
  -d 'NotificationType=NewOrderNotification' https://store.example/iopn`;
const ALLOW = 'CARTWRIGHT_OUTBOUND_ALLOW=127.0.0.1:4102';
const CERTIFICATE = `openssl s_client -connect store.example:443 -servername store.example </dev/null \\
  | openssl x509 -noout -dates -issuer -ext subjectAltName`;
const ACCEPTED = `HTTP/1.1 200 OK
Content-Length: 0`;
const SLOWER = `HTTP/1.1 429 Too Many Requests
Retry-After: 120`;
const SKIP = 'curl -sS -u "$KEY:$SECRET" -X POST https://pay.example/v1/deliveries/01KD3V6QJ3W1X2Y3Z4A5B6C7D8/skip';

type DeliveryCodes =
  | 'DELIVERY_UNKNOWN'
  | 'DELIVERY_BUSY'
  | 'DELIVERY_ENDED'
  | 'DELIVERY_EXPIRED'
  | 'DELIVERY_TIMEOUT'
  | 'DELIVERY_UNREACHABLE'
  | 'DELIVERY_TLS'
  | 'DELIVERY_ADDRESS_FORBIDDEN'
  | 'DELIVERY_REDIRECTED'
  | 'DELIVERY_REFUSED'
  | 'DELIVERY_THROTTLED'
  | 'DELIVERY_FAILED';

/** Deliveries to the endpoints of a merchant. */
export const DELIVERY_HELP: HelpTexts<DeliveryCodes> = {
  DELIVERY_UNKNOWN: {
    meaning: 'The environment of the access key has no delivery with this id.',
    causes: [
      'The id is that of an event or of an exchange.',
      'The delivery belongs to the other environment.',
      'Its endpoint was deleted.',
    ],
    fix: ['Take the deliveryId from the list of deliveries of the endpoint.'],
    snippet: {
      language: 'shell',
      text: 'curl -sS -u "$KEY:$SECRET" https://pay.example/v1/endpoints/01KD3V6QJ3W1X2Y3Z4A5B6C7D8/deliveries',
    },
  },
  DELIVERY_BUSY: {
    meaning: 'The delivery is on its way to the store at this moment, so it was neither sent again nor skipped.',
    causes: ['Two people, or a person and the schedule, had the same thought.'],
    fix: ['Look at the delivery again in 15 seconds: by then the store has answered or was too slow.'],
    snippet: { language: 'shell', text: SKIP },
  },
  DELIVERY_ENDED: {
    meaning: 'The delivery has arrived, was skipped or was given up, so there is nothing left to skip.',
    causes: ['It arrived while you were looking at it.'],
    fix: ['Look at its attempts. To send it once more, retry it.'],
    snippet: { language: 'shell', text: SKIP.replace('/skip', '/retry') },
  },
  DELIVERY_EXPIRED: {
    meaning:
      'An event can be sent again for 30 days after it was first sent to any endpoint, or until every delivery of it has ended if that takes longer. After that its original is deleted. It is never written anew: a store would get other bytes under an id that it knows.',
    causes: [
      'The delivery was parked, given up or switched off, and nobody sent it again in those 30 days.',
      'A recovery reaches further back than what is kept, and found nothing else.',
    ],
    fix: [
      'Read the order by the API, or the event by GET /v1/events, and enter it in the store by hand.',
      'Recover a shorter span. With dryRun it says how many are expired; a recovery leaves these out and sends the rest.',
      'Look at endpoints soon after their first mail, so that nothing gets so old.',
    ],
    snippet: { language: 'shell', text: 'curl -sS -u "$KEY:$SECRET" https://pay.example/v1/orders/903-4830571-2290164' },
  },
  DELIVERY_TIMEOUT: {
    meaning:
      'The store did not answer with a status within 15 seconds, so nobody knows whether it took the event. It is sent again after a minute at the earliest, with the same NotificationReferenceId or webhook-id.',
    causes: [
      'The store does its work before it answers: it calls others, sends mails, prints.',
      'It is under load, or wakes up from being idle.',
      'A firewall drops our connection without a word.',
    ],
    fix: [
      'Write the event down, answer 200, and do the work afterwards.',
      'Know events by NotificationReferenceId or webhook-id, so that one that comes twice counts once.',
    ],
    snippet: { language: 'shell', text: POST },
  },
  DELIVERY_UNREACHABLE: {
    meaning:
      'No connection to the store came about, or it ended before there was a status. The event is sent again by the schedule.',
    causes: [
      'The name of the host does not exist, or not yet everywhere.',
      'Nothing listens on that port, or a firewall refuses us.',
      'The program behind the address crashed while it worked.',
    ],
    fix: ['Call the address from another machine outside of your network.', 'Look into the error log of the store at that time.'],
    snippet: { language: 'shell', text: POST },
  },
  DELIVERY_TLS: {
    meaning:
      'The store speaks TLS, but its certificate cannot be trusted, so nothing was sent: an order holds the address of a buyer. The event is sent again by the schedule.',
    causes: ['The certificate has expired.', 'It is signed by itself, or its chain is incomplete.', 'It is for another name.'],
    fix: [
      'Install the certificate with the intermediate certificates of its authority.',
      'Renew it automatically, well before its last day.',
    ],
    snippet: { language: 'shell', text: CERTIFICATE },
  },
  DELIVERY_ADDRESS_FORBIDDEN: {
    meaning:
      'The endpoint is at an address that Cartwright does not call: not https in the live environment, a private or local address, or a port of another service. Nothing was sent; it is looked at anew at each attempt.',
    causes: [
      'The endpoint is on a test machine.',
      'Its name leads to a private address.',
      'It is http, which only the sandbox calls.',
    ],
    fix: [
      'Give the endpoint the public https address of the store.',
      'For a store on this machine, allow its address and port in the sandbox.',
    ],
    snippet: { language: 'shell', text: ALLOW },
  },
  DELIVERY_REDIRECTED: {
    meaning: 'The store answered with a redirect. It is not followed: the order and the signature are for one address.',
    causes: ['http leads to https, or the bare name to www.', 'The store wants a sign-in, or has a page for maintenance.'],
    fix: ['Give the endpoint the address behind the redirect.', 'Leave it out of sign-in and maintenance.'],
    snippet: { language: 'http', text: ACCEPTED },
  },
  DELIVERY_REFUSED: {
    meaning:
      'The store answered with a status of 4xx. A webhook that is refused three times in a row is parked for a person; a notification is sent again by the schedule, because many stores answer 403 to what will be right the next time.',
    causes: [
      '403: the store takes the signature for wrong. It has the secret of another key, or its clock is wrong by more than 15 minutes.',
      '403 from some plug-ins: they know the order already. Then all is well.',
      '404 or 405: the plug-in is not installed, or its address changed.',
    ],
    fix: [
      'Read the answer in the exchange: many stores say there what is wrong.',
      'Compare the key id in the post with the one that the store knows, and both clocks.',
      'Then retry the delivery, or skip it if the store has the order.',
    ],
    snippet: { language: 'http', text: ACCEPTED },
  },
  DELIVERY_THROTTLED: {
    meaning: 'The store answered 429. It is left alone for a minute at least, longer if its Retry-After says so.',
    causes: ['More events came at once than the store takes.', 'Another program uses up the same allowance.'],
    fix: ['Lower perMinute or concurrency of the endpoint.', 'Send Retry-After: it is heeded up to twice the planned pause.'],
    snippet: { language: 'http', text: SLOWER },
  },
  DELIVERY_FAILED: {
    meaning:
      'The store answered with a status that is neither success nor refusal, mostly 5xx. The event is sent again by the schedule.',
    causes: [
      '500 from old plug-ins: they do not know our access key, or have none set up.',
      '500: the store failed while it worked on the order.',
      '503: it is being maintained.',
    ],
    fix: [
      'Look into the error log of the store at the time of the exchange.',
      'Enter the access key and its secret in the plug-in, and switch the endpoint to that key.',
    ],
    snippet: { language: 'shell', text: POST },
  },
};
