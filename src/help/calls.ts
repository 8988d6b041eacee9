import type { HelpTexts } from './page.js';

const CURL = `curl -sS -m 5 -w '%{http_code} %{time_total}\\n' -o /dev/null \\
  -d 'order-calculations-request=x' https://shop.example/callback`;
const KEY = 'npx cartwright key create --merchant A1B2C3D4E5F6G7 --environment live';
const ALLOW = 'CARTWRIGHT_OUTBOUND_ALLOW=127.0.0.1:4101';
const EXPIRED = `openssl s_client -connect shop.example:443 -servername shop.example </dev/null \\
  | openssl x509 -noout -dates -issuer -ext subjectAltName`;
const PLAIN = `HTTP/1.1 200 OK
Content-Type: application/x-www-form-urlencoded

order-calculations-response=...&Signature=...&aws-access-key-id=...`;

type CallCodes =
  | 'CALLBACK_TIMEOUT'
  | 'CALLBACK_REFUSED'
  | 'CALLBACK_TLS'
  | 'CALLBACK_ADDRESS_FORBIDDEN'
  | 'CALLBACK_REDIRECT'
  | 'CALLBACK_HTTP_STATUS'
  | 'CALLBACK_TOO_LARGE'
  | 'CALLBACK_BREAKER_OPEN'
  | 'CALLBACK_NO_KEY';

/** Calls to the endpoint of a cart that brought no answer to read. */
export const CALL_HELP: HelpTexts<CallCodes> = {
  CALLBACK_TIMEOUT: {
    meaning:
      'The endpoint of the cart did not send its whole answer within the time that the policy callbackTimeoutMs gives it, 5,000 ms by default. An answer that came later was not used; its exchange says how late it was.',
    causes: [
      'The endpoint asks another service, such as a carrier, and waits for it.',
      'The shop is under load, or wakes up from being idle.',
      'A firewall drops our connection without a word.',
    ],
    fix: [
      'Compare both clocks in the exchange: they show whether the time went into the connection or into the work.',
      'Answer with what is known, or keep the rates of a carrier for some minutes.',
      'If it cannot be quicker, raise callbackTimeoutMs: buyers wait that long.',
    ],
    snippet: { language: 'shell', text: CURL },
  },
  CALLBACK_REFUSED: {
    meaning:
      'No connection to the endpoint of the cart came about, or it ended before the answer was whole. The exchange says what the network said.',
    causes: [
      'The name of the host does not exist, or not yet everywhere.',
      'Nothing listens on that port, or a firewall refuses us.',
      'The program behind the endpoint crashed while it answered.',
    ],
    fix: ['Call the endpoint from another machine outside of your network.', 'Look into the error log of the shop at that time.'],
    snippet: { language: 'shell', text: CURL },
  },
  CALLBACK_TLS: {
    meaning:
      'The endpoint of the cart speaks TLS, but its certificate cannot be trusted, so nothing was sent: the call holds the address of a buyer.',
    causes: ['The certificate has expired.', 'It is signed by itself, or its chain is incomplete.', 'It is for another name.'],
    fix: [
      'Install the certificate with the intermediate certificates of its authority.',
      'Renew it automatically, well before its last day.',
    ],
    snippet: { language: 'shell', text: EXPIRED },
  },
  CALLBACK_ADDRESS_FORBIDDEN: {
    meaning:
      'OrderCallbackEndpoint is an address that Cartwright does not call: not https in the live environment, a private or local address, a port of another service, or no address at all. Nothing was sent.',
    causes: [
      'The cart names the address of a test machine.',
      'The endpoint is http, which only the sandbox calls.',
      'The name leads to a private address.',
    ],
    fix: [
      'Send the public https address of the endpoint in the cart.',
      'For a shop on this machine, allow its address and port in the sandbox.',
    ],
    snippet: { language: 'shell', text: ALLOW },
  },
  CALLBACK_REDIRECT: {
    meaning:
      'The endpoint of the cart answered with a redirect. It is not followed: the buyer and the signature are for one address.',
    causes: ['http leads to https, or the bare name to www.', 'The shop wants a sign-in, or has a page for maintenance.'],
    fix: ['Send the address behind the redirect as OrderCallbackEndpoint.', 'Leave the endpoint out of sign-in and maintenance.'],
    snippet: { language: 'http', text: PLAIN },
  },
  CALLBACK_HTTP_STATUS: {
    meaning:
      'The endpoint of the cart answered with a status that is not 200. Its body is kept with the exchange and was not used.',
    causes: [
      '403: it takes our signature for wrong, or our clock and that of the shop differ by more than 15 minutes.',
      '404: the plug-in is not installed, or its address changed.',
      '500: it failed while it priced the cart.',
    ],
    fix: [
      'Read the body in the exchange: many shops say there what is wrong.',
      'Answer 200 with an Error in the document where an address cannot be served.',
    ],
    snippet: { language: 'http', text: PLAIN },
  },
  CALLBACK_TOO_LARGE: {
    meaning: 'The answer is larger than is read: 1 MiB of XML, 4 MiB of form around it. The part that arrived was not used.',
    causes: [
      'The endpoint sends all of its shipping methods and tax rules instead of those for this address.',
      'A page was sent.',
    ],
    fix: ['Answer with the tables that this cart and this address need.'],
    snippet: { language: 'http', text: PLAIN },
  },
  CALLBACK_BREAKER_OPEN: {
    meaning:
      'The last five calls to this endpoint failed, so it is left alone: for 30 seconds first, and after each further failure twice as long, up to 10 minutes. Then one call finds out whether it is back. Nothing was sent and no failure was reported to the shop.',
    causes: ['The endpoint is down, or too slow.', 'It answers every call with something that cannot be used.'],
    fix: [
      'Open the five exchanges before this one and mend what they show.',
      'Nothing needs to be switched on again afterwards.',
    ],
    snippet: { language: 'shell', text: CURL },
  },
  CALLBACK_NO_KEY: {
    meaning:
      'The environment has no active access key, so a call to the endpoint of the cart could not be signed and was not made.',
    causes: ['The last key was revoked before a new one was made.'],
    fix: ['Make a key and give its secret to the shop, which checks our calls with it.'],
    snippet: { language: 'shell', text: KEY },
  },
};
