import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { readCallbackAnswer } from '../../src/wire/envelope.js';
import { equalSignature, signBytes } from '../../src/wire/signature.js';
import { requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import { postForm, signedFields, startService, type Answer, type Service } from '../support/service.js';

/** The signed `Error` SERVICE_UNAVAILABLE that old checkouts understand. */
function expectUnavailable(answer: Answer, code: string, service: Service): void {
  expect({ status: answer.status, code: answer.code }).toEqual({ status: 503, code });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  const opened = readCallbackAnswer(answer.text);
  if (!opened.ok) throw new Error(opened.detail);
  expect(opened.xml).toContain('<Error><Code>SERVICE_UNAVAILABLE</Code>');
  expect(opened.xml).toContain('/checkout/2009-05-15/');
  expect(equalSignature(signBytes(service.sandbox.secret, opened.xml), opened.signature ?? '')).toBe(true);
}

eachDatabase('While exchanges cannot be recorded, a callback', (open, dialect) => {
  let service: Service;
  let url: string;
  let xml: string;
  beforeEach(async () => {
    service = await startService((await open()).db);
    url = `${service.url}/sandbox/callbacks/${service.merchantId}`;
    xml = requestXml(service.merchantId);
  });
  afterEach(() => service.close());

  test('gets 503 SHUTTING_DOWN, signed, with Retry-After', async () => {
    await service.recorder.close();
    expectUnavailable(await postForm(url, signedFields(xml, service.sandbox)), 'SHUTTING_DOWN', service);
  });

  test('gets 503 DATABASE_UNAVAILABLE where its row is not taken, and may be sent again later', async () => {
    const fields = signedFields(xml, service.sandbox);
    await service.db.knex.schema.renameTable('exchange_originals', 'originals_away');
    expectUnavailable(await postForm(url, fields), 'DATABASE_UNAVAILABLE', service);
    await service.db.knex.schema.renameTable('originals_away', 'exchange_originals');
    expect((await postForm(url, fields)).status).toBe(200);
  });

  test('that was refused gets 503 too: a refusal is not answered unrecorded', async () => {
    await service.recorder.close();
    const answer = await postForm(url, { 'order-calculations-request': xml });
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 503, code: 'SHUTTING_DOWN' });
    const opened = readCallbackAnswer(answer.text);
    expect(opened).toMatchObject({ ok: true });
    expect(opened).not.toHaveProperty('signature');
  });

  test('that meets a mistake of ours gets 500, tells nobody outside what it was, and says it in the log and the exchange', async () => {
    // A kept answer that cannot be opened: nothing but a direct write puts it there.
    const fields = signedFields(xml, service.sandbox);
    await postForm(url, fields);
    const kept = { status: 200, contentType: 'text/plain', headers: {}, body: 'sealed:SECRET CAUSE' };
    await service.db.knex('replay_keys').update({ answer: JSON.stringify(kept) });
    const answer = await postForm(url, fields);
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 500, code: 'INTERNAL_FAULT' });
    expect(decodeURIComponent(answer.text)).toContain('<Code>INTERNAL_SERVER_ERROR</Code>');
    expect(answer.text).not.toContain('CAUSE');
    expect(await service.exchange(answer.exchange)).toMatchObject({ outcome: 'failed', status: 500, code: 'INTERNAL_FAULT' });
    const line = service.log
      .join('')
      .split('\n')
      .find((text) => text.includes('"level":"error"'));
    expect(line).toContain(answer.exchange ?? '?');
  });

  test('that repeats another whose record does not give its answer byte for byte gets 500, and no other answer', async () => {
    const fields = signedFields(xml, service.sandbox);
    const { exchange } = await postForm(url, fields);
    const [row] = await service.db.knex('exchanges').where({ id: exchange }).select<{ messages: string }[]>('messages');
    const messages = (row?.messages ?? '').replace(/("response":.*"sha256":")[0-9a-f]{64}/, `$1${'0'.repeat(64)}`);
    await service.db.knex('exchanges').where({ id: exchange }).update({ messages });
    const answer = await postForm(url, fields);
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 500, code: 'INTERNAL_FAULT' });
  });

  if (dialect === 'sqlite')
    test('gets 503 OVERLOADED after two seconds in the queue', async () => {
      const other = new Sqlite(service.db.url.slice('sqlite:'.length));
      other.exec('begin exclusive');
      const post = (): ReturnType<typeof postForm> => postForm(url, signedFields(xml, service.sandbox));
      // another job waits for the lock first, then the first post: what comes after it is in the queue for over two seconds
      const ahead = service.db.sqlite!.writer.run([{ sql: 'delete from leases where name = ?', values: ['none'] }]);
      const busy = ahead.catch(() => undefined);
      const first = post();
      await sleep(300);
      const answers = await Promise.all([first, post(), post()]);
      other.exec('rollback');
      other.close();
      await busy;
      const overloaded = answers.filter(({ code }) => code === 'OVERLOADED');
      expect(overloaded.length).toBeGreaterThan(0);
      for (const answer of overloaded) expectUnavailable(answer, 'OVERLOADED', service);
      expect((await postForm(url, signedFields(xml, service.sandbox))).status).toBe(200);
    });
});
