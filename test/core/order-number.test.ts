import { isItemCode, isOrderId, itemCode, NUMBER_BYTES, orderId } from '../../src/core/order-number.js';

const bytes = (fill: number): Uint8Array => new Uint8Array(NUMBER_BYTES).fill(fill);
/** The number as 16 bytes, highest first. */
const written = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: NUMBER_BYTES }, (_, at) => Number((value >> BigInt(8 * (NUMBER_BYTES - 1 - at))) & 255n));

describe('order numbers', () => {
  test('have 3-7-7 digits and never begin with 0', () => {
    expect(orderId(bytes(0))).toBe('100-0000000-0000000');
    // 10^16 + 1234567890123456
    expect(orderId(written(1_234_567_890_123_456n))).toBe('112-3456789-0123456');
    // the highest number: 9 x 10^16 - 1 above 10^16
    expect(orderId(written(90_000_000_000_000_000n - 1n))).toBe('999-9999999-9999999');
    expect(orderId(written(90_000_000_000_000_000n))).toBe('100-0000000-0000000');
  });

  test('item codes have 14 digits and never begin with 0', () => {
    expect(itemCode(bytes(0))).toBe('10000000000000');
    expect(itemCode(written(42n))).toBe('10000000000042');
    expect(itemCode(written(90_000_000_000_000n - 1n))).toBe('99999999999999');
  });

  test('look right whatever the bytes are', () => {
    for (let fill = 0; fill < 256; fill += 1) {
      expect(isOrderId(orderId(bytes(fill)))).toBe(true);
      expect(isItemCode(itemCode(bytes(fill)))).toBe(true);
    }
  });

  test('want enough random bytes not to be guessed', () => {
    expect(() => orderId(new Uint8Array(8))).toThrow(RangeError);
  });

  test.each([
    '48-9913047-2290164',
    '482-9913047-229016',
    '482 9913047 2290164',
    'x482-9913047-2290164',
    '482-9913047-2290164\n',
    '',
  ])('%j is no order id', (text) => expect(isOrderId(text)).toBe(false));

  test.each(['1234567890123', '123456789012345', '1234567890123a'])('%j is no item code', (text) =>
    expect(isItemCode(text)).toBe(false),
  );
});
