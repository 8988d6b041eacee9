import type { HelpTexts } from './page.js';

const FORM = `order-calculations-response=<the XML, URL-encoded>
&Signature=<base64 of HMAC-SHA1 over the XML, URL-encoded>
&aws-access-key-id=<the key that our call named>`;
const ITEM = `<CallbackOrder>
  <Address><AddressId>as in our call</AddressId></Address>
  <CallbackOrderItems>
    <CallbackOrderItem>
      <CallbackOrderItemId>as in our call</CallbackOrderItemId>
      <TaxTableId>wa</TaxTableId>
      <ShippingMethodIds><ShippingMethodId>standard</ShippingMethodId></ShippingMethodIds>
    </CallbackOrderItem>
  </CallbackOrderItems>
</CallbackOrder>`;
const RATE = '<Rate>0.0825</Rate>';
const REFUSAL = `<Response>
  <Error><Code>INVALID_SHIPPING_ADDRESS</Code><Message>We do not ship to PO boxes.</Message></Error>
</Response>`;
const UPDATES = `<UpdatedCartItems>
  <UpdatedCartItem>
    <UpdateType>REMOVE</UpdateType>
    <CallbackOrderItemId>MUG-1</CallbackOrderItemId>
  </UpdatedCartItem>
</UpdatedCartItems>`;

type AnswerCodes =
  | 'CALLBACK_NOT_A_FORM'
  | 'CALLBACK_XML_MALFORMED'
  | 'CALLBACK_SIGNATURE_MISSING'
  | 'CALLBACK_SIGNATURE_MISMATCH'
  | 'CALLBACK_SCHEMA_FAULT'
  | 'CALLBACK_ADDRESS_MISMATCH'
  | 'CALLBACK_ITEMS_MISMATCH'
  | 'CALLBACK_IDS_UNDEFINED'
  | 'CALLBACK_KIND_MISSING'
  | 'CALLBACK_BOUNDS'
  | 'CALLBACK_UPDATES_INVALID'
  | 'CALLBACK_MERCHANT_ERROR';

/** Answers of the endpoint of a cart that could be read, or begun to be read, and not used. */
export const CALL_ANSWER_HELP: HelpTexts<AnswerCodes> = {
  CALLBACK_NOT_A_FORM: {
    meaning: 'The endpoint answered 200, but its body is not a form with the field order-calculations-response.',
    causes: [
      'A notice of PHP stands before the form.',
      'The XML was sent bare.',
      'The shop sent a page, of an error or a sign-in.',
    ],
    fix: ['Print nothing but the form, and log notices to a file.', 'URL-encode the XML and the signature.'],
    snippet: { language: 'text', text: FORM },
  },
  CALLBACK_XML_MALFORMED: {
    meaning: 'The XML of the answer is not well formed, or not in the encoding that it names. The fault says where.',
    causes: ['A text with & or < was put in without escaping.', 'The text is Latin-1 and the document says UTF-8.'],
    fix: ['Write the XML with a library.', 'Send UTF-8.'],
    snippet: { language: 'xml', text: '<Description>Salt &amp; pepper</Description>' },
  },
  CALLBACK_SIGNATURE_MISSING: {
    meaning:
      'Our call was signed and the answer is not. Without a signature anybody between the shop and us could set prices, so it was not used.',
    causes: ['The plug-in is set up for unsigned carts.', 'The field Signature is empty because the secret is not set.'],
    fix: [
      'Sign the XML and send Signature and aws-access-key-id.',
      'Or allow unsigned answers with the policy unsignedCallbacks.',
    ],
    snippet: { language: 'text', text: FORM },
  },
  CALLBACK_SIGNATURE_MISMATCH: {
    meaning: 'The Signature of the answer is not that of its XML with the secret of the key that signed our call.',
    causes: [
      'The shop has the secret of another key; it was rotated.',
      'It signs the XML after URL-encoding, or with blanks added later.',
      'It signs with UUID and Timestamp, which is for our calls.',
    ],
    fix: ['Use the secret of the key that our call names.', 'Sign the exact bytes of the XML, then URL-encode.'],
    snippet: { language: 'text', text: FORM },
  },
  CALLBACK_SCHEMA_FAULT: {
    meaning: 'The XML of the answer does not follow the schema of the namespace that our call has. The fault says where.',
    causes: ['The answer is in another namespace than the call.', 'An element is missing, or has a value that it cannot have.'],
    fix: ['Answer in the namespace of the call.', 'Check the answer with POST /v1/validations before you send it.'],
    snippet: { language: 'xml', text: ITEM },
  },
  CALLBACK_ADDRESS_MISMATCH: {
    meaning: 'The AddressId of the answer is not that of our call, so its prices may be for somebody else.',
    causes: ['An older answer was kept and sent again.', 'The AddressId was left out or is a fixed text.'],
    fix: ['Copy the AddressId from the request into the answer.'],
    snippet: { language: 'xml', text: ITEM },
  },
  CALLBACK_ITEMS_MISMATCH: {
    meaning: 'The answer does not name exactly the items of our call: one is missing, doubled or unknown.',
    causes: ['The shop answers with its own ids of items.', 'Items that are free or out of stock were left out.'],
    fix: ['Name every item of the request once, by the id or the SKU that the request has.'],
    snippet: { language: 'xml', text: ITEM },
  },
  CALLBACK_IDS_UNDEFINED: {
    meaning: 'An item of the answer names a tax table, a promotion or a shipping method that the answer does not have.',
    causes: ['The table stands in the cart and not in the answer.', 'The ids differ by a blank or by case.'],
    fix: ['Send every table that an item names in the same answer.'],
    snippet: { language: 'xml', text: ITEM },
  },
  CALLBACK_KIND_MISSING: {
    meaning:
      'The cart asked for shipping, promotions or tax, and the answer has no element for that kind. What is missing is never taken as 0.',
    causes: ['There is nothing to take off or to tax, and the element was left out.', 'The shop has that kind switched off.'],
    fix: ['Send the element empty where nothing applies, such as <Promotions/>.', 'Or do not ask for that kind in the cart.'],
    snippet: { language: 'xml', text: '<Promotions/>' },
  },
  CALLBACK_BOUNDS: {
    meaning: 'A rate of the answer is above 1, or an amount is negative or too large. A rate is a fraction: 0.0825, not 8.25.',
    causes: ['A percentage was sent as it is shown to people.', 'A surcharge was sent as a negative discount.'],
    fix: ['Divide percentages by 100.', 'Send surcharges as shipping or as an item.'],
    snippet: { language: 'xml', text: RATE },
  },
  CALLBACK_UPDATES_INVALID: {
    meaning:
      'UpdatedCartItems of the answer cannot be followed: an unknown UpdateType, a bad line, or a cart that is left empty.',
    causes: ['An added line lacks its price, or has another currency.', 'Every line was removed.'],
    fix: ['Send REMOVE with the id, and ADD with a whole Item.', 'Refuse the address with an Error where nothing can be sold.'],
    snippet: { language: 'xml', text: UPDATES },
  },
  CALLBACK_MERCHANT_ERROR: {
    meaning: 'The endpoint answered with an Error that is not about the address: INTERNAL_SERVER_ERROR or SERVICE_UNAVAILABLE.',
    causes: ['The shop could not price the cart. Its message stands in the exchange.'],
    fix: ['Look into the log of the shop.', 'For an address that cannot be served answer INVALID_SHIPPING_ADDRESS instead.'],
    snippet: { language: 'xml', text: REFUSAL },
  },
};
