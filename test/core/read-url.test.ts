import { readUrl } from '../../src/core/read-url.js';

describe('an address', () => {
  test('is read the thousandth time as it was the first', () => {
    const hosts = new Set(Array.from({ length: 3_000 }, () => readUrl('https://bücher.example/ä')?.host));
    expect([...hosts]).toEqual(['xn--bcher-kva.example']);
  });

  test.each(['', 'https://', 'https://a b/', '/path'])('is none with %j', (address) => {
    expect(readUrl(address)).toBeNull();
  });

  test('is relative to another one', () => {
    expect(readUrl('/path', 'https://shop.example/a')?.href).toBe('https://shop.example/path');
  });
});
