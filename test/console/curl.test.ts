import { execFileSync } from 'node:child_process';
import type { StoredMessage } from '../../src/core/exchange.js';
import { curlOf } from '../../src/console/exchanges/curl.js';
import { message } from '../support/exchange-rows.js';

/** The words that a shell hands to curl. */
function wordsOf(command: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\nCARTWRIGHT_KEY_ID=AK CARTWRIGHT_SECRET=hush\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

const URL_OF_SHOP = 'https://pay.shop.example';

function form(fields: readonly (readonly [name: string, value: string])[]): StoredMessage {
  return {
    ...message('', 'POST /sandbox/callbacks/A1'),
    headers: [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['user-agent', 'checkout/1.0'],
    ],
    fields: fields.map(([name, value]) => ({ name, value: { text: value, masks: [] } })),
  };
}

describe('copy as curl', () => {
  test('posts the same fields to the same address, whatever stands in them', () => {
    const nasty = `<a b="$HOME">it's \`id\` \\ & 'quoted'\nnext line</a>`;
    const { command } = curlOf(
      {
        request: form([
          ['order-calculations-request', nasty],
          ['UUID', 'u'],
        ]),
      },
      URL_OF_SHOP,
    );
    expect(wordsOf(command)).toEqual([
      '-sS',
      '-i',
      '-X',
      'POST',
      `${URL_OF_SHOP}/sandbox/callbacks/A1`,
      '--data-urlencode',
      `order-calculations-request=${nasty}`,
      '--data-urlencode',
      'UUID=u',
    ]);
  });

  test('an address cannot leave its quotes', () => {
    const request = { ...form([]), start: "POST /a';touch${IFS}x;'" };
    expect(wordsOf(curlOf({ request }, URL_OF_SHOP).command)).toContain(`${URL_OF_SHOP}/a';touch\${IFS}x;'`);
  });

  test('a method that is no word is quoted', () => {
    const request = { ...form([]), start: '$(id) /a' };
    expect(wordsOf(curlOf({ request }, URL_OF_SHOP).command)).toContain('$(id)');
  });

  test('a request of the API asks the shell for its key', () => {
    const request = {
      ...message('{"a":1}', 'POST /v1/quotes', 'application/json'),
      headers: [['content-type', 'application/json'] as const],
    };
    const { command, notes } = curlOf({ request }, URL_OF_SHOP);
    expect(wordsOf(command)).toEqual([
      '-sS',
      '-i',
      '-X',
      'POST',
      `${URL_OF_SHOP}/v1/quotes`,
      '--user',
      'AK:hush',
      '-H',
      'content-type: application/json',
      '--data-binary',
      '{"a":1}',
    ]);
    expect(notes.join(' ')).toContain('keys are never stored');
  });

  test('what was masked is said', () => {
    const masks = [{ line: 1, column: 1, length: 3, what: 'e-mail' as const, tag: 'a41f' }];
    const request = { ...message('•••'), body: { text: '•••', masks } };
    expect(curlOf({ request }, URL_OF_SHOP).notes[0]).toBe(
      '1 value is masked: e-mail. Put real values in their place, or the answer differs.',
    );
  });

  test('an XML cart, which is stored as XML, is posted in base64 with its segments', () => {
    const xml = `<Order a='1'>it's "one" \\n line\n</Order>`;
    const request = form([
      ['order-input', xml],
      ['order-input type', 'merchant-signed-order/aws-accesskey/1'],
      ['order-input signature', 'abc+/='],
      ['order-input aws-access-key-id', 'AK1'],
    ]);
    const words = wordsOf(curlOf({ request }, URL_OF_SHOP).command);
    const order = Buffer.from(xml).toString('base64');
    expect(words.slice(5)).toEqual([
      '--data-urlencode',
      `order-input=type:merchant-signed-order/aws-accesskey/1;order:${order};signature:abc+/=;aws-access-key-id:AK1`,
    ]);
  });
});
