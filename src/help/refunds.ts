import type { HelpTexts } from './page.js';

const ORDER = `curl -u "$KEY_ID:$SECRET" https://pay.shop.example/v1/orders/482-9913047-2290164`;
const UNITS = '{ "reason": "CustomerReturn", "lines": [{ "itemCode": "48305712290164", "units": 1, "withShipping": true }] }';
const COMPONENTS =
  '{ "reason": "PriceError", "lines": [{ "number": 1, "components": { "principal": "100.00", "principalPromo": "10.00" } }] }';

type RefundCodes =
  | 'REFUND_UNKNOWN'
  | 'REFUND_NOT_CAPTURED'
  | 'REFUND_ABOVE_REMAINDER'
  | 'REFUND_PROMOTION_MISSING'
  | 'REFUND_NEGATIVE'
  | 'REFUND_EMPTY'
  | 'REFUND_SENT';

/** Money that goes back. */
export const REFUND_HELP: HelpTexts<RefundCodes> = {
  REFUND_UNKNOWN: {
    meaning: 'The order is there, but it has no refund with this id.',
    causes: ['The id is of another order or of the other environment.'],
    fix: ['Read the ids of its refunds.'],
    snippet: { language: 'shell', text: `${ORDER}/refunds` },
  },
  REFUND_NOT_CAPTURED: {
    meaning: 'Money is captured when units are shipped. Nothing of this order was, so there is nothing to give back.',
    causes: ['The units have not been shipped yet.', 'The capture of their shipment has not been confirmed yet, or was refused.'],
    fix: ['Cancel the units: then they are never captured.', 'After a shipment, wait until its capture is `captured`.'],
    snippet: { language: 'json', text: '{ "lines": [{ "number": 1, "units": 1 }], "reason": "CustomerCancel" }' },
  },
  REFUND_ABOVE_REMAINDER: {
    meaning:
      'Each component of a line can be refunded up to what was captured of it, less what was refunded before. Refunds that wait for the gateway count as refunded; of a line that was charged back nothing is left.',
    causes: ['The same refund was sent twice.', 'Someone refunded it in the console.', 'The amount is that before promotions.'],
    fix: ['Read what remains of each line and component, and refund at most that.'],
    snippet: { language: 'shell', text: ORDER },
  },
  REFUND_PROMOTION_MISSING: {
    meaning:
      'Price and promotion go back together: a line of 100.00 that cost 90.00 after its promotion gives back 100.00 less 10.00. The message names the amount to add.',
    causes: ['The components of the refund have the price before the promotion, and no or too little promotion.'],
    fix: ['Add the amount that the message names, or leave the promotion out: then its share is taken.', 'Refund by units.'],
    snippet: { language: 'json', text: COMPONENTS },
  },
  REFUND_NEGATIVE: {
    meaning:
      'Units are whole numbers above 0 and amounts are 0 or more. Only stated prices, shipping and taxes may be below 0, to keep something back, and promotions are written without a sign.',
    causes: ['A promotion was written as a negative amount.'],
    fix: ['Write promotions as positive amounts.'],
    snippet: { language: 'json', text: COMPONENTS },
  },
  REFUND_EMPTY: {
    meaning: 'All lines of the refund come to 0 or less together, so there is nothing to give back.',
    causes: ['What is kept back is as much as what is given.', 'The units cost nothing.'],
    fix: ['Give more than is kept back.'],
    snippet: { language: 'json', text: UNITS },
  },
  REFUND_SENT: {
    meaning:
      'A refund can be undone until the gateway is asked for it, ten minutes after it was reserved. This one went to the gateway.',
    causes: ['The ten minutes are over.', 'The gateway settled or refused it.'],
    fix: ['Read its state. Money that went back cannot be taken again; ask the buyer for it.'],
    snippet: { language: 'shell', text: `${ORDER}/refunds` },
  },
};
