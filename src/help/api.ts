import type { HelpTexts } from './page.js';

/** The JSON API, and the pages of the console. */
export const API_HELP: HelpTexts<
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_WRONG'
  | 'NOT_FOUND'
  | 'SEARCH_FAULT'
  | 'SETTINGS_FAULT'
  | 'SETTINGS_UNREADABLE'
  | 'SETTINGS_CHANGED'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'IDEMPOTENCY_KEY_BUSY'
  | 'CSRF_MISMATCH'
  | 'SIGN_IN_WRONG'
  | 'SIGN_IN_THROTTLED'
> = {
  CREDENTIALS_MISSING: {
    meaning:
      'The request has no Authorization header. The API takes an access key by HTTP Basic: the key id as user, the secret as password.',
    causes: [
      'The key was not given to the HTTP client.',
      'A redirect to another host dropped the header.',
      'A proxy in front removes it.',
    ],
    fix: ['Send the key with every request.'],
    snippet: { language: 'shell', text: 'curl -u "$KEY_ID:$SECRET" http://127.0.0.1:3000/v1/exchanges' },
  },
  CREDENTIALS_WRONG: {
    meaning:
      'The key id is not known, its secret is another one, or the key was revoked. Which of them is not said to somebody who cannot prove to own the key.',
    causes: [
      'The secret was copied with a blank or a line break.',
      'Id and secret are the wrong way round.',
      'The key was revoked.',
    ],
    fix: ['List the keys on the machine that runs Cartwright.', 'Make a new one: its secret is shown once.'],
    snippet: { language: 'shell', text: 'npx cartwright key list --merchant A1B2C3D4E5F6G7 --environment sandbox' },
  },
  NOT_FOUND: {
    meaning:
      'There is nothing at this address, or nothing that this key or person may see. An exchange of the other environment, or one that retention has deleted, is not found either.',
    causes: [
      'A typing mistake in the address.',
      'The id belongs to the other environment: the key decides which one the API shows.',
      'The exchange is older than CARTWRIGHT_RETENTION_DAYS.',
    ],
    fix: ['Look the address up at /docs.', 'Search for the id with GET /v1/exchanges?search=…'],
    snippet: {
      language: 'shell',
      text: 'curl -u "$KEY_ID:$SECRET" "http://127.0.0.1:3000/v1/exchanges?search=01J0000000000000000000000"',
    },
  },
  SEARCH_FAULT: {
    meaning:
      'The text of the search cannot be read. The message names the column. Nothing was searched, because a filter that is ignored shows too much.',
    causes: ['A quotation mark is not closed.', 'A filter is misspelled, or its value is not one that it takes.'],
    fix: [
      'Use words, "quoted words", and filters such as status: kind: outcome: code: party: sku: ms> last: after: before:',
      'Put text that contains a colon into quotes.',
    ],
    snippet: { language: 'text', text: 'kind:callback outcome:refused code:SIGNATURE_STALE last:1h -party:api' },
  },
  SETTINGS_FAULT: {
    meaning:
      'The settings have the right form, but contradict themselves or say something that cannot be said on the wire. Nothing was saved. Each fault carries a pointer to its place.',
    causes: [
      'Two shipping methods, or two promotions, have one id.',
      'A rate is above 1: 8.25 for 8.25 %, which is 0.0825.',
      'A range ends before it begins.',
      'Bands do not begin at 0.00.',
    ],
    fix: ['Go through the faults, correct them, and send the whole document again.'],
    snippet: {
      language: 'json',
      text: '{"rules": [{"region": {"kind": "state", "state": "WA"}, "rate": "0.065", "shippingTaxed": true}]}',
    },
  },
  SETTINGS_UNREADABLE: {
    meaning:
      'The settings of the shop, as they stand in the database, make no rule book, so that nothing can be priced. Callbacks are answered with an Error, checked by the default policies, and each is told in the log as an error. A later try changes nothing: the owner of the shop must act.',
    causes: [
      'A row of the table settings was changed by hand.',
      'The settings were saved by another version, which took what this one refuses.',
      'A backup was put back in part.',
    ],
    fix: [
      'Open the newest exchange with this code: its faults name the document and the place.',
      'PUT the corrected document. What is wrong in the other three does not stop it.',
      'Where a document cannot be read at all, PUT it anew.',
    ],
    snippet: {
      language: 'shell',
      text: 'curl -u "$KEY_ID:$SECRET" "http://127.0.0.1:3000/v1/exchanges?search=code:SETTINGS_UNREADABLE"\ncurl -u "$KEY_ID:$SECRET" -X PUT -H \'Content-Type: application/json\' \\\n  -d @shipping.json http://127.0.0.1:3000/v1/settings/shipping',
    },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  SETTINGS_CHANGED: {
    meaning:
      'The If-Match header names a version of the settings that is no longer the newest. Somebody saved in between, and your document would undo that. Nothing was saved.',
    causes: ['Two people or programs changed the same settings.', 'The document was read a long time ago.'],
    fix: ['Read the settings again, apply your change to them, and send them with the new ETag.'],
    snippet: {
      language: 'shell',
      text: 'curl -i -u "$KEY_ID:$SECRET" http://127.0.0.1:3000/v1/settings/shipping          # ETag: "7"\ncurl -u "$KEY_ID:$SECRET" -X PUT -H \'If-Match: "7"\' -H \'Content-Type: application/json\' \\\n  -d @shipping.json http://127.0.0.1:3000/v1/settings/shipping',
    },
  },
  IDEMPOTENCY_KEY_REUSED: {
    meaning:
      'This Idempotency-Key came before, to the same address, with another body. It stands for one request, and that one was answered.',
    causes: ['The key is made from something that repeats, such as a customer’s number.', 'A retry changed the body.'],
    fix: ['Make a fresh key for each new request.', 'On a retry, send the same body.'],
    snippet: { language: 'http', text: 'POST /v1/quotes HTTP/1.1\nIdempotency-Key: 6f1c1f5e-0a52-4b9c-8f0e-3f0f7c9a2d11' },
  },
  IDEMPOTENCY_KEY_BUSY: {
    meaning: 'The first request with this Idempotency-Key is still being worked on, so its answer cannot be repeated yet.',
    causes: ['The client gave up waiting and tried again too soon.', 'Two workers took the same job.'],
    fix: ['Wait as long as the Retry-After header says, and send the same request again.'],
    snippet: { language: 'http', text: 'HTTP/1.1 409 Conflict\nRetry-After: 1' },
  },
  CSRF_MISMATCH: {
    meaning:
      'The form that was sent does not belong to this session. Nothing was changed. It protects you from pages of others that send forms in your name.',
    causes: [
      'You signed out and in again, in another tab, after this page was opened.',
      'The browser does not keep cookies for this address.',
      'PUBLIC_URL is https, but the page was opened over http: Secure cookies are not sent there.',
    ],
    fix: ['Load the page again and send the form once more.', 'Open the console under the address that PUBLIC_URL names.'],
    snippet: { language: 'shell', text: 'PUBLIC_URL=https://pay.shop.example npm start' },
  },
  SIGN_IN_WRONG: {
    meaning: 'No account has this e-mail and this password. Which of the two is wrong is not said.',
    causes: ['A typing mistake, or the capitals key.', 'The database was set up anew, and the password is the old one.'],
    fix: [
      'For the demo merchant, the sign-in is in demo.json beside the database.',
      'If it is lost, make the demo merchant anew.',
    ],
    snippet: { language: 'shell', text: 'cat data/demo.json\nnpx cartwright demo reset' },
  },
  SIGN_IN_THROTTLED: {
    meaning:
      'There were many wrong attempts to sign in to this account or from this network address. Further ones are not looked at for a while. The page says for how long.',
    causes: [
      'The password was mistyped several times.',
      'Somebody is guessing passwords.',
      'A reverse proxy stands in front and CARTWRIGHT_TRUST_PROXY is not set, so everybody seems to have the proxy’s address.',
    ],
    fix: ['Wait as long as the page says.', 'Behind a proxy, set CARTWRIGHT_TRUST_PROXY.'],
    snippet: { language: 'shell', text: 'CARTWRIGHT_TRUST_PROXY=1 npm start' },
  },
};
