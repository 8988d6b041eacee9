import { run } from '../../sandbox/run.js';
import { type FakeService, type Flaw, startFakeService, writeDemo } from './fake-service.js';

const services: FakeService[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});

async function service(flaw?: Flaw): Promise<FakeService> {
  const started = await startFakeService(flaw);
  services.push(started);
  return started;
}

async function play(demo: string, ...args: string[]): Promise<{ exit: number; out: string; error: string }> {
  const out: string[] = [];
  const error: string[] = [];
  const exit = await run(['callback', '--demo', demo, ...args], {
    out: (text) => out.push(text),
    error: (text) => error.push(text),
  });
  return { exit, out: out.join('\n'), error: error.join('\n') };
}

const replace = (from: RegExp | string, to: string): Flaw => ({ xml: (xml) => xml.replace(from, to) });

describe('a right answer', () => {
  test.each(['2009-05-15', '2008-11-30'])('of %s is verified and printed as a receipt', async (namespace) => {
    const { demoFile, posts } = await service();
    // Seed 1 without --items: three lines; 21.99 + 59.97 + 37.50 = 119.46, and 4.99 of shipping.
    const { exit, out } = await play(demoFile, '--namespace', namespace);
    expect(out).toMatch(/Subtotal +119\.46/);
    expect(out).toMatch(/4\.99 +0\.00 +124\.45/);
    expect(out).toContain('Verified.');
    expect(out).toContain('/console/sandbox/exchanges/01TESTEXCHANGE000000000000');
    expect(out).toContain(/<CallbackReferenceId>(.*?)</.exec(posts[0]?.xml ?? '')?.[1]);
    expect(exit).toBe(0);
  });

  test('gives the same facts as JSON', async () => {
    const { demoFile } = await service();
    const { exit, out } = await play(demoFile, '--json', '--items', '1');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      checks: { signature: true, bodySignature: true, schema: true },
      lines: [{ sku: 'TEE-XL', principal: '21.99' }],
      subtotal: '21.99',
      options: [{ method: 'By land', shipping: '4.99', tax: '0.00', total: '26.98' }],
      faults: [],
    });
    expect(exit).toBe(0);
  });

  test('may have its blanks as plus signs and its fields in another order', async () => {
    const { demoFile } = await service({
      form: (form) => {
        const xml = form.get('order-calculations-response') ?? '';
        form.delete('order-calculations-response');
        form.append('order-calculations-response', xml);
      },
    });
    expect((await play(demoFile)).exit).toBe(0);
  });

  test('the post carries the address, the cart and both signatures', async () => {
    const { demoFile, posts } = await service();
    await play(demoFile, '--address', '1 Pine & Oak;Austin;TX;78701-0001;US', '--items', '20', '--count', '2');
    expect(posts).toHaveLength(2);
    expect([...(posts[0]?.fields.keys() ?? [])]).toEqual([
      'order-calculations-request',
      'UUID',
      'Timestamp',
      'Signature',
      'aws-access-key-id',
    ]);
    expect(posts[0]?.headers['webhook-id']).toBe(posts[0]?.fields.get('UUID'));
    expect(posts[0]?.xml).toContain('<AddressFieldOne>1 Pine &amp; Oak</AddressFieldOne><City>Austin</City>');
    expect(posts[0]?.xml.match(/<SKU>/g)).toHaveLength(20);
    expect(posts[0]?.xml).not.toBe(posts[1]?.xml);
  });
});

describe('a wrong answer exits 1 and says why', () => {
  const flaws: [string, Flaw, string][] = [
    ['another status', { status: 500 }, 'The status is 500'],
    ['no form', { body: 'hello' }, 'has no field order-calculations-response. It begins: "hello"'],
    ['another content type', { headers: (headers) => (headers['Content-Type'] = 'text/html') }, 'The content type is text/html'],
    [
      'no exchange id',
      { headers: (headers) => delete headers['Cartwright-Exchange'] },
      'The header Cartwright-Exchange is missing',
    ],
    ['no signature', { form: (form) => form.delete('Signature') }, 'The answer is not signed'],
    ['a wrong signature', { form: (form) => form.set('Signature', 'AAAA') }, 'The Signature is not the HMAC-SHA1'],
    ['another key', { form: (form) => form.set('aws-access-key-id', 'CWOTHER') }, 'signed with the key CWOTHER'],
    ['two signatures', { form: (form) => form.append('Signature', 'x') }, 'the field Signature more than once'],
    [
      'no body signature',
      { headers: (headers) => delete headers['webhook-signature'] },
      'no body signature: webhook-signature missing',
    ],
    [
      'a wrong body signature',
      { headers: (headers) => (headers['webhook-signature'] = 'v1,AAAA') },
      'webhook-signature is "v1,AAAA"',
    ],
    ["another post's body signature", { headers: (headers) => (headers['webhook-id'] = 'other') }, 'webhook-id is "other"'],
    ['XML that does not end', replace('</OrderCalculationsResponse>', ''), 'callback.xsd, line 1'],
    ['an unknown element', replace('<TaxTables/>', '<TaxTables/><Fee/>'), 'callback.xsd, line 1'],
    ['another AddressId', replace(/<AddressId>.*?</, '<AddressId>other<'), 'The answer has the AddressId other'],
    ['a missing item', replace(/<CallbackOrderItem>.*?<\/CallbackOrderItem>/, ''), 'The answer has the item line-1 not at all'],
    [
      'a doubled item',
      replace(/(<CallbackOrderItem>.*?<\/CallbackOrderItem>)/, '$1$1'),
      'The answer has the item line-1 2 times',
    ],
    ['a foreign item', replace('>line-2<', '>line-9<'), 'The answer has the item line-9, which was not asked for'],
    [
      'an undefined method',
      replace('<ShippingMethodId>std', '<ShippingMethodId>fast'),
      'names the ShippingMethodId fast but does not define it',
    ],
    [
      'an undefined tax table',
      replace('</CallbackOrderItemId>', '</CallbackOrderItemId><TaxTableId>t</TaxTableId>'),
      'the TaxTableId t',
    ],
    [
      'an undefined promotion',
      replace('</OrderCalculationsResponse>', '<CartPromotionId>p</CartPromotionId></OrderCalculationsResponse>'),
      'the PromotionId p',
    ],
    ['a missing kind', replace('<Promotions/>', ''), 'The answer lacks Promotions'],
    ['another namespace', replace(/2009-05-15/g, '2008-11-30'), 'The answer is in the namespace'],
    [
      'a method for another zip',
      replace('<USZipRegion>98104', '<USZipRegion>98105'),
      'No shipping method of the answer covers the address',
    ],
    [
      'a refusal',
      replace(
        /<CallbackOrders>.*<\/Response>.*<\/ShippingMethods>/,
        '<Error><Code>SERVICE_UNAVAILABLE</Code><Message>Later.</Message></Error></Response>',
      ),
      'SERVICE_UNAVAILABLE: Later.',
    ],
  ];
  test.each(flaws)('%s', async (_, flaw, sentence) => {
    const { demoFile } = await service(flaw);
    const { exit, out } = await play(demoFile);
    expect(out).toContain(sentence);
    expect(out).not.toContain('Verified');
    expect(exit).toBe(1);
  });
});

