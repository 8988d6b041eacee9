import type { UrlParameterType } from '../../src/core/order-cart.js';
import { parameterizedUrl, returnUrl } from '../../src/core/return-url.js';
import { orderOf } from './support/order.js';

const facts = {
  orderId: '482-9913047-2290164',
  clientRequestId: 'a b&c',
  merchantName: 'Möbel & Co',
  orderLink: 'https://pay.example/orders/x?sig=1',
};
const QUERY =
  'amznPmtsOrderIds=482-9913047-2290164&amznPmtsReqId=a%20b%26c&merchName=M%C3%B6bel%20%26%20Co' +
  '&amznPmtsYALink=https%3A%2F%2Fpay.example%2Forders%2Fx%3Fsig%3D1&showAmznPmtsTYPopup=1';

describe('the way back to the shop', () => {
  test.each([
    ['https://shop.example/back', `https://shop.example/back?${QUERY}`],
    ['https://shop.example/back?', `https://shop.example/back?${QUERY}`],
    ['https://shop.example/back?cart=7', `https://shop.example/back?cart=7&${QUERY}`],
    ['https://shop.example/back?cart=7&', `https://shop.example/back?cart=7&${QUERY}`],
    ['https://shop.example/back#done', `https://shop.example/back?${QUERY}#done`],
    ['https://shop.example/?a=1#x?y', `https://shop.example/?a=1&${QUERY}#x?y`],
  ])('%s gets its parameters', (url, expected) => {
    expect(returnUrl(url, facts)).toBe(expected);
  });

  test('names no request id where the cart had none', () => {
    const { orderId, merchantName, orderLink } = facts;
    expect(returnUrl('https://shop.example/', { orderId, merchantName, orderLink })).not.toContain('amznPmtsReqId');
  });

  test('half of a character does no harm', () => {
    expect(returnUrl('https://shop.example/', { ...facts, clientRequestId: 'x\ud800' })).toContain('amznPmtsReqId=x%EF%BF%BD&');
  });
});

describe('parameters of a tracking address', () => {
  const order = { ...orderOf(), buyerId: 'b-17' };

  test.each<[UrlParameterType, string]>([
    ['BuyerId', 'b-17'],
    ['OrderId', '482-9913047-2290164'],
    // 25.00 - 2.00; + 5.00 - 1.00; + 1.50 + 0.25
    ['OrderSubtotal', '23.00'],
    ['OrderSubtotalPlusShipping', '27.00'],
    ['OrderSubtotalPlusTax', '24.75'],
    ['OrderTotal', '28.75'],
    ['PromotionAmount', '3.00'],
    ['ShippingAmount', '4.00'],
    ['ShippingCity', 'Saint%20Paul'],
    ['ShippingCountryCode', 'US'],
    ['ShippingPostalCode', '55101'],
    ['ShippingState', 'MN'],
    ['TaxAmount', '1.75'],
  ])('%s is %s', (type, value) => {
    const url = parameterizedUrl({ url: 'https://track.example/p.gif?v=1', parameters: [{ name: 'my param', type }] }, order);
    expect(url).toBe(`https://track.example/p.gif?v=1&my%20param=${value}`);
  });

  test('amounts are major units of the currency', () => {
    const yen = { ...order, currency: 'JPY' };
    const parameters = [{ name: 't', type: 'OrderTotal' as const }];
    expect(parameterizedUrl({ url: 'https://track.example/', parameters }, yen)).toBe('https://track.example/?t=2875');
  });

  test('an address without parameters stays as it is', () => {
    expect(parameterizedUrl({ url: 'https://track.example/#x', parameters: [] }, order)).toBe('https://track.example/#x');
  });
});
