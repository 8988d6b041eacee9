import type { ShippingMethodDocument } from '../../../src/core/settings.js';
import { address, type ItemInWords, method, priced, request, type Shop, US, WORLD, zip } from '../support/build.js';

describe('a method is offered', () => {
  const offered = (methods: ShippingMethodDocument[], items: ItemInWords[], destination: object): (string | null)[] =>
    priced(
      {
        methods: [
          ...methods,
          method('OneDay', { perShipment: '1.00' }, { id: 'last', regions: { include: [WORLD] }, poBoxes: true }),
        ],
      },
      request(items, destination),
    )
      .orders[0]!.options.map(({ methodId }) => methodId)
      .filter((id) => id !== 'last');
  const one: ItemInWords[] = [['A', '1.00', 1, undefined, 'glass']];

  test('in its regions and not in those that are excluded', () => {
    const here = method(
      'Standard',
      { perShipment: '1.00' },
      { regions: { include: [US, zip('00901')], exclude: [zip('981*'), { kind: 'state', state: 'AK' }] } },
    );
    expect(offered([here], one, address('WA', '98104'))).toEqual([]);
    expect(offered([here], one, address('WA', '98004'))).toEqual(['standard']);
    expect(offered([here], one, address('AK', '99501'))).toEqual([]);
    expect(offered([here], one, address('PR', '00901'))).toEqual(['standard']);
    expect(offered([here], one, { country: 'DE' })).toEqual([]);
  });

  test('at a PO box only if it goes there', () => {
    const box = { ...address('WA', '98104'), line2: 'P.O. Box 1' };
    const methods = [method('Standard', { perShipment: '1.00' }, { poBoxes: true }), method('TwoDay', { perShipment: '1.00' })];
    expect(offered(methods, one, box)).toEqual(['standard']);
    expect(offered(methods, one, address('WA', '98104'))).toEqual(['standard', 'twoday']);
  });

  test('unless an item cannot travel by it, or it is switched off', () => {
    const methods = [
      method('Standard', { perShipment: '1.00' }, { notFor: { categories: ['glass'] } }),
      method('Expedited', { perShipment: '1.00' }, { notFor: { skus: ['B'] } }),
      method('TwoDay', { perShipment: '1.00' }, { enabled: false }),
    ];
    expect(offered(methods, one, address('WA', '98104'))).toEqual(['expedited']);
    expect(offered(methods, [...one, ['B', '1.00']], address('WA', '98104'))).toEqual([]);
  });

  test('alone of its level under 2008-11-30: the cheapest after shipping promotions, among equals the first', () => {
    const shop: Shop = {
      methods: [
        method('Standard', { perShipment: '5.00' }, { id: 'a' }),
        method('Standard', { perShipment: '4.00' }, { id: 'b' }),
        method('Standard', { perShipment: '4.00' }, { id: 'c' }),
        method('TwoDay', { perShipment: '9.00' }, { id: 'd' }),
      ],
    };
    const ids = (dialect: '2008-11-30' | '2009-05-15'): (string | null)[] =>
      priced(shop, request(one, address('WA', '98104'), { dialect })).orders[0]!.options.map(({ methodId }) => methodId);
    expect(ids('2008-11-30')).toEqual(['b', 'd']);
    expect(ids('2009-05-15')).toEqual(['a', 'b', 'c', 'd']);
  });
});
