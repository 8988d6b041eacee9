import type { HelpTexts } from './page.js';

const ORDER = `curl -u "$KEY_ID:$SECRET" https://pay.shop.example/v1/orders/482-9913047-2290164`;

type ChargebackCodes = 'PAYMENT_BY_GATEWAY' | 'CHARGEBACK_UNKNOWN' | 'CHARGEBACK_ENDED' | 'CHARGEBACK_LIVE';

/** Money that moves outside of Cartwright: by hand, or by the buyer's bank. */
export const CHARGEBACK_HELP: HelpTexts<ChargebackCodes> = {
  PAYMENT_BY_GATEWAY: {
    meaning:
      'Money is confirmed by hand only where no gateway moves it: for invoices, transfers and cash. This order was paid for at a gateway, which says itself what became of it.',
    causes: ['The order was paid for by card.', 'The order cost nothing.'],
    fix: ['Read the capture of the shipment, or the state of the refund. A refused capture can be tried again.'],
    snippet: { language: 'shell', text: `${ORDER.replace('curl', 'curl -X POST')}/payment/retry` },
  },
  CHARGEBACK_UNKNOWN: {
    meaning: 'The order is there, but it has no chargeback with this id.',
    causes: ['The id is of another order or of the other environment.'],
    fix: ['Read the ids of its chargebacks.'],
    snippet: { language: 'shell', text: `${ORDER}/chargebacks` },
  },
  CHARGEBACK_ENDED: {
    meaning: 'A chargeback is won or lost once. This one ended the other way before.',
    causes: ['Two programs, or a program and a person, ended it at the same time.'],
    fix: ['Read how it ended. In the sandbox another chargeback can be opened if it was won.'],
    snippet: { language: 'shell', text: `${ORDER}/chargebacks` },
  },
  CHARGEBACK_LIVE: {
    meaning: 'In the sandbox you play the bank of the buyer. In the live environment only the gateway tells of chargebacks.',
    causes: ['The request was made with a live key.'],
    fix: ['Use a key of the sandbox and one of its orders.'],
    snippet: { language: 'json', text: '{ "reason": "The buyer does not know this charge.", "lines": [1] }' },
  },
};
