import { createLog, type Log, type LogOptions } from '../src/log.js';

async function logged(options: Omit<LogOptions, 'target'>, write: (log: Log) => void): Promise<string> {
  let text = '';
  const target = {
    write: (chunk: string, done?: () => void) => {
      text += chunk;
      done?.();
    },
  };
  const log = createLog({ ...options, target });
  write(log);
  await log.flush();
  return text;
}

const JSON_INFO = { level: 'info', json: true } as const;
const REQUEST = {
  method: 'POST',
  route: '/callbacks/:merchantId',
  status: 200,
  ms: 4.1,
  outcome: 'ok',
  exchange: '01J0',
} as const;

describe('the log', () => {
  test('writes one JSON object a line', async () => {
    const text = await logged(JSON_INFO, (log) => {
      log.info('Ready', { port: 3000 });
      log.request(REQUEST);
    });
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!)).toEqual({ at: expect.any(String), level: 'info', message: 'Ready', port: 3000 });
    expect(JSON.parse(lines[1]!)).toEqual({ at: expect.any(String), level: 'info', message: 'request', ...REQUEST });
  });

  test('keeps the order of requests and other lines', async () => {
    const text = await logged(JSON_INFO, (log) => {
      log.info('first');
      log.request({ ...REQUEST, exchange: 'second' });
      log.info('third');
    });
    expect(text.split('\n').map((line) => /first|second|third/.exec(line)?.[0])).toEqual(['first', 'second', 'third', undefined]);
  });

  test('leaves out what is below its level', async () => {
    const text = await logged({ level: 'warn', json: true }, (log) => {
      log.debug('a');
      log.info('b');
      log.request(REQUEST);
      log.warn('c');
      log.error('d');
    });
    expect(text.match(/"message":"\w+"/g)).toEqual(['"message":"c"', '"message":"d"']);
  });

  test('makes an error of a request that failed for a reason of ours, and tells where', async () => {
    const text = await logged({ level: 'error', json: true }, (log) =>
      log.request({ ...REQUEST, status: 500, cause: new TypeError('no such thing') }),
    );
    const line = JSON.parse(text);
    expect(line).toMatchObject({
      level: 'error',
      message: 'request',
      status: 500,
      cause: { name: 'TypeError', message: 'no such thing' },
    });
    expect(line.cause.stack[0]).toContain('log.test');
  });

  test.each([
    ['a header', { headers: { authorization: 'Basic c2VjcmV0LWNhbmFyeQ==', Cookie: 'sid=secret-canary' } }],
    ['a password', { password: 'secret-canary' }],
    ['a secret deep inside', { a: { b: [{ secretAccessKey: 'secret-canary' }] } }],
    ['an e-mail address in a text', { note: 'mail to secret-canary@shop.example' }],
    ['a database address', { url: 'mysql://root:secret-canary@db/x' }],
    ['an authorization in a text', { note: 'sent Basic c2VjcmV0LWNhbmFyeQ==' }],
    ['bytes', { key: Buffer.from('secret-canary') }],
    ['the values of a failed statement', { error: new Error("insert failed\nvalues ('secret-canary')") }],
    ['the cause of an error', { error: new Error('x', { cause: new Error('for secret-canary@shop.example') }) }],
  ])('hides %s', async (_what, fields) => {
    for (const json of [true, false]) {
      const text = await logged({ level: 'info', json }, (log) => log.info('said', fields));
      expect(text).toContain('said');
      expect(text).not.toMatch(/secret-canary|c2VjcmV0/);
    }
  });

  test('hides an e-mail address in the message itself', async () => {
    expect(await logged(JSON_INFO, (log) => log.info('for ines@larchloam.example'))).toContain('for [e-mail]');
  });

  test('keeps a line break of a message out of the line, so that nobody can forge one', async () => {
    const text = await logged({ level: 'info', json: false }, (log) => log.info('a\n10:00:00.000 error forged', { b: 'c\nd' }));
    expect(text.trimEnd().split('\n')).toHaveLength(1);
  });

  test('is readable at a terminal', async () => {
    const text = await logged({ level: 'info', json: false }, (log) => log.request(REQUEST));
    expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} info {2}POST \/callbacks\/:merchantId 200 4\.1 ms outcome=ok exchange=01J0\n$/);
  });
});
