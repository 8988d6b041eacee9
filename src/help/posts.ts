import type { HelpTexts } from './page.js';

const POST_BY_HAND = `curl -i http://127.0.0.1:3000/sandbox/callbacks/A1B2C3D4E5F6G7 \\
  --data-urlencode order-calculations-request@request.xml \\
  --data-urlencode "UUID=$UUID" --data-urlencode "Timestamp=$TIMESTAMP" \\
  --data-urlencode "Signature=$SIGNATURE" --data-urlencode "aws-access-key-id=$KEY_ID"`;

/** The post itself, before anything in it is read. */
export const POST_HELP: HelpTexts<
  | 'METHOD_NOT_ALLOWED'
  | 'BODY_TOO_LARGE'
  | 'BODY_CUT_SHORT'
  | 'CONTENT_TYPE_UNSUPPORTED'
  | 'FORM_MALFORMED'
  | 'FORM_FIELD_MISSING'
  | 'FORM_FIELD_DOUBLED'
  | 'FORM_FIELD_WRONG'
  | 'MERCHANT_UNKNOWN'
  | 'RATE_LIMITED'
> = {
  METHOD_NOT_ALLOWED: {
    meaning:
      'The address exists, but not for the method that was used. The Allow header of the answer names the methods that it takes. Nothing was read from the body.',
    causes: [
      'A callback or cart address was opened in a browser, which sends GET. These addresses take POST only.',
      'A client followed a redirect (301 or 302) and turned its POST into a GET on the way. The usual reason is http:// where https:// is served.',
      'Settings were sent with POST. They take PUT.',
    ],
    fix: ['Send the method that the Allow header names.', 'Post to the final address, so that no redirect is needed.'],
    snippet: { language: 'shell', text: POST_BY_HAND },
  },
  BODY_TOO_LARGE: {
    meaning:
      'The body is larger than this address takes: 4 MiB for a form with a callback or a cart, 1 MiB for JSON, 16 MiB for tax settings. Reading stopped there.',
    causes: [
      'The cart has far more than 500 items, or descriptions and custom data that run to megabytes.',
      'The XML was encoded twice, which makes every bracket five characters long.',
      'An image or another file was put into custom data.',
    ],
    fix: [
      'Send at most 500 items, each with the fields that a price needs.',
      'Encode the form once, and leave that to your HTTP library.',
      'Put a link into custom data, not the file.',
    ],
    snippet: { language: 'shell', text: '# how large is what you send?\nwc -c request.xml' },
  },
  BODY_CUT_SHORT: {
    meaning:
      'The Content-Length header announced more bytes than arrived. What arrived was not used: half a cart has another price than the whole one.',
    causes: [
      'The length was counted in characters. It is counted in bytes, and one letter outside ASCII takes two or more.',
      'The client closed the connection, or ran into its own time limit while it was sending.',
      'A proxy in between cut the body.',
    ],
    fix: [
      'Leave Content-Length to your HTTP library, or count the bytes of the encoded body.',
      'Give the client at least 5 s to send.',
    ],
    snippet: {
      language: 'python',
      text: "body = form.encode('utf-8')\nheaders = {'Content-Length': str(len(body))}   # bytes, not characters",
    },
  },
  CONTENT_TYPE_UNSUPPORTED: {
    meaning:
      'The Content-Type header names something that this address does not read. Callbacks and carts are forms: application/x-www-form-urlencoded. The API takes application/json.',
    causes: [
      'The XML was posted bare, as text/xml or application/xml. It belongs into a field of a form.',
      'The form was sent as multipart/form-data: in PHP, CURLOPT_POSTFIELDS given an array does that.',
      'The header is missing.',
    ],
    fix: [
      'Send a form, with the XML in the field order-calculations-request.',
      'In PHP, pass http_build_query($fields) to CURLOPT_POSTFIELDS, not the array.',
    ],
    snippet: {
      language: 'http',
      text: 'POST /sandbox/callbacks/A1B2C3D4E5F6G7 HTTP/1.1\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\n\norder-calculations-request=%3C%3Fxml…&UUID=…&Timestamp=…&Signature=…&aws-access-key-id=…',
    },
  },
  FORM_MALFORMED: {
    meaning:
      'The form could not be decoded: a percent sign is not followed by two hexadecimal digits, or the decoded bytes are not UTF-8.',
    causes: [
      'The values were not percent-encoded at all, so a bare % or & of the XML ended up in the form.',
      'The text is in ISO-8859-1 or Windows-1252.',
      'The body was cut in the middle of an encoded character.',
    ],
    fix: ['Encode each value on its own, once, from UTF-8 bytes.', 'Join name=value pairs with &.'],
    snippet: {
      language: 'python',
      text: "from urllib.parse import urlencode\nbody = urlencode({'order-calculations-request': xml, 'UUID': uuid, 'Timestamp': timestamp})",
    },
  },
  FORM_FIELD_MISSING: {
    meaning:
      'A form field that this address needs is not there, or is empty. The message names it. A callback has order-calculations-request (or order-calculations-error), UUID, Timestamp, Signature and aws-access-key-id.',
    causes: [
      'The name is spelled differently: capitals count, and so do hyphens.',
      'The value was empty when the form was built.',
      'The fields were sent in the query string. Only the body is read.',
      'A notification was posted here: it says AWSAccessKeyId where a callback says aws-access-key-id.',
    ],
    fix: ['Send every field of the list in the body, spelled as it stands there.'],
    snippet: { language: 'shell', text: POST_BY_HAND },
  },
  FORM_FIELD_DOUBLED: {
    meaning:
      'A form field was sent twice. Two readers could choose different ones, and the signature would cover only one of them, so the post is refused.',
    causes: [
      'The form library added the field again after a retry.',
      'The field stands in a template and in the code that fills it.',
      'A proxy or a security module rewrote the body.',
    ],
    fix: ['Build the fields afresh for every post.', 'Send each name once.'],
    snippet: {
      language: 'shell',
      text: '# which names are there more than once?\ntr "&" "\\n" < body.txt | cut -d= -f1 | sort | uniq -d',
    },
  },
  FORM_FIELD_WRONG: {
    meaning:
      'A field of an HTML cart is there and its value is not what the field takes. Each fault names its field and says what was expected.',
    causes: [
      'A price has a currency sign, a comma or no digits: $12.50, 1,250.00.',
      'A word is spelled otherwise than it is here: us-all for us_all, one-day for one_day.',
      'A weight is 0. An unknown weight is left out.',
      'A return address begins with something else than http:// or https://.',
    ],
    fix: [
      'Send amounts with a point and nothing else, such as 12.50.',
      'Take the names of service levels, regions and price types from docs/protocol.md.',
    ],
    snippet: {
      language: 'xml',
      text: '<input type="hidden" name="item_price_1" value="12.50">\n<input type="hidden" name="shipping_method_region_1" value="us_full_50_states">',
    },
  },
  MERCHANT_UNKNOWN: {
    meaning:
      'The address carries a merchant id that does not exist here. A merchant id is the letter A and 13 more letters or digits.',
    causes: [
      'The id was copied from another installation, or from the service that the plug-in was written for.',
      'The database was set up anew and has other merchants.',
      'The id lost a character.',
    ],
    fix: ['Take the whole address from demo.json, or from what `npx cartwright merchant create` printed.'],
    snippet: { language: 'shell', text: 'npx cartwright merchant create --name "My shop" --email me@shop.example' },
  },
  RATE_LIMITED: {
    meaning:
      'This network address had many posts refused within a minute, so further ones are turned away for a moment; or it sent over 120 carts in a minute or 2,000 in a day; or orders were tried without success over 60 times in an hour from it, or over 20 times in one checkout; or it posted over 3,000 forms of checkouts in an hour, or over 300 of one checkout. The Retry-After header says for how many seconds.',
    causes: [
      'A client repeats a refused post without a pause.',
      'Somebody fills the shop with carts, or tries out payment cards.',
      'Many shops share one outgoing address, and one of them is set up wrongly.',
      'A reverse proxy stands in front and CARTWRIGHT_TRUST_PROXY is not set, so everybody seems to have the proxy’s address.',
    ],
    fix: [
      'Wait as long as Retry-After says, and mend the cause of the refusals: each is in the error console.',
      'Behind a proxy, set CARTWRIGHT_TRUST_PROXY.',
      'CARTWRIGHT_RATE_LIMIT sets the number of refused posts; the others are fixed.',
    ],
    snippet: { language: 'shell', text: 'CARTWRIGHT_TRUST_PROXY=1 npm start' },
  },
};
