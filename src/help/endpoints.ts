import type { HelpTexts } from './page.js';

const LIST = 'curl -sS -u "$KEY:$SECRET" https://pay.example/v1/endpoints';
const RESUME = 'curl -sS -u "$KEY:$SECRET" -X POST https://pay.example/v1/endpoints/01KD3V6QJ3W1X2Y3Z4A5B6C7D8/resume';
const WEBHOOK = `{
  "name": "Warehouse",
  "url": "https://store.example/webhooks",
  "format": "webhook",
  "kinds": ["order.ready_to_ship", "order.cancelled"]
}`;

type EndpointCodes =
  | 'ENDPOINT_UNKNOWN'
  | 'ENDPOINT_DUPLICATE'
  | 'ENDPOINT_FAULT'
  | 'ENDPOINT_ADDRESS_FORBIDDEN'
  | 'ENDPOINT_CHANGED'
  | 'ENDPOINT_OFF'
  | 'ENDPOINT_GONE';

/** The endpoints that a merchant has events sent to. */
export const ENDPOINT_HELP: HelpTexts<EndpointCodes> = {
  ENDPOINT_UNKNOWN: {
    meaning: 'The environment of the access key has no endpoint with this id.',
    causes: ['The endpoint belongs to the other environment.', 'It was deleted.'],
    fix: ['Take the endpointId from the list of endpoints.'],
    snippet: { language: 'shell', text: LIST },
  },
  ENDPOINT_DUPLICATE: {
    meaning:
      'The environment has an endpoint at this address already. Two endpoints at one address, even of different formats, would give the store every order twice, so the second was not made.',
    causes: [
      'The same address was entered twice; case, a default port or a dot behind the host make no difference.',
      'One program is meant to read notifications and webhooks.',
    ],
    fix: ['Change the endpoint that is there.', 'Give the other format an address of its own.'],
    snippet: { language: 'shell', text: LIST },
  },
  ENDPOINT_FAULT: {
    meaning: 'Each part of the endpoint can be read, but together they make none. Nothing was changed.',
    causes: [
      'The address is none that may be called: http in the live environment, user and password in it, or no address at all.',
      'Notifications were to tell what they have no document for, such as refunds.',
      'Unsigned notifications were asked for outside of the sandbox, or for a webhook.',
      'The access key is revoked or of the other environment.',
    ],
    fix: ['Read the faults: each names its member and what it may be.'],
    snippet: { language: 'json', text: WEBHOOK },
  },
  ENDPOINT_ADDRESS_FORBIDDEN: {
    meaning:
      'The address of the endpoint can be seen to be one that Cartwright never calls, so nothing was changed. A name is looked up only when something is sent; if it leads to such an address, the delivery says DELIVERY_ADDRESS_FORBIDDEN.',
    causes: [
      'The address is private, local to this machine or to its network, or reserved, in whatever spelling: 10.0.0.7, 127.1, [::1], localhost.',
      'Its port is below 1,024 and neither 80 nor 443.',
    ],
    fix: [
      'Give the endpoint the public address of the store.',
      'For a store on this machine or in this network, allow its exact address and port in the sandbox; in the live environment it needs a public address.',
    ],
    snippet: { language: 'shell', text: 'CARTWRIGHT_OUTBOUND_ALLOW=127.0.0.1:4102' },
  },
  ENDPOINT_CHANGED: {
    meaning: 'The endpoint was changed after the version that If-Match names, so nothing was changed now.',
    causes: [
      'Somebody changed, paused or resumed it in the meantime, or its secret was rotated.',
      'The store answered 410, so it was switched off.',
    ],
    fix: ['Read the endpoint again, make the change there, and send it with the ETag that came with it.'],
    snippet: { language: 'shell', text: LIST },
  },
  ENDPOINT_OFF: {
    meaning:
      'The endpoint is switched off, because the store answered 410. Nothing is sent to it before it is switched on again.',
    causes: ['The store took the address out of service, and it was not brought back.'],
    fix: ['Mend the store or change the address, then resume the endpoint.', 'Send what it missed with a recovery.'],
    snippet: { language: 'shell', text: RESUME },
  },
  ENDPOINT_GONE: {
    meaning:
      'The store answered 410: its endpoint is gone for good. A webhook is switched off by that, with everything that waited for it, and the merchant gets a mail. A notification goes on by the schedule.',
    causes: ['The program behind the address was removed.', 'A web server answers 410 for whatever it does not know.'],
    fix: ['Mend the store or change the address, then resume the endpoint.', 'Send what it missed with a recovery.'],
    snippet: { language: 'shell', text: RESUME },
  },
};
