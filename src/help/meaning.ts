import type { HelpTexts } from './page.js';

const SHIPPING = `{"currency": "USD", "methods": [{
  "id": "standard", "label": "Standard", "serviceLevel": "Standard",
  "rate": {"perShipment": "4.99", "perPound": "0.50"},
  "regions": {"include": [{"kind": "predefined", "name": "USFull50States"}]}}]}`;

const TRY_IT = `curl -u "$KEY_ID:$SECRET" http://127.0.0.1:3000/v1/quotes -H 'Content-Type: application/json' -d '{
  "cart": {"currency": "USD", "items": [{"sku": "MUG-1", "title": "Mug", "price": "12.50", "quantity": 2}]},
  "address": {"state": "WA", "postalCode": "98104", "country": "US"}}'`;

const ITEM = `<CallbackOrderItem>
  <CallbackOrderItemId>1</CallbackOrderItemId>
  <Item><SKU>MUG-1</SKU>…</Item>
</CallbackOrderItem>`;

/** Documents that are in order and cannot be priced all the same. */
export const MEANING_HELP: HelpTexts<
  | 'ADDRESS_NOT_COVERED'
  | 'ADDRESS_INCOMPLETE'
  | 'ADDRESS_FIELD_WRONG'
  | 'ADDRESS_CONTRADICTORY'
  | 'SHIPPING_NOT_CONFIGURED'
  | 'CURRENCY_MIXED'
  | 'CHARGES_FAULT'
  | 'CURRENCY_NOT_CONFIGURED'
  | 'SKU_MISSING'
  | 'ITEM_UNKNOWN'
  | 'ITEM_DOUBLED'
  | 'ITEM_IN_TWO_ORDERS'
  | 'ITEM_MERCHANT_WRONG'
  | 'AMOUNT_TOO_LARGE'
  | 'CART_RATE_RANGE'
  | 'CALLBACK_ERROR_REPORTED'
