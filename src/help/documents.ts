import type { HelpTexts } from './page.js';

const SMALLEST_REQUEST = `<?xml version="1.0" encoding="UTF-8"?>
<OrderCalculationsRequest xmlns="http://payments.amazon.com/checkout/2009-05-15/">
  <CallbackReferenceId>1-2f6d0c1e</CallbackReferenceId>
  …
</OrderCalculationsRequest>`;

/** XML and JSON documents: form, encoding, schema. */
export const DOCUMENT_HELP: HelpTexts<
  | 'XML_MALFORMED'
  | 'XML_ENCODING_WRONG'
  | 'XML_DOCTYPE_REFUSED'
  | 'XML_TOO_LARGE'
  | 'XML_TOO_DEEP'
  | 'ROOT_UNKNOWN'
  | 'NAMESPACE_UNKNOWN'
  | 'SCHEMA_FAULT'
  | 'JSON_MALFORMED'
  | 'REQUEST_FAULT'
> = {
  XML_MALFORMED: {
    meaning:
      'The text is not well-formed XML, so nothing in it can be trusted. The fault names the line and the column where reading stopped.',
    causes: [
      'An & in a title or an address was not written as &amp;.',
      'An element was not closed, or closed in the wrong order.',
      'The document was put together from pieces of text.',
      'The body was cut.',
    ],
    fix: ['Look at the line and column of the fault.', 'Write the document with an XML library: it escapes for you.'],
    snippet: { language: 'shell', text: 'xmllint --noout request.xml' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  XML_ENCODING_WRONG: {
    meaning: 'The bytes are not text in the encoding that the XML declaration names (UTF-8 where it names none).',
    causes: [
      'The declaration says UTF-8, but the text comes from a database in ISO-8859-1 or Windows-1252.',
      'The encoding that it names is not one that Cartwright reads.',
      'A character was cut in two.',
    ],
    fix: ['Convert to UTF-8 and declare UTF-8.'],
    snippet: { language: 'shell', text: 'iconv -f WINDOWS-1252 -t UTF-8 request.xml > request-utf8.xml' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  XML_DOCTYPE_REFUSED: {
    meaning:
      'The document has a document type declaration. Cartwright reads none: through them a document can pull in files and grow without end.',
    causes: [
      'The XML library writes a DOCTYPE by default.',
      'The document uses named entities such as &eacute; that a DOCTYPE would have to declare.',
      'Somebody is trying something.',
    ],
    fix: ['Leave the DOCTYPE out.', 'Write characters as they are, or by number: &#233;.'],
    snippet: {
      language: 'xml',
      text: '<?xml version="1.0" encoding="UTF-8"?>\n<!-- no DOCTYPE here -->\n<OrderCalculationsRequest xmlns="http://payments.amazon.com/checkout/2009-05-15/">',
    },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  XML_TOO_LARGE: {
    meaning: 'The XML in the form is larger than 1 MiB (1,048,576 bytes).',
    causes: ['Descriptions or custom data are very long.', 'The whole catalogue was sent, not the cart.'],
    fix: ['Shorten descriptions to what the buyer needs.', 'Send at most 500 items in a cart.'],
    snippet: { language: 'shell', text: 'wc -c request.xml      # at most 1048576\ngrep -c "<Item>" request.xml' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  XML_TOO_DEEP: {
    meaning: 'Elements are nested more than 64 levels deep. No cart needs that, and reading it would cost more than it is worth.',
    causes: ['Custom data holds another deeply nested document.', 'A loop opens elements and does not close them.'],
    fix: ['Put such data into custom data as text, or as a link.'],
    snippet: { language: 'xml', text: '<CartCustomData><Reference>cart-1486</Reference></CartCustomData>' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  ROOT_UNKNOWN: {
    meaning:
      'The first element of the document is not one that this address reads. The callback address reads OrderCalculationsRequest and OrderCalculationsError.',
    causes: [
      'A cart (Order) or a notification was posted to the callback address.',
      'The document is right, but the form field is not the one that it belongs into.',
    ],
    fix: [
      'Post carts to /checkout/{merchantId} and callbacks to /callbacks/{merchantId}.',
      'To check a document without posting it, use POST /v1/validations.',
    ],
    snippet: { language: 'xml', text: SMALLEST_REQUEST },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  NAMESPACE_UNKNOWN: {
    meaning: 'The document is in a namespace that Cartwright does not speak. It speaks 2009-05-15 and 2008-11-30.',
    causes: [
      'The xmlns attribute is missing.',
      'The slash at its end is missing. It is part of the name.',
      'It begins with https. It is a name, not a link, and begins with http.',
    ],
    fix: ['Copy the namespace exactly as it stands below.'],
    snippet: { language: 'xml', text: SMALLEST_REQUEST },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  SCHEMA_FAULT: {
    meaning:
      'The document is well-formed XML, but it breaks the schema of its namespace. Each fault says where, what was expected and what stood there. What could be mended without guessing was mended first.',
    causes: [
      'An element that the schema requires is missing.',
      'A value has the wrong form: a quantity of 0, a price with a comma or a currency sign.',
      'A list has more entries than the schema allows.',
    ],
    fix: [
      'Go through the faults: each has a line, a column and a path.',
      'Check the document against the schema on your side; it can be downloaded.',
    ],
    snippet: {
      language: 'shell',
      text: 'curl -O http://127.0.0.1:3000/schemas/2009-05-15/callback.xsd\nxmllint --noout --schema callback.xsd request.xml',
    },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  JSON_MALFORMED: {
    meaning: 'The body is not well-formed JSON. The fault names the line and the column where reading stopped.',
    causes: [
      'A comma after the last entry of a list.',
      'Single quotes, or names without quotes.',
      'The body is empty, or is a form.',
    ],
    fix: ['Write the body with a JSON library, and send Content-Type: application/json.'],
    snippet: { language: 'shell', text: 'python3 -m json.tool < quote.json' },
  },
  REQUEST_FAULT: {
    meaning:
      'The request does not fit the description of the API. Each fault carries a JSON pointer to its place, or the name of the parameter.',
    causes: [
      'A required field is missing, or its name is spelled differently.',
      'A price was sent as a number. Money goes in as a decimal text, "12.50", so that no cent is lost.',
      'A query parameter does not exist here. Unknown ones are refused, because a filter that is ignored shows too much.',
    ],
    fix: ['Compare the request with the description at /docs.'],
    snippet: {
      language: 'shell',
      text: `curl -u "$KEY_ID:$SECRET" http://127.0.0.1:3000/v1/quotes -H 'Content-Type: application/json' -d '{
  "cart": {"currency": "USD", "items": [{"sku": "MUG-1", "title": "Mug", "price": "12.50", "quantity": 2}]},
  "address": {"state": "WA", "postalCode": "98104", "country": "US"}}'`,
    },
  },
};
