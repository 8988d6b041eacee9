import type { HelpTexts } from './page.js';

const SHIP = `curl -u "$KEY_ID:$SECRET" -H 'Content-Type: application/json' \\
  -d '{"lines":[{"itemCode":"48305712290164","units":1}],"carrier":"UPS","trackingNumber":"1Z999AA10123456784"}' \\
  https://pay.shop.example/v1/orders/482-9913047-2290164/shipments`;
const ORDER = `curl -u "$KEY_ID:$SECRET" https://pay.shop.example/v1/orders/482-9913047-2290164`;
const CANCEL = '{ "lines": [{ "number": 1, "units": 1 }], "reason": "NoInventory" }';
const CLOCK = '{ "advance": "PT72H" }';

type FulfilmentCodes =
  | 'ORDER_PENDING'
  | 'ORDER_CANCELLED'
  | 'ORDER_LINE_UNKNOWN'
  | 'ORDER_UNITS_CLOSED'
  | 'ORDER_PAYMENT_PROBLEM'
  | 'ORDER_CAPTURE_PENDING'
  | 'SHIP_DATE_WRONG'
  | 'SHIPMENT_UNKNOWN'
  | 'CLOCK_LIVE'
  | 'CLOCK_BACKWARDS'
  | 'CLOCK_TOO_FAR';

/** From a released order to the parcel: shipments and cancellations, and the clock of a sandbox. */
export const FULFILMENT_HELP: HelpTexts<FulfilmentCodes> = {
  ORDER_PENDING: {
    meaning:
      'The order was placed, but it may not be shipped yet: the buyer can still cancel, or his payment has not cleared. Nothing was changed.',
    causes: [
      'The order was shipped on NewOrderNotification or order.created instead of OrderReadyToShipNotification or order.ready_to_ship.',
      'The payment of the buyer is still being checked.',
    ],
    fix: ['Wait for the event that says it is ready to ship, then confirm the shipment again.', 'It can be cancelled meanwhile.'],
    snippet: { language: 'shell', text: ORDER },
  },
  ORDER_CANCELLED: {
    meaning:
      'Every unit of the order was cancelled before anything was shipped. Nothing was captured and nothing can be shipped.',
    causes: [
      'The buyer cancelled in his time, or the shop did.',
      'The payment was refused, or the 30 days after the release were over.',
    ],
    fix: [
      'Stop the parcel. What has left already was not paid for: write to the buyer.',
      'Read who cancelled and why in the events of the order.',
    ],
    snippet: { language: 'shell', text: ORDER },
  },
  ORDER_LINE_UNKNOWN: {
    meaning: 'An item code or a line number of the request is not one of this order. Nothing was changed.',
    causes: [
      'The item code is of another order.',
      'Its leading zeros were lost, as spreadsheets do.',
      'A SKU was sent as an item code.',
    ],
    fix: ['Send the itemCode of the line, 14 digits as text, or its number, 1 for the first line.', 'Name each line once.'],
    snippet: { language: 'shell', text: ORDER },
  },
  ORDER_UNITS_CLOSED: {
    meaning: 'More units were named than are open: the others were shipped or cancelled before. Nothing was changed.',
    causes: [
      'Another program, a file or a person confirmed or cancelled them first.',
      'The message is a repeat with another day or another tracking number, so that it is not known again.',
    ],
    fix: [
      'Read the open units of the order, and name at most those.',
      'To change the tracking number of a shipment, PUT that shipment.',
    ],
    snippet: { language: 'shell', text: ORDER },
  },
  ORDER_PAYMENT_PROBLEM: {
    meaning:
      'The gateway refused to capture the money of an earlier shipment of this order, so nothing more is shipped until that is solved. The earlier shipment stands.',
    causes: ['The authorisation ended, or the account of the buyer has no money.'],
    fix: [
      'Ask the buyer for another payment, and have the capture tried again in the console.',
      'Cancel the units that are open.',
    ],
    snippet: { language: 'shell', text: ORDER },
  },
  ORDER_CAPTURE_PENDING: {
    meaning:
      'The gateway of this order captures only once, with the first shipment, and has not answered about that yet. What is cancelled before it does could be captured or not.',
    causes: ['The first shipment was confirmed moments ago, or the gateway does not answer.'],
    fix: ['Cancel again in a minute; units that were captured are then refunded by themselves.'],
    snippet: { language: 'json', text: CANCEL },
  },
  SHIP_DATE_WRONG: {
    meaning:
      'A ship date is a day of the calendar, not before the day of the purchase in the time zone of the shop, and not later than today anywhere on earth. Nothing was changed.',
    causes: ['A label was made for tomorrow.', 'Day and month were exchanged.', 'The clock of the store is wrong.'],
    fix: ['Send the day on which the parcel left, as YYYY-MM-DD, or leave it out: then it is today.'],
    snippet: { language: 'shell', text: SHIP },
  },
  SHIPMENT_UNKNOWN: {
    meaning: 'The order is there, but it has no shipment with this id.',
    causes: ['The id is of another order or of the other environment.'],
    fix: ['Read the ids of its shipments.'],
    snippet: { language: 'shell', text: `${ORDER}/shipments` },
  },
  CLOCK_LIVE: {
    meaning:
      'Each sandbox has a clock that can be moved ahead, so that windows and terms end at once. Live orders go by the real time.',
    causes: ['The request was sent with a live key.'],
    fix: ['Use a sandbox key.'],
    snippet: { language: 'json', text: CLOCK },
  },
  CLOCK_BACKWARDS: {
    meaning: 'The moment that was asked for is before what the clock of the sandbox says already.',
    causes: ['The clock was moved before, and `at` is a real date.'],
    fix: ['Read the clock, and send a later moment, or advance it by a duration.'],
    snippet: { language: 'shell', text: `curl -u "$KEY_ID:$SECRET" https://pay.shop.example/v1/clock` },
  },
  CLOCK_TOO_FAR: {
    meaning: 'The clock of a sandbox can be moved at most ten years ahead of the real one.',
    causes: ['A duration in seconds was meant in milliseconds, or the like.'],
    fix: ['Advance it by less. A clock that is too far ahead stays so: begin anew with `npx cartwright demo reset`.'],
    snippet: { language: 'json', text: CLOCK },
  },
};
