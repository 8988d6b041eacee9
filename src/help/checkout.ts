import type { HelpTexts } from './page.js';

const TAX_AMOUNTS = `<CartTaxAmounts>
  <CartTaxAmount>
    <ShippingMethodId>standard</ShippingMethodId>
    <TaxAmount><Amount>3.05</Amount><CurrencyCode>USD</CurrencyCode></TaxAmount>
  </CartTaxAmount>
</CartTaxAmounts>`;

const GO_ON = `<OrderCalculationCallbacks>
  <CalculateShippingRates>true</CalculateShippingRates>
  <OrderCallbackEndpoint>https://shop.example/callback</OrderCallbackEndpoint>
  <ProcessOrderOnCallbackFailure>true</ProcessOrderOnCallbackFailure>
</OrderCalculationCallbacks>`;

const REGIONS = `<ShippingMethod>
  <ShippingMethodId>standard</ShippingMethodId>
  <ServiceLevel>Standard</ServiceLevel>
  <Rate><ShipmentBased><Amount>4.99</Amount><CurrencyCode>USD</CurrencyCode></ShipmentBased></Rate>
  <IncludedRegions><USZipRegion>98104</USZipRegion></IncludedRegions>
</ShippingMethod>`;

/** What stops a checkout on its way from a cart to a price. */
export const CHECKOUT_HELP: HelpTexts<'CART_TAX_MISSING' | 'CALLBACK_FAILED' | 'CALLBACK_ADDRESS_REFUSED'> = {
  CART_TAX_MISSING: {
    meaning:
      'The cart has CartTaxAmounts, which take the place of its tax tables, and none of their entries is for a shipping method that this address is offered. A tax that nobody stated is never taken as 0.',
    causes: [
      'The entries name shipping methods by an id that the cart does not have.',
      'Shipping came from another source than the cart, so the ids of its methods are others.',
    ],
    fix: [
      'Send one entry for each shipping method, by its ShippingMethodId, or one for each ServiceLevel.',
      'An entry with neither counts for every choice.',
    ],
    snippet: { language: 'xml', text: TAX_AMOUNTS },
  },
  CALLBACK_FAILED: {
    meaning:
      'The endpoint of the cart was asked for shipping, tax or promotions and gave no usable answer, and the cart does not allow prices from another source. The buyer is told to try again; nothing was ordered.',
    causes: [
      'The endpoint could not be reached, was too slow, or answered with an error. The exchange of the call says which.',
      'The answer does not fit the request: another address id, other items, a kind missing, a wrong signature.',
      'After several failures in a row the endpoint is left alone for a while.',
    ],
    fix: [
      'Open the exchange of the call: it shows the answer, the place of the fault and both clocks.',
      'To let a checkout go on with the tables of the cart, else with your settings, send ProcessOrderOnCallbackFailure true.',
    ],
    snippet: { language: 'xml', text: GO_ON },
  },
  CALLBACK_ADDRESS_REFUSED: {
    meaning:
      'The endpoint of the cart does not ship to this address: it answered INVALID_SHIPPING_ADDRESS, or no shipping method of its answer covers the address and all items. The buyer is asked for another address.',
    causes: [
      'The shop does not ship there, and that is right.',
      'The answer has an empty ShippingMethods. Shipping that costs nothing is a method with ShipmentBased 0.00.',
      'The regions of the methods do not cover the address: name its zip in USZipRegion, or a predefined region.',
      'The items of the answer name different methods; a choice must be good for all of them.',
    ],
    fix: [
      'Answer with at least one method that covers the address of the request, and give every item the same ShippingMethodIds.',
      'Compare the regions of the answer with the address of the request in the exchange of the call.',
    ],
    snippet: { language: 'xml', text: REGIONS },
  },
};
