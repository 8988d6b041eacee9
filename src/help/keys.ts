import type { HelpTexts } from './page.js';

const SIGN = `import base64, datetime, hashlib, hmac, uuid
now = datetime.datetime.now(datetime.timezone.utc)
id, timestamp = str(uuid.uuid4()), now.strftime('%Y-%m-%dT%H:%M:%SZ')
digest = hmac.new(secret.encode(), (id + timestamp).encode(), hashlib.sha1).digest()
fields = {'UUID': id, 'Timestamp': timestamp, 'Signature': base64.b64encode(digest).decode(), 'aws-access-key-id': key_id}`;

const SIGN_BODY = `seconds = int(now.timestamp())                         # the same instant as Timestamp
signed = f'{id}.{seconds}.'.encode() + body            # body: the bytes of the form, as sent
digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
headers = {'webhook-id': id, 'webhook-timestamp': str(seconds), 'webhook-signature': 'v1,' + base64.b64encode(digest).decode()}`;

/** Access keys, signatures, freshness and replay. */
export const KEY_HELP: HelpTexts<
  | 'KEY_UNKNOWN'
  | 'KEY_REVOKED'
  | 'KEY_ENVIRONMENT_WRONG'
  | 'SIGNATURE_MISSING'
  | 'SIGNATURE_MISMATCH'
  | 'SIGNATURE_STALE'
  | 'SIGNATURE_REPLAYED'
  | 'TIMESTAMP_MALFORMED'
  | 'BODY_SIGNATURE_MISSING'
  | 'BODY_SIGNATURE_MISMATCH'