> = {
  ADDRESS_NOT_COVERED: {
    meaning:
      'No shipping method goes to this address, though there are methods that would carry this cart to another one. The buyer is asked for another address.',
    causes: [
      'The shop does not ship there, and that is right.',
      'A region is missing in a method: Alaska and Hawaii are not in USContinental48States, territories are not in USFull50States.',
      'The address is a PO box, and no method goes to PO boxes.',
      'A zip pattern is narrower than it was meant to be.',
    ],
    fix: [
      'If the shop should ship there, add the region to a method in the shipping settings.',
      'Try the address with POST /v1/quotes before you change live settings.',
    ],
    snippet: { language: 'json', text: SHIPPING },
    wireCode: 'INVALID_SHIPPING_ADDRESS',
  },
  ADDRESS_INCOMPLETE: {
    meaning:
      'The address lacks a part that a price needs. The message names it. Without a country, only an American state or zip tells which country is meant.',
    causes: [
      'The country code is empty, and the state is not one of the United States.',
      'The address form of the checkout sends only what the buyer has typed so far.',
    ],
    fix: [
      'Send CountryCode as two letters, such as US, with every address.',
      'Send State and PostalCode where the country has them.',
    ],
    snippet: {
      language: 'xml',
      text: '<Address>\n  …\n  <City>Seattle</City>\n  <State>WA</State>\n  <PostalCode>98104</PostalCode>\n  <CountryCode>US</CountryCode>\n</Address>',
    },
    wireCode: 'INVALID_SHIPPING_ADDRESS',
  },
  ADDRESS_FIELD_WRONG: {
    meaning:
      'The buyer posted the address form of the checkout with a field that is missing, too long or not what it should be. Nothing was saved; the form was shown again with what was typed.',
    causes: ['A field was left out or mistyped.', 'A program posts the form with other names or values than the page has.'],
    fix: ['The buyer corrects the field that the page marks.', 'In a program, send what the fault of the exchange expects.'],
    snippet: {
      language: 'text',
      text: 'email=…&name=…&country=US&line1=1420+Harbour+Steps&city=Seattle&state=WA&postalCode=98101',
    },
  },
  ADDRESS_CONTRADICTORY: {
    meaning:
      'The state and the first three digits of the postal code belong to different states, and this merchant’s policy is to refuse that. Taxes would depend on which of the two is believed.',
    causes: ['The buyer moved and changed only one of the two.', 'A typing mistake in the zip.'],
    fix: ['Correct the address.', 'To use both as given, set the policy stateZipConflict to as-given.'],
    snippet: { language: 'json', text: '{"stateZipConflict": "as-given"}' },
    wireCode: 'INVALID_SHIPPING_ADDRESS',
  },
  SHIPPING_NOT_CONFIGURED: {
    meaning:
      'No shipping method could carry this cart to any address, so the buyer is not told that the address is at fault. The checkout stops until the settings are changed.',
    causes: [
      'There is no shipping method, or all are switched off.',
      'Each method excludes one of the items, so that no method is left for the cart as a whole.',
      'The shop ships for nothing, and there is no method that says so.',
    ],
    fix: [
      'Set up at least one method. One that costs nothing has a rate of 0.00.',
      'Look at notFor in the methods that are there.',
    ],
    snippet: { language: 'json', text: SHIPPING },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  CURRENCY_MIXED: {
    meaning: 'The prices of the cart are in more than one currency. Cartwright adds up one currency per cart and converts none.',
    causes: [
      'One item’s price comes from another shop or price list.',
      'The plug-in takes the currency from the buyer’s language for some items.',
    ],
    fix: ['Send every price of a cart in one currency.'],
    snippet: { language: 'xml', text: '<Price><Amount>12.50</Amount><CurrencyCode>USD</CurrencyCode></Price>' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  CHARGES_FAULT: {
    meaning:
      'The ItemCharges of a notification cannot be booked: they are missing, name a component twice, or take off more than there is.',
    causes: [
      'The notification was written by hand or by a test, and a component was copied.',
      'A promotion was written as a negative amount, or shipping as a net amount with its promotion beside it.',
    ],
    fix: [
      'Write each of the six components once, as a total of the line, all zero or positive.',
      'Check: (Principal - PrincipalPromo) + (Shipping - ShippingPromo) + Tax + ShippingTax is what the buyer pays for the line.',
    ],
    snippet: {
      language: 'xml',
      text: '<Component><Type>PrincipalPromo</Type><Charge><Amount>3.00</Amount><CurrencyCode>USD</CurrencyCode></Charge></Component>',
    },
  },
  CURRENCY_NOT_CONFIGURED: {
    meaning: 'The cart is in a currency that this environment’s shipping settings are not in.',
    causes: [
      'The shop was switched to another currency and the settings were not.',
      'Sandbox and live have settings of their own; only one of them was changed.',
    ],
    fix: ['Set the currency in the shipping settings, and check the amounts with it.'],
    snippet: { language: 'shell', text: 'curl -u "$KEY_ID:$SECRET" http://127.0.0.1:3000/v1/settings/shipping' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  SKU_MISSING: {
    meaning: 'An item has no SKU. In a callback the SKU says which item an amount belongs to, so it cannot be left out.',
    causes: ['The product has no article number in the shop.', 'The plug-in leaves out an empty field.'],
    fix: ['Give the product a SKU of at most 40 characters, or let the plug-in send the product’s id.'],
    snippet: { language: 'xml', text: ITEM },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  ITEM_UNKNOWN: {
    meaning: 'An order in the request names an item that is not in the cart.',
    causes: [
      'The cart was changed after the order was written down.',
      'The ids are numbered from 0 in one place and from 1 in the other.',
    ],
    fix: ['Build cart and orders from the same list, in the same moment.'],
    snippet: { language: 'xml', text: ITEM },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  ITEM_DOUBLED: {
    meaning: 'Two lines of the cart have the same id, so an amount could belong to either.',
    causes: ['The same product was added twice, and the id is the product’s.', 'The id is left at a fixed value.'],
    fix: ['Number the lines, or add up the quantities into one line.'],
    snippet: { language: 'json', text: '{"items": [{"id": "1", "sku": "MUG-1", …}, {"id": "2", "sku": "MUG-1", …}]}' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  ITEM_IN_TWO_ORDERS: {
    meaning: 'One item stands in two orders of the request. The format has no way to say how many of it go to which address.',
    causes: ['A cart is sent to several addresses, and the same product goes to two of them.'],
    fix: ['Send a line of its own, with an id of its own, for each address.'],
    snippet: { language: 'xml', text: ITEM },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  ITEM_MERCHANT_WRONG: {
    meaning:
      'An item carries another merchant’s id than the address that was posted to. One shop’s settings must not price another shop’s goods.',
    causes: [
      'The merchant id in the plug-in’s settings and the one in the address differ.',
      'The cart mixes goods of two sellers.',
    ],
    fix: ['Use the id from the address for every item.'],
    snippet: { language: 'xml', text: '<MerchantId>A1B2C3D4E5F6G7</MerchantId>   <!-- as in /callbacks/A1B2C3D4E5F6G7 -->' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  AMOUNT_TOO_LARGE: {
    meaning: 'A price, a line or a total is above 999,999,999.99. Cartwright goes no further, so that every sum stays exact.',
    causes: [
      'The price is in cents and stands where whole units belong: 1250 for 12.50.',
      'The quantity holds something else, such as an article number.',
    ],
    fix: ['Send prices in whole units with a decimal point, such as 12.50.', 'Look at the line that the message names.'],
    snippet: {
      language: 'xml',
      text: '<Price><Amount>12.50</Amount><CurrencyCode>USD</CurrencyCode></Price>\n<Quantity>2</Quantity>',
    },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  CART_RATE_RANGE: {
    meaning:
      'A tax rate or discount rate in the tables of a cart is not a fraction between 0 and 1. In settings the same mistake is a fault of its own, rate-range, under SETTINGS_FAULT.',
    causes: ['Percent was sent: 8.25 for 8.25 %. The fraction is 0.0825.'],
    fix: ['Divide by 100.'],
    snippet: { language: 'xml', text: '<Rate>0.0825</Rate>   <!-- 8.25 % -->' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
  CALLBACK_ERROR_REPORTED: {
    meaning:
      'A checkout asked for a calculation, could not use the answer, and said so with an order-calculations-error. The report was recorded; nothing else follows from it here.',
    causes: [
      'The checkout did not get an answer in its time.',
      'It could not verify the signature of the answer.',
      'It found the answer to break its schema, or to lack a kind of amount that it had asked for.',
    ],
    fix: [
      'Open the trace: the report carries the callback reference of the request that it is about.',
      'Compare the answer that was sent with the one that the report quotes.',
    ],
    snippet: { language: 'shell', text: TRY_IT },
  },
};
