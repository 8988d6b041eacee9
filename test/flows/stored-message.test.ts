import { createHmac } from 'node:crypto';
import { storeMessage } from '../../src/flows/stored-message.js';
import { createMask } from '../../src/wire/mask.js';

const mask = createMask({ tag: (value) => createHmac('sha256', 'test').update(value).digest('hex') });

function stored(headers: Record<string, string>, start = '200'): ReturnType<typeof storeMessage> {
  return storeMessage({ start, headers, contentType: '', original: Buffer.alloc(0) }, mask);
}

describe('the stored headers of a message', () => {
  // Digits by rule: none of them is a telephone or a card number.
  const byRule = {
    'webhook-id': 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    'webhook-timestamp': '1768469400',
    'webhook-signature': 'v1,8gQF9Lycpc1nNRn0rXCBxtgVDYkVCQ3b2mN5r0w1u7E=',
    'content-length': '4111111',
    'Cartwright-Exchange': '01K0A2065550100B4111111111',
    host: '127.0.0.1:20480',
    'if-match': '"42"',
  };

  test('are as they were sent where they are made of digits by rule', () => {
    for (let repeat = 0; repeat < 3; repeat++) expect(Object.fromEntries(stored(byRule).headers)).toEqual(byRule);
  });

  test('have nothing personal in them, the first time and every other', () => {
    const agent = { 'user-agent': 'shop/1 (jo@example.com)' };
    for (let repeat = 0; repeat < 3; repeat++)
      // jo@example.com: 14 characters
      expect(stored(agent).headers).toEqual([['user-agent', `shop/1 (${'•'.repeat(14)})`]]);
  });

  test('do not include those that may hold a secret', () => {
    expect(stored({ authorization: 'Basic eDp5', cookie: 'a=b', 'x-forwarded-for': '192.0.2.1' }).headers).toEqual([]);
  });
});

test('the start line of a message has nothing personal in it, however often it comes', () => {
  for (let repeat = 0; repeat < 3; repeat++)
    expect(stored({}, 'POST /callbacks/A1?mail=jo%40example.com').start).toBe(`POST /callbacks/A1?mail=${'•'.repeat(16)}`);
});
