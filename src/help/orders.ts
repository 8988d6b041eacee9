import type { HelpTexts } from './page.js';

const EXPIRATION = '<ExpirationDate>2026-12-31</ExpirationDate>';
const REQUEST_ID = '<ClientRequestId>cart-1042-2</ClientRequestId>';
const CHECKOUT = 'GET /pay/{checkoutId}';
const ORDER = `curl -u "$KEY_ID:$SECRET" https://pay.shop.example/v1/orders/482-9913047-2290164`;
const POLICY = '{ "priceChanged": "lower-silently" }';

type OrderCodes =
  | 'CART_EXPIRED'
  | 'CART_ORDERED_ALREADY'
  | 'CHECKOUT_UNKNOWN'
  | 'CHECKOUT_TAKEN'
  | 'COOKIE_MISSING'
  | 'CHECKOUT_CLOSED'
  | 'CHECKOUT_CHANGED'
  | 'CHOICE_GONE'
  | 'CODE_USED_UP'
  | 'CODE_THROTTLED'
  | 'PRICE_CHANGED'
  | 'PAYMENT_DECLINED'
  | 'ORDER_UNKNOWN'
  | 'ORDER_WINDOW_OVER';

/** From an accepted cart to an order. */
export const ORDER_HELP: HelpTexts<OrderCodes> = {
  CART_EXPIRED: {
    meaning:
      'The cart is past its ExpirationDate. A day is good to its end in the time zone of the shop, a moment up to itself. Signed carts have no other end, so an old button stays refused.',
    causes: ['The buyer came back to an old page.', 'The clock of the shop is wrong, or its expiry is a few minutes only.'],
    fix: ['Make a fresh cart when the buyer checks out.', 'Send a later ExpirationDate, or none.'],
    snippet: { language: 'xml', text: EXPIRATION },
  },
  CART_ORDERED_ALREADY: {
    meaning: 'An order with the ClientRequestId of this cart exists, and the policy clientRequestIdReuse is "refuse".',
    causes: ['The buyer pressed the button of a cart that was ordered.', 'The shop uses one ClientRequestId for several carts.'],
    fix: ['Empty the cart when the buyer comes back from an order.', 'Make a new ClientRequestId for each cart.'],
    snippet: { language: 'xml', text: REQUEST_ID },
  },
  CHECKOUT_UNKNOWN: {
    meaning: 'No checkout has this id. Checkouts that led to no order are deleted after 30 days.',
    causes: ['The address was typed or cut short.', 'The checkout is long over.', 'The same cart is open under another address.'],
    fix: ['Start again from the cart in the shop.'],
    snippet: { language: 'http', text: CHECKOUT },
  },
  CHECKOUT_TAKEN: {
    meaning: 'The checkout was begun in another browser, and only that one may go on with it: it holds an address.',
    causes: ['The address of the page was sent to somebody, or opened on another device.', 'Cookies were deleted in between.'],
    fix: ['Go on in the browser in which it was begun, or start again from the cart in the shop.'],
    snippet: { language: 'http', text: CHECKOUT },
  },
  COOKIE_MISSING: {
    meaning:
      'A checkout belongs to the browser that opens it first, and is known again by a cookie whose name begins with cw_buyer. This browser was given one and did not send it back, so the checkout was not given to it.',
    causes: [
      'The browser, or an extension of it, refuses cookies.',
      'It was no browser: a preview of the link, a scanner of mails, a script without a cookie jar. They claim no checkout.',
    ],
    fix: ['Let the browser keep cookies of the checkout, and open it again.', 'In a script, keep cookies and follow redirects.'],
    snippet: { language: 'http', text: CHECKOUT },
  },
  CHECKOUT_CLOSED: {
    meaning: 'The checkout is no longer open: the buyer went back to the shop, or its cart expired meanwhile.',
    causes: ['A second tab closed it.', 'A page was left open for long.'],
    fix: ['Start again from the cart in the shop.'],
    snippet: { language: 'http', text: CHECKOUT },
  },
  CHECKOUT_CHANGED: {
    meaning:
      'The page was made before the checkout was changed somewhere else, so what the buyer agreed to may not be what is there now: another address, another choice. Nothing was done.',
    causes: ['The checkout is open in two tabs of one browser.', 'The buyer went back to an older page.'],
    fix: ['The buyer looks at the page as it is now and goes on from there.'],
    snippet: { language: 'http', text: CHECKOUT },
  },
  CHOICE_GONE: {
    meaning:
      'The shipping that the buyer chose is not among those that are offered now. A choice of one source is never taken for that of another, so the buyer chooses again. Nothing was placed.',
    causes: [
      'The endpoint of the cart answers with other methods than before.',
      'It failed, and shipping came from another source.',
    ],
    fix: ['Nothing, if the shop meant it.', 'Open the exchanges of the calls to the endpoint in this trace.'],
    snippet: { language: 'http', text: CHECKOUT },
  },
  CODE_USED_UP: {
    meaning: 'A claim code of the order was used for the last time by another order in this moment. Nothing was placed.',
    causes: ['The code is single-use, or its limit is reached.'],
    fix: ['The buyer sees the price without the code and may order at that.', 'Raise the limit of the code in the promotions.'],
    snippet: { language: 'http', text: CHECKOUT },
  },
  CODE_THROTTLED: {
    meaning:
      'Somebody tried more than 10 claim codes that do not exist in one checkout, or more than 30 in an hour. Further codes are not looked at for a while; the checkout goes on without.',
    causes: ['Codes are being guessed.', 'A code was announced before it was set up.'],
    fix: ['Wait for the time that Retry-After says.', 'Set the code up in the promotions.'],
    snippet: { language: 'http', text: 'Retry-After: 3600' },
  },
  PRICE_CHANGED: {
    meaning:
      'The price was worked out again when the order was to be placed, and is not the one that the buyer saw. Nothing was placed; the page shows both and asks.',
    causes: ['A promotion ended or began.', 'The settings, or the answer of the endpoint of the cart, changed in between.'],
    fix: ['The buyer confirms the new price.', 'To take a lower price without asking, set the policy priceChanged.'],
    snippet: { language: 'json', text: POLICY },
  },
  PAYMENT_DECLINED: {
    meaning: 'The payment gateway did not hold the amount. Nothing was placed and nothing is charged.',
    causes: [
      'The bank of the buyer said no.',
      'The buyer did not confirm the payment.',
      'A test payment that is declined was chosen.',
    ],
    fix: ['The buyer chooses another way to pay.'],
    snippet: { language: 'http', text: CHECKOUT },
  },
  ORDER_UNKNOWN: {
    meaning: 'There is no order with this id here, or the link to it is not whole.',
    causes: ['The link was cut in the mail.', 'The id is of the other environment, or of another shop.'],
    fix: ['Open the link from the mail again.', 'Use a key of the environment in which the order was placed.'],
    snippet: { language: 'shell', text: ORDER },
  },
  ORDER_WINDOW_OVER: {
    meaning:
      'The buyer may cancel an order for 15 minutes, or what the policy cancelWindowMinutes says, and until it is released.',
    causes: ['The order has gone to the store already.'],
    fix: ['The buyer asks the shop, which can cancel what has not been shipped.'],
    snippet: { language: 'json', text: '{ "cancelWindowMinutes": 60 }' },
  },
};
