import { isWebAddress } from '../../src/wire/web-address.js';

test.each([
  'https://shop.example',
  'http://shop.example:8080/a?b=c;d,e#f',
  'https://m\u00fcnchen.example/',
  'https://[2001:db8::1]/',
  'https://a_b.shop.example/',
])('%s leads into the web', (address) => {
  expect(isWebAddress(address)).toBe(true);
});

test.each([
  'javascript:alert(1)',
  'http:///shop.example',
  'https://shop.example\\@evil.example/',
  // each would end its place in a header: https://a;script-src https://evil.example
  'https://a;script-src/',
  'https://a,b/',
  "https://a'b/",
])('%s leads nowhere', (address) => {
  expect(isWebAddress(address)).toBe(false);
});
