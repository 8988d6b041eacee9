import { listExchanges } from '../../src/store/exchanges.js';
import { requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import { bodyHeaders, postForm, signedFields, startService, type Service } from '../support/service.js';

const PARALLEL = 50;

eachDatabase('A callback that arrives twice', (open) => {
  let service: Service;
  let url: string;
  let xml: string;
  beforeAll(async () => {
    service = await startService((await open()).db);
    url = `${service.url}/sandbox/callbacks/${service.merchantId}`;
    xml = requestXml(service.merchantId);
  });
  afterAll(() => service.close());

  test('gets its first answer byte for byte, though the settings changed, as an exchange of its own in the same trace', async () => {
    const shop = await service.addMerchant();
    const address = `${service.url}/sandbox/callbacks/${shop.merchantId}`;
    const fields = signedFields(requestXml(shop.merchantId), shop.sandbox);
    const first = await postForm(address, fields, bodyHeaders(fields, shop.sandbox.secret));
    const put = await fetch(`${service.url}/v1/settings/taxes`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${btoa(`${shop.sandbox.id}:${shop.sandbox.secret}`)}`,
      },
      body: '{"rules":[]}',
    });
    expect(put.status).toBe(200);
    const second = await postForm(address, fields, bodyHeaders(fields, shop.sandbox.secret));
    expect(second.text).toBe(first.text);
    expect(second.headers.get('webhook-signature')).toBe(first.headers.get('webhook-signature'));
    expect(second.exchange).not.toBe(first.exchange);
  });

  test('is recorded as repeated, with the first as its parent', async () => {
    const fields = signedFields(xml, service.sandbox);
    const first = await postForm(url, fields);
    const second = await postForm(url, fields);
    const [one, two] = [await service.exchange(first.exchange), await service.exchange(second.exchange)];
    expect(one.outcome).toBe('ok');
    expect(two).toMatchObject({ outcome: 'repeated', status: 200, parent: one.id, trace: one.trace, refs: one.refs });
  });

  test('is known again by a UUID that is any text, which its answer repeats', async () => {
    const fields = signedFields(xml, service.sandbox, { uuid: 'canary.buyer@mail.example' });
    const [first, second] = [await postForm(url, fields), await postForm(url, fields)];
    expect(second.text).toBe(first.text);
    expect(second.headers.get('webhook-id')).toBe('canary.buyer@mail.example');
    expect(second.headers.get('webhook-signature')).toBe(first.headers.get('webhook-signature'));
    expect((await service.exchange(second.exchange)).outcome).toBe('repeated');
  });

  test('gets its first refusal again too', async () => {
    const fields = signedFields(xml.slice(0, -30), service.sandbox);
    const first = await postForm(url, fields);
    const second = await postForm(url, fields);
    expect({ status: second.status, code: second.code, text: second.text }).toEqual({
      status: 400,
      code: 'XML_MALFORMED',
      text: first.text,
    });
    expect(await service.exchange(second.exchange)).toMatchObject({ outcome: 'repeated', code: 'XML_MALFORMED' });
  });

  test('is answered from the exchange that first was, unless something is masked there', async () => {
    const plain = signedFields(xml, service.sandbox);
    const masked = signedFields(xml, service.sandbox, { uuid: 'canary.second@mail.example' });
    const exchanges = [(await postForm(url, plain)).exchange, (await postForm(url, masked)).exchange];
    const kept = await Promise.all(
      exchanges.map((id) => service.db.knex('replay_keys').where({ exchange_id: id }).select<{ answer: string }[]>('answer')),
    );
    expect(kept.map(([row]) => JSON.parse(row?.answer ?? '') as unknown)).toEqual([
      null,
      expect.objectContaining({ body: expect.stringMatching(/^sealed:/) as string }),
    ]);
  });

  test('is refused where that exchange is no longer stored', async () => {
    const fields = signedFields(xml, service.sandbox);
    const first = await postForm(url, fields);
    await service.db.knex('exchanges').where({ id: first.exchange }).update({ id: '0000000000000000000000GONE' });
    const second = await postForm(url, fields);
    expect({ status: second.status, code: second.code }).toEqual({ status: 403, code: 'SIGNATURE_REPLAYED' });
    expect(JSON.parse(second.text)).toMatchObject({ detail: expect.stringContaining('no longer stored') as string });
  });

  test('with another body is refused as SIGNATURE_REPLAYED', async () => {
    const fields = signedFields(xml, service.sandbox);
    const first = await postForm(url, fields);
    const second = await postForm(url, { ...fields, 'order-calculations-request': xml.replace('12.50', '00.50') });
    expect({ status: second.status, code: second.code }).toEqual({ status: 403, code: 'SIGNATURE_REPLAYED' });
    expect(JSON.parse(second.text)).toMatchObject({ detail: expect.stringContaining(first.exchange ?? '?') as string });
    expect(await service.exchange(second.exchange)).toMatchObject({
      outcome: 'refused',
      code: 'SIGNATURE_REPLAYED',
      signature: { state: 'valid' },
    });
  });

  test('is refused whatever its body where the policy says so', async () => {
    const strict = await service.addMerchant({ policies: { replay: 'refuse' } });
    const fields = signedFields(requestXml(strict.merchantId), strict.sandbox);
    const address = `${service.url}/sandbox/callbacks/${strict.merchantId}`;
    expect((await postForm(address, fields)).status).toBe(200);
    expect((await postForm(address, fields)).code).toBe('SIGNATURE_REPLAYED');
  });

  test(`is priced once where it arrives ${PARALLEL} times at the same moment`, async () => {
    const fields = signedFields(xml.replace('cart-1042', 'cart-parallel'), service.sandbox);
    const answers = await Promise.all(Array.from({ length: PARALLEL }, () => postForm(url, fields)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const exchanges = await Promise.all(answers.map(({ exchange }) => service.exchange(exchange)));
    expect(exchanges.filter(({ outcome }) => outcome === 'ok')).toHaveLength(1);
    expect(exchanges.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(PARALLEL - 1);
    expect(new Set(exchanges.map(({ trace }) => trace)).size).toBe(1);
  });

  test('with different bodies at the same moment is answered once and refused for all others', async () => {
    const fields = signedFields(xml, service.sandbox);
    const bodies = Array.from({ length: 10 }, (_, index) => ({
      ...fields,
      'order-calculations-request': xml.replace('12.50', `1${index}.50`),
    }));
    const answers = await Promise.all(bodies.map((body) => postForm(url, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(403)]);
  });

  test('leaves as many exchanges as there were posts', async () => {
    const count = async (): Promise<number> =>
      (await listExchanges(service.db, `${service.merchantId}-sandbox`, { search: { terms: [] }, limit: 500 })).items.length;
    const before = await count();
    const fields = signedFields(xml, service.sandbox);
    await Promise.all([postForm(url, fields), postForm(url, fields), postForm(url, fields)]);
    expect((await count()) - before).toBe(3);
  });
});
