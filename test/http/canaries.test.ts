import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { closeDatabase } from '../../src/store/db.js';
import { indexWords } from '../../src/store/indexer.js';
import { callApi, MUGS } from '../support/api.js';
import { requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import { readCallbackAnswer } from '../../src/wire/envelope.js';
import { bodyHeaders, formBody, postForm, postRaw, signedFields, startService, type Service } from '../support/service.js';

/** All invented; each stands for what must be found nowhere but in the sealed original. */
const CANARIES = {
  email: 'canary.buyer@mail.example',
  phone: '206-555-0143',
  street: '77 Canary Row',
  card: '4242424242424242',
};

/** A request with a canary wherever somebody may write one. */
function laden(merchantId: string, secret: string): string {
  return requestXml(merchantId)
    .replace('1 Example Way', CANARIES.street)
    .replace('<AddressFieldTwo></AddressFieldTwo>', `<AddressFieldTwo>${CANARIES.street}</AddressFieldTwo>`)
    .replace('cart-1042', `cart of ${CANARIES.email}`)
    .replace('Blue mug, boxed', `Call ${CANARIES.phone}`)
    .replace('>T-shirt, medium<', `>card ${CANARIES.card}<`)
    .replace('7f3a', `secret ${secret}`)
    .replace('jklmnopqrs', CANARIES.email);
}

/** Posts that meet every outcome: priced, repeated, refused at each stage, broken, of nobody. */
async function postEverywhere(service: Service): Promise<string> {
  const { sandbox, merchantId, url } = service;
  const address = `${url}/sandbox/callbacks/${merchantId}`;
  const xml = laden(merchantId, sandbox.secret);
  const answers: string[] = [];
  const post = async (fields: Record<string, string>, headers: Record<string, string> = {}, to = address): Promise<void> => {
    const { text } = await postForm(to, fields, headers);
    answers.push(text);
  };
  const fields = signedFields(xml, sandbox);
  await post(fields, {
    ...bodyHeaders(fields, sandbox.secret),
    'user-agent': `cart ${CANARIES.email}`,
    cookie: 'session=canarysession0123456789',
    authorization: `Basic ${sandbox.secret}`,
  });
  await post(fields);
  await post({ ...signedFields(xml, sandbox), Signature: sandbox.secret });
  await post({ ...signedFields(xml, sandbox), 'aws-access-key-id': sandbox.secret });
  await post({ ...signedFields(xml, sandbox), [CANARIES.email]: CANARIES.card });
  const broken = signedFields(xml.replace('<Quantity>2<', `<Quantity>${CANARIES.email}<`), sandbox);
  await post(broken);
  await post(broken);
  // A repeat is byte for byte the first answer, although what is kept of it is sealed.
  expect(answers.at(-1)).toBe(answers.at(-2));
  expect(answers[1]).toBe(answers[0]);
  const named = signedFields(requestXml(merchantId), sandbox, { uuid: CANARIES.email });
  await post(named, bodyHeaders(named, sandbox.secret));
  await post(named, bodyHeaders(named, sandbox.secret));
  await post({ ...named, 'order-calculations-request': xml });
  expect(answers.at(-2)).toBe(answers.at(-3));
  expect(answers.at(-1)).toContain('SIGNATURE_REPLAYED');
  await post(signedFields(xml.replace('</Title>', `</Tit>${CANARIES.phone}`), sandbox));
  await post({ 'order-calculations-request': xml });
  await post(fields, {}, `${url}/sandbox/callbacks/ANOSUCHSHOP01`);
  await post(fields, {}, `${address}?email=${encodeURIComponent(CANARIES.email)}`);
  const cart = { ...MUGS.cart, clientRequestId: CANARIES.email };
  const quote = { cart, address: { ...MUGS.address, line1: CANARIES.street } };
  await callApi(service, 'POST', '/v1/quotes', { json: quote });
  await callApi(service, 'POST', '/v1/quotes', { json: { ...quote, [CANARIES.email]: sandbox.secret } });
  await callApi(service, 'POST', '/v1/quotes', { json: quote, key: { id: CANARIES.email, secret: CANARIES.card } });
  const faulty = xml.replace('<Quantity>2<', `<Quantity>${CANARIES.email}<`);
  const validation = { body: faulty, headers: { 'content-type': 'application/xml', 'idempotency-key': 'canary-1' } };
  const first = await callApi(service, 'POST', '/v1/validations', validation);
  expect((await callApi(service, 'POST', '/v1/validations', validation)).text).toBe(first.text);
  await callApi(service, 'GET', `/v1/exchanges?search=${encodeURIComponent(CANARIES.email)}`);
  return answers.join('\n');
}

/** Everything that the database holds, as bytes. */
async function storedBytes(service: Service, dialect: string): Promise<Buffer> {
  if (dialect === 'sqlite') {
    const folder = dirname(service.db.url.slice('sqlite:'.length));
    return Buffer.concat(readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`)));
  }
  const tables = (await service.db.knex.raw('show tables')) as [Record<string, string>[]];
  const names = tables[0].map((row) => Object.values(row)[0] ?? '');
  const rows = await Promise.all(names.map((name) => service.db.knex(name).select('*')));
  return Buffer.from(JSON.stringify(rows));
}

eachDatabase('Canaries', (open, dialect) => {
  describe('in a value that is refused', () => {
    let service: Service;
    let url: string;
    let faulty: string;
    beforeAll(async () => {
      service = await startService((await open()).db);
      url = `${service.url}/sandbox/callbacks/${service.merchantId}`;
      faulty = requestXml(service.merchantId).replace('<Quantity>2<', `<Quantity>${CANARIES.email}<`);
    });
    afterAll(() => service.close());
    const dots = '•'.repeat(CANARIES.email.length);

    test('do not come back in the Error of a callback, whose message is that of the recorded fault', async () => {
      const answer = await postForm(url, signedFields(faulty, service.sandbox));
      const opened = readCallbackAnswer(answer.text);
      if (!opened.ok) throw new Error(opened.detail);
      expect(answer.status).toBe(400);
      expect(opened.xml).not.toContain(CANARIES.email);
      expect(opened.xml).toContain(dots);
      const [fault] = (await service.exchange(answer.exchange)).faults;
      expect(fault?.got).toBe(dots);
      expect(opened.xml).toContain(`<Message>${fault?.message ?? '?'}</Message>`);
    });

    test('do not come back in the Error of a cart that cannot be priced', async () => {
      const xml = requestXml('AOTHERSHOP0001').replace('MUG-1', CANARIES.email);
      const answer = await postForm(url, signedFields(xml, service.sandbox));
      expect(answer.code).toBe('ITEM_MERCHANT_WRONG');
      expect(decodeURIComponent(answer.text)).toContain(`The item ${dots} belongs to the merchant AOTHERSHOP0001`);
    });

    test('do not come back in problem documents, of the callback address and of the API', async () => {
      const doubled = `${formBody(signedFields(faulty, service.sandbox))}&${encodeURIComponent(CANARIES.email)}=1`;
      const problems = [
        await postRaw(url, `${doubled}&${encodeURIComponent(CANARIES.email)}=2`),
        await postForm(`${service.url}/callbacks/ANOSUCHSHOP01`, { [CANARIES.email]: '1' }),
        await callApi(service, 'POST', '/v1/quotes', { json: { ...MUGS, [CANARIES.email]: 1 } }),
        await callApi(service, 'POST', '/v1/quotes', {
          json: { ...MUGS, cart: { ...MUGS.cart, currency: CANARIES.email } },
        }),
      ];
      expect(problems.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
      for (const { text } of problems) expect(text).not.toContain(CANARIES.email);
    });

    test('do not come back in a validation', async () => {
      const answer = await callApi(service, 'POST', '/v1/validations', {
        body: faulty,
        headers: { 'content-type': 'application/xml' },
      });
      expect(answer.body).toMatchObject({ valid: false, faults: [{ got: dots }] });
      expect(answer.text).not.toContain(CANARIES.email);
    });
  });

  test('are nowhere in the database or the log, while the posts that carried them are', async () => {
    const service = await startService((await open()).db);
    await postEverywhere(service);
    await indexWords(service.db, { limit: 1000 });
    const log = service.log.join('');
    const before = dialect === 'sqlite' ? null : await storedBytes(service, dialect);
    await service.close();
    if (dialect === 'sqlite') await closeDatabase(service.db);
    const stored = before ?? (await storedBytes(service, dialect));
    const canaries = { ...CANARIES, secret: service.sandbox.secret, session: 'canarysession0123456789' };
    const leaked = Object.entries(canaries).flatMap(([what, value]) => [
      ...(stored.includes(value) || stored.includes(encodeURIComponent(value)) ? [`${what} in the database`] : []),
      ...(log.includes(value) ? [`${what} in the log`] : []),
    ]);
    expect(leaked).toEqual([]);
    expect(stored.includes('MUG-1')).toBe(true);
    expect(log).toContain('SIGNATURE_MISMATCH');
  });
});
