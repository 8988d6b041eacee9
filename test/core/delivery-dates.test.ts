import { deliveryDates, deliveryInWords, deliveryOfChoice } from '../../src/core/delivery-dates.js';
import { address, bookOf, method, type Shop } from './support/build.js';
import { answered, ask, asks, cartOf, checkoutOf, choice, tableMethod } from './support/checkout.js';

const LOS_ANGELES = 'America/Los_Angeles';
const at = (instant: string): number => Date.parse(instant);

describe('the days on which a parcel arrives', () => {
  test.each<[string, string, string, number, number, string, string]>([
    // Thu 26: Fri 27, Mon 30, Tue 1, Wed 2 is the fourth; Thu 3, Fri 4 the sixth
    ['leave out the weekend', '2026-11-26T20:00:00Z', LOS_ANGELES, 4, 6, '2026-12-02', '2026-12-04'],
    // Fri 27: Mon 30 is the first, Tue 1 the second
    ['begin on Monday after a Friday', '2026-11-27T20:00:00Z', LOS_ANGELES, 1, 2, '2026-11-30', '2026-12-01'],
    // Sat 28 and Sun 29: Mon 30 is the first
    ['are the same after a Saturday', '2026-11-28T20:00:00Z', LOS_ANGELES, 1, 2, '2026-11-30', '2026-12-01'],
    ['are the same after a Sunday', '2026-11-29T20:00:00Z', LOS_ANGELES, 1, 2, '2026-11-30', '2026-12-01'],
    ['are today with no day on the way', '2026-11-26T20:00:00Z', LOS_ANGELES, 0, 0, '2026-11-26', '2026-11-26'],
    [
      'are Monday with no day on the way and placed on a Saturday',
      '2026-11-28T20:00:00Z',
      LOS_ANGELES,
      0,
      1,
      '2026-11-30',
      '2026-11-30',
    ],
    // 04:00 UTC on Fri 27 is 20:00 on Thu 26 in Los Angeles and 13:00 on Fri 27 in Tokyo
    ['begin with the day in Los Angeles', '2026-11-27T04:00:00Z', LOS_ANGELES, 1, 1, '2026-11-27', '2026-11-27'],
    ['begin with the day in Tokyo', '2026-11-27T04:00:00Z', 'Asia/Tokyo', 1, 1, '2026-11-30', '2026-11-30'],
    // the clocks go back on Sun 1 Nov 2026, a day of 25 hours; Fri 30 Oct 23:30 in Los Angeles
    ['pass the end of summer time', '2026-10-31T06:30:00Z', LOS_ANGELES, 1, 5, '2026-11-02', '2026-11-06'],
    // forward on Sun 8 Mar 2026, a day of 23 hours; Fri 6 Mar 23:30 in Los Angeles
    ['pass the beginning of summer time', '2026-03-07T07:30:00Z', LOS_ANGELES, 1, 5, '2026-03-09', '2026-03-13'],
    // Apia left out Friday 30 December 2011: Thu 29 at 23:00 there; the calendar still counts Fri 30
    ['pass a day that a zone left out', '2011-12-30T09:00:00Z', 'Pacific/Apia', 1, 2, '2011-12-30', '2012-01-02'],
    // Thu 31 Dec: Fri 1, Mon 4 is the second; 90 business days are 18 weeks: Thu 31 Dec + 126 days = Thu 6 May
    ['pass a new year', '2026-12-31T20:00:00Z', LOS_ANGELES, 2, 90, '2027-01-04', '2027-05-06'],
    // Tue 28 Feb 2028: Tue 29 is the first
    ['pass a leap day', '2028-02-28T20:00:00Z', LOS_ANGELES, 1, 2, '2028-02-29', '2028-03-01'],
  ])('%s', (_what, placed, zone, min, max, from, to) => {
    expect(deliveryDates({ min, max }, at(placed), zone)).toEqual({ from, to });
  });

  test('are told as two days, or as one', () => {
    expect(deliveryInWords({ from: '2026-12-02', to: '2026-12-04' })).toBe('Wed 2 Dec to Fri 4 Dec');
    expect(deliveryInWords({ from: '2027-01-04', to: '2027-01-04' })).toBe('Mon 4 Jan');
  });
});

describe('a choice of a checkout', () => {
  const shop: Shop = {
    methods: [
      method('Standard', { perShipment: '5.00' }, { delivery: { minDays: 3, maxDays: 5 } }),
      method('TwoDay', { perShipment: '9.00' }),
    ],
    handlingDays: 1,
  };
  const placed = { at: at('2026-11-26T20:00:00Z'), zone: LOS_ANGELES };
  const cart = cartOf([['A', '10.00']]);

  test('of the settings says when it arrives, where its method does', () => {
    const quote = checkoutOf(ask(cart, address('WA', '98104'), placed), shop);
    // handling 1 and 3 to 5: the fourth to the sixth business day after Thu 26 Nov
    expect(choice(quote, 'Standard').delivery).toEqual({ from: '2026-12-02', to: '2026-12-04' });
    expect(choice(quote, 'TwoDay')).not.toHaveProperty('delivery');
  });

  test('of the cart or of its endpoint says nothing, although a method of the settings has its id', () => {
    const tables = { shippingMethods: [tableMethod('Standard', { perShipment: '1.00' })] };
    const own = cartOf([['A', '10.00']], tables, [{ shippingMethodIds: ['standard'] }]);
    expect(choice(checkoutOf(ask(own, address('WA', '98104'), placed), shop))).not.toHaveProperty('delivery');
    const asking = { ...cart, callbacks: asks({ shipping: true }) };
    const callback = answered(asking, tables, [{ shippingMethodIds: ['standard'] }]);
    expect(choice(checkoutOf(ask(asking, address('WA', '98104'), { ...placed, callback }), shop))).not.toHaveProperty('delivery');
  });

  test('is known by its id, and a choice that is gone or of another source is not', () => {
    const of = (choiceId: string) => deliveryOfChoice(choiceId, bookOf(shop), placed);
    expect(of('settings:standard')).toEqual({ from: '2026-12-02', to: '2026-12-04' });
    for (const none of ['settings:twoday', 'settings:gone', 'cart:standard', 'callback:standard', ''])
      expect(of(none)).toBeNull();
  });

  test('arrives without handling where a document of before names none', () => {
    const { methods = [] } = shop;
    // 3 to 5 business days after Thu 26 Nov: Tue 1 to Thu 3 Dec
    expect(choice(checkoutOf(ask(cart, address('WA', '98104'), placed), { methods }), 'Standard').delivery).toEqual({
      from: '2026-12-01',
      to: '2026-12-03',
    });
  });
});