> = {
  KEY_UNKNOWN: {
    meaning:
      'The access key id of the post is not one of this merchant’s keys. The answer is not signed, because nobody proved who asks.',
    causes: [
      'The id belongs to another merchant or another installation.',
      'The secret was put where the id belongs. An id has 20 characters, a secret 40.',
      'The key belongs to the other environment and the signature does not match it either.',
    ],
    fix: [
      'List the keys of the environment that you post to, and use one that is active.',
      'Make a new key if none is at hand: its secret is shown once.',
    ],
    snippet: { language: 'shell', text: 'npx cartwright key list --merchant A1B2C3D4E5F6G7 --environment sandbox' },
  },
  KEY_REVOKED: {
    meaning: 'The signature is right, but the key was revoked. A revoked key is dead at once, in every process.',
    causes: [
      'The key was replaced and this client still has the old one.',
      'Someone revoked the wrong one of two keys.',
      'A server that was thought to be switched off is still calling.',
    ],
    fix: ['Give this client a key that is active.', 'Make one if there is none. A revoked key cannot be brought back.'],
    snippet: {
      language: 'shell',
      text: 'npx cartwright key create --merchant A1B2C3D4E5F6G7 --environment sandbox --name "shop server"',
    },
  },
  KEY_ENVIRONMENT_WRONG: {
    meaning:
      'The signature is right, but the key belongs to the other environment. Sandbox and live share no keys. Sandbox addresses begin with /sandbox.',
    causes: [
      'The shop was switched to live and kept its sandbox key.',
      'The address was changed and the key was not, or the other way round.',
    ],
    fix: ['With a sandbox key, post to /sandbox/callbacks/…', 'With a live key, post to /callbacks/…'],
    snippet: { language: 'text', text: 'sandbox  /sandbox/callbacks/A1B2C3D4E5F6G7\nlive     /callbacks/A1B2C3D4E5F6G7' },
  },
  SIGNATURE_MISSING: {
    meaning:
      'The post has no Signature, and this merchant takes only signed ones. Without it anybody could ask for this shop’s prices.',
    causes: [
      'The plug-in has a switch for signing, and it is off.',
      'The key or the secret in the plug-in’s settings is empty.',
      'An unsigned cart names an endpoint to call back. Although the policy unsignedCarts is allowed, such a cart is refused: whoever posts it could have the buyer’s address sent to himself.',
    ],
    fix: [
      'Sign UUID and Timestamp with the secret.',
      'To take unsigned callbacks, set the policy unsignedCallbacks to allowed. The answers are then unsigned too.',
    ],
    snippet: { language: 'python', text: SIGN },
  },
  SIGNATURE_MISMATCH: {
    meaning:
      'Cartwright computed another signature than the one in the post. The signature is base64 of HMAC-SHA1, with the secret as key, over UUID directly followed by Timestamp, both exactly as they stand in the form.',
    causes: [
      'The secret is not the one of this key id, or it has a blank or a line break at its end.',
      'The timestamp was formatted twice, and one of the two was signed.',
      'Something stands between UUID and Timestamp. Nothing may.',
      'The signature is in hexadecimal. It is base64 of the raw digest.',
      'The + signs of the base64 text became blanks because the value was not percent-encoded.',
    ],
    fix: [
      'Sign the same two texts that you send.',
      'Compare the signed text with the one that the error console shows for this exchange, character by character.',
      'Percent-encode the signature in the form.',
    ],
    snippet: { language: 'python', text: SIGN },
  },
  SIGNATURE_STALE: {
    meaning:
      'The signature is right, but Timestamp is more than 15 minutes away from the clock of Cartwright. The message says both times and the difference.',
    causes: [
      'The clock of the sending machine is wrong.',
      'Local time was written with a Z at its end. Z means UTC.',
      'An old post was sent again: from a queue, a browser’s back button, or a test with a fixed time.',
    ],
    fix: [
      'Let the machine set its clock by NTP.',
      'Write the time in UTC with a Z, or local time with its offset.',
      'Sign afresh for each attempt.',
    ],
    snippet: {
      language: 'shell',
      text: 'date -u +%Y-%m-%dT%H:%M:%SZ      # what Timestamp should say now\ntimedatectl status               # whether the clock is set by the network',
    },
  },
  SIGNATURE_REPLAYED: {
    meaning:
      'A post with this key and this UUID came before, with another body. A UUID stands for one post. (The same body again gets the first answer.)',
    causes: [
      'The UUID is made once and kept, in a setting or a session.',
      'A retry changed the request and kept the UUID.',
      'Someone copied a signature from a log and put another body to it.',
      'The merchant’s policy for replays is refuse: then the same body is turned away as well.',
    ],
    fix: ['Make a fresh UUID, Timestamp and Signature for each post.', 'On a retry, send the same bytes or sign afresh.'],
    snippet: { language: 'python', text: SIGN },
  },
  TIMESTAMP_MALFORMED: {
    meaning: 'The Timestamp field is not a time that can be read. It is ISO 8601 with Z or an offset.',
    causes: [
      'The zone is missing: 2026-11-23T10:40:58 could be any of 24 hours.',
      'It is a number of seconds.',
      'The + of an offset became a blank because the value was not percent-encoded.',
    ],
    fix: ['Send a time such as 2026-11-23T10:40:58Z or 2026-11-23T10:40:58.640+01:00.', 'Percent-encode it in the form.'],
    snippet: { language: 'shell', text: 'date -u +%Y-%m-%dT%H:%M:%SZ' },
  },
  BODY_SIGNATURE_MISSING: {
    meaning:
      'This merchant requires a signature over the body, and the post carries none. The old Signature covers only UUID and Timestamp: it says nothing about the XML.',
    causes: [
      'The policy bodySignature is required, and the client does not know the webhook-… headers.',
      'A proxy removed the headers.',
    ],
    fix: [
      'Send webhook-id, webhook-timestamp and webhook-signature.',
      'For a plug-in that cannot, set the policy bodySignature to if-present.',
    ],
    snippet: { language: 'python', text: SIGN_BODY },
  },
  BODY_SIGNATURE_MISMATCH: {
    meaning:
      'The webhook-signature header does not fit the body that arrived. Either the body was changed on its way, or something else was signed.',
    causes: [
      'The XML was signed. The bytes of the whole form are what is signed.',
      'The form was encoded again after it was signed.',
      'webhook-id is not the UUID, or webhook-timestamp is not Timestamp in Unix seconds.',
      'Somebody changed the body.',
    ],
    fix: [
      'Build the body once, sign these bytes, send these bytes.',
      'Use the secret’s characters as the key, without decoding them.',
    ],
    snippet: { language: 'python', text: SIGN_BODY },
  },
};
