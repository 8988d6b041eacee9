import { gzipSync } from 'node:zlib';
import type { SettingsKind } from '../../src/core/settings.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { readCallbackAnswer } from '../../src/wire/envelope.js';
import { equalSignature, signBytes } from '../../src/wire/signature.js';
import { callApi, MUGS } from '../support/api.js';
import { requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import { postForm, signedFields, startService, without, type Answer, type Service } from '../support/service.js';

const NO_ANSWER = 'The settings of this shop cannot be used until its owner corrects them.';

eachDatabase('Settings that somebody broke in the database', (open) => {
  let service: Service;
  beforeEach(async () => {
    service = await startService((await open()).db);
  });
  afterEach(() => service.close());

  /** Writes past every check, as a hand with a database client does. */
  async function overwrite(kind: SettingsKind, document: Buffer | object): Promise<void> {
    const bytes = Buffer.isBuffer(document) ? document : gzipSync(JSON.stringify(document));
    const where = { environment_id: `${service.merchantId}-sandbox`, kind };
    await service.db.knex('settings').where(where).update({ document: bytes });
  }
  const post = (fields: Record<string, string>): Promise<Answer> =>
    postForm(`${service.url}/sandbox/callbacks/${service.merchantId}`, fields);
  const signed = (): Record<string, string> => signedFields(requestXml(service.merchantId), service.sandbox);
  const overOne = { rules: [{ region: { kind: 'state', state: 'WA' }, rate: '8.25' }] };

  test.each<[string, SettingsKind, Buffer | object]>([
    ['against the rules', 'taxes', overOne],
    ['of another form', 'shipping', { currency: 'USD', methods: [{ id: 'standard' }] }],
    ['that are no document', 'promotions', Buffer.from('promotions')],
  ])('%s answer a callback with a signed Error and 200, and tell the log', async (_how, kind, document) => {
    await overwrite(kind, document);
    const answer = await post(signed());
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 200, code: 'SETTINGS_UNREADABLE' });
    const opened = readCallbackAnswer(answer.text);
    if (!opened.ok) throw new Error(opened.detail);
    expect(opened.xml).toContain(`<Error><Code>INTERNAL_SERVER_ERROR</Code><Message>${NO_ANSWER}</Message></Error>`);
    expect(equalSignature(signBytes(service.sandbox.secret, opened.xml), opened.signature ?? '')).toBe(true);
    const line = service.log
      .join('')
      .split('\n')
      .find((text) => text.includes('"level":"error"'));
    expect(line).toContain(answer.exchange ?? '?');
    expect(line).toContain('SETTINGS_UNREADABLE');
  });

  test('stand in the exchange with document and place', async () => {
    await overwrite('taxes', overOne);
    const answer = await post(signed());
    expect(await service.exchange(answer.exchange)).toMatchObject({
      outcome: 'refused',
      code: 'SETTINGS_UNREADABLE',
      faults: [{ rule: 'settings-unreadable' }, { rule: 'rate-range', field: 'taxes', pointer: '/rules/0/rate' }],
    });
  });

  test('let nobody in: an unsigned callback is refused as ever', async () => {
    await overwrite('policies', { unsignedCallbacks: 'perhaps' });
    const answer = await post(without(without(signed(), 'Signature'), 'aws-access-key-id'));
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 403, code: 'SIGNATURE_MISSING' });
  });

  test('are 500 SETTINGS_UNREADABLE for a quote', async () => {
    await overwrite('taxes', overOne);
    const answer = await callApi(service, 'POST', '/v1/quotes', { json: MUGS });
    expect([answer.status, answer.code]).toEqual([500, 'SETTINGS_UNREADABLE']);
    expect(answer.body.faults).toMatchObject([{ field: 'taxes', pointer: '/rules/0/rate' }]);
  });

  test('can be mended one document after the other', async () => {
    await overwrite('taxes', overOne);
    await overwrite('policies', { taxBase: 'sideways' });
    const put = (kind: SettingsKind): ReturnType<typeof callApi> =>
      callApi(service, 'PUT', `/v1/settings/${kind}`, { json: DEMO_SETTINGS[kind] });
    const first = await put('taxes');
    expect([first.status, first.code]).toEqual([200, null]);
    expect(await service.exchange(first.exchange)).toMatchObject({
      outcome: 'warned',
      faults: [{ rule: 'policy-choice', severity: 'warning', field: 'policies' }],
    });
    expect((await post(signed())).code).toBe('SETTINGS_UNREADABLE');
    expect((await put('policies')).status).toBe(200);
    expect((await post(signed())).code).toBeNull();
  });

  test('that are no document can be put anew', async () => {
    await overwrite('promotions', Buffer.from('promotions'));
    const read = await callApi(service, 'GET', '/v1/settings/promotions');
    expect([read.status, read.code]).toEqual([500, 'SETTINGS_UNREADABLE']);
    expect((await callApi(service, 'PUT', '/v1/settings/promotions', { json: DEMO_SETTINGS.promotions })).status).toBe(200);
    expect((await post(signed())).code).toBeNull();
  });
});
