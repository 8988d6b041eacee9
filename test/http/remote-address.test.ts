import type { IncomingMessage } from 'node:http';
import { remoteAddress } from '../../src/http/remote-address.js';

const request = (socket: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress: socket },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('The address of a sender', () => {
  test.each([
    [
      'is that of the socket without a trusted proxy, whatever the header says',
      false,
      '198.51.100.1',
      '203.0.113.9',
      '198.51.100.1',
    ],
    ['is the last entry behind one proxy', 1, '127.0.0.1', '192.0.2.66, 203.0.113.9', '203.0.113.9'],
    ['is the last but one behind two', 2, '127.0.0.1', '192.0.2.66, 203.0.113.9', '192.0.2.66'],
    ['is the farthest there is behind more proxies than there were', 5, '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['is that of the socket where a proxy says nothing', 1, '127.0.0.1', undefined, '127.0.0.1'],
    [
      'is the first that is no trusted network',
      ['loopback', '10.0.0.0/8'],
      '::ffff:127.0.0.1',
      '192.0.2.66, 203.0.113.9, 10.1.2.3',
      '203.0.113.9',
    ],
    ['is that of a socket that is not trusted', ['10.0.0.0/8'], '198.51.100.1', '203.0.113.9', '198.51.100.1'],
    ['may be an IPv6 address behind one', ['2001:db8::/32'], '2001:db8::1', '2001:db9::7', '2001:db9::7'],
    [
      'is no address where the header has none, and then not trusted',
      ['loopback'],
      '127.0.0.1',
      '203.0.113.9, unknown',
      'unknown',
    ],
  ] as const)('%s', (_fact, trust, socket, forwarded, expected) => {
    expect(remoteAddress(trust)(request(socket, forwarded))).toBe(expected);
  });
});
