import { endpointKey } from '../../src/core/endpoint-url.js';

const PLAIN = 'https://shop.example/iopn';

describe('Two addresses', () => {
  test.each([
    ['case of scheme and host', 'HTTPS://Shop.EXAMPLE/iopn'],
    ['a default port', 'https://shop.example:443/iopn'],
    ['dot segments', 'https://shop.example/a/./../iopn'],
    ['escaped dot segments', 'https://shop.example/a/%2e%2E/iopn'],
    ['a fragment', 'https://shop.example/iopn#orders'],
    ['an empty fragment', 'https://shop.example/iopn#'],
    ['an empty query', 'https://shop.example/iopn?'],
    ['an empty query before a fragment', 'https://shop.example/iopn?#x'],
    ['a dot behind the host', 'https://shop.example./iopn'],
    ['a dot behind the host before a default port', 'https://shop.example.:443/iopn'],
    ['an escape of a plain letter', 'https://shop.example/i%6Fpn'],
    ['blanks around', '  https://shop.example/iopn\n'],
  ])('differ in nothing but %s', (_what, address) => {
    expect(endpointKey(address)).toBe(PLAIN);
  });

  test('with and without the path of a bare host are equal', () => {
    expect(endpointKey('http://shop.example')).toBe(endpointKey('http://SHOP.example:80/'));
    expect(endpointKey('http://127.1:4102/iopn')).toBe(endpointKey('http://127.0.0.1:4102/iopn'));
    expect(endpointKey('https://müller.example/')).toBe('https://xn--mller-kva.example/');
    expect(endpointKey('https://shop.example/%c3%a4')).toBe(endpointKey('https://shop.example/ä'));
  });

  test.each([
    'http://shop.example/iopn',
    'https://shop.example:8443/iopn',
    'https://www.shop.example/iopn',
    'https://shop.example/IOPN',
    'https://shop.example/iopn/',
    'https://shop.example/iopn?a=1',
    'https://shop.example/iopn%2Fx',
    'https://shop.example/iopn/x',
  ])('are different: %s', (address) => {
    expect(endpointKey(address)).not.toBe(PLAIN);
  });

  test('an escaped slash is no slash', () => {
    expect(endpointKey('https://shop.example/a%2fb')).toBe('https://shop.example/a%2Fb');
  });

  test.each(['', 'shop.example/iopn', 'https://', 'http://[::1', '/iopn'])('%s is none', (address) => {
    expect(endpointKey(address)).toBeNull();
  });
});