describe('a tampered post', () => {
  test.each([
    ['signature', 'SIGNATURE_MISMATCH'],
    ['timestamp', 'SIGNATURE_STALE'],
    ['xml', 'BODY_SIGNATURE_MISMATCH'],
    ['key', 'KEY_UNKNOWN'],
  ])('with another %s exits 0 if it is refused %s', async (tamper, code) => {
    const { demoFile } = await service();
    const { exit, out } = await play(demoFile, '--tamper', tamper);
    expect(out).toContain(`Refused as it should be: ${code}.`);
    expect(exit).toBe(0);
  });

  test('exits 1 if it is refused by another code, with another status, or taken', async () => {
    const other = await service({ headers: (headers) => (headers['Cartwright-Code'] = 'SIGNATURE_STALE') });
    expect(await play(other.demoFile, '--tamper', 'key')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('says SIGNATURE_STALE, not KEY_UNKNOWN'),
    });
    const status = await service({ status: 400 });
    expect(await play(status.demoFile, '--tamper', 'key')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('answered 400, not 403'),
    });
    const taken = await service({ status: 200, headers: (headers) => (headers['webhook-signature'] = 'v1,x') });
    expect(await play(taken.demoFile, '--tamper', 'xml')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('must never be'),
    });
  });
});

describe('commands and usage', () => {
  const command = async (...args: string[]) => {
    const said: string[] = [];
    const exit = await run(args, { out: (text) => said.push(text), error: (text) => said.push(text) });
    return { exit, said: said.join('\n') };
  };

  test('without a command, or with --help, the commands are listed', async () => {
    for (const args of [[], ['--help'], ['help']])
      expect(await command(...args)).toMatchObject({ exit: 0, said: expect.stringContaining('callback') });
    expect(await command('callback', '--help')).toMatchObject({ exit: 0, said: expect.stringContaining('--tamper') });
  });

  test.each([
    ['an unknown command', ['ship'], 'no command "ship"'],
    ['an unknown option', ['callback', '--fast'], '--fast'],
    ['no number', ['callback', '--items', 'three'], '--items takes a whole number from 1 to 500'],
    ['too many items', ['callback', '--items', '501'], '--items'],
    ['half an address', ['callback', '--address', 'here;there'], 'street;city;state;zip;country'],
    ['an unknown namespace', ['callback', '--namespace', '2010-01-01'], '2009-05-15 or 2008-11-30'],
    ['an unknown tampering', ['callback', '--tamper', 'all'], 'signature, timestamp, xml, key'],
    ['no address to post to', ['callback', '--url', 'ftp://x'], '--url'],
  ])('%s is a usage fault', async (_, args, sentence) => {
    expect(await command(...args)).toMatchObject({ exit: 2, said: expect.stringContaining(sentence) });
  });

  test('nobody there exits 3 and says how to start', async () => {
    const gone = await startFakeService();
    await gone.close();
    const { exit, error } = await play(gone.demoFile);
    expect(error).toMatch(/Nobody answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. Start Cartwright with "npm start"/);
    expect(exit).toBe(3);
  });

  test('no demo.json exits 3, one that is something else exits 2', async () => {
    expect(await play('/nowhere/demo.json')).toMatchObject({ exit: 3, error: expect.stringContaining('npm start') });
    expect((await play(import.meta.filename)).exit).toBe(2);
    expect((await play(writeDemo('http://127.0.0.1:9'), '--url', 'http://127.0.0.1:9/')).exit).toBe(3);
  });
});
