/**
 * The floor: the same work as one callback of the product, written for nothing but speed. node:http, own form decode, HMAC,
 * XSD, one parse, the product's own arithmetic, the same two signatures, the same durable rows; no masking, no search words,
 * no log, no metrics, no settings to change, no fault to locate.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ServerResponse, createServer } from 'node:http';
import { compileRuleBook } from '../../src/core/rule-book.js';
import { quote } from '../../src/core/quote.js';
import { answerForm, answerXml, bodySignature } from './floor/answer.js';
import { readRequest, validatorOf } from './floor/document.js';
import { decodeForm } from './floor/form.js';
import { groupCommit } from './floor/group-commit.js';
import { exchangeRow } from './floor/row.js';
import { openRows } from './floor/rows.js';
import { readPlan } from './floor/plan.js';

const WINDOW_MS = 900_000;

const plan = readPlan(readFileSync(process.argv[2] ?? '', 'utf8'));
const compiled = compileRuleBook(plan.settings);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
const { book } = compiled;
const validate = validatorOf(plan.schema);
const sealingKey = Buffer.from(plan.sealingKey, 'base64');
const record = groupCommit(await openRows(plan.databaseUrl));

async function answer(body: Buffer, response: ServerResponse): Promise<void> {
  const at = Date.now();
  const form = decodeForm(body);
  const field = (name: string): string => form.get(name)?.toString('latin1') ?? '';
  const xmlBytes = form.get('order-calculations-request') ?? Buffer.alloc(0);
  const [uuid, timestamp, keyId] = [field('UUID'), field('Timestamp'), field('aws-access-key-id')];
  const base = uuid + timestamp;
  if (keyId !== plan.keyId || !isSigned(base, field('Signature')) || Math.abs(at - Date.parse(timestamp)) > WINDOW_MS) {
    response.writeHead(403).end();
    return;
  }
  validate(xmlBytes);
  const xml = xmlBytes.toString('utf8');
  const document = readRequest(xml, at);
  const priced = quote(document.quote, book);
  if (!priced.ok) throw new Error(priced.message);
  const said = answerXml(priced.said, document.addressId, priced.currency);
  const text = answerForm(said, plan.secret, keyId);
  const headers = bodySignature(text, plan.secret, uuid, Math.floor(at / 1000));
  await record(exchangeRow({ at, body, xml, document, answer: text, answerXml: said, headers, keyId, uuid, base }, sealingKey));
  response.writeHead(200, {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function isSigned(base: string, signature: string): boolean {
  const expected = createHmac('sha1', plan.secret).update(base).digest();
  const received = Buffer.from(signature, 'base64');
  return received.length === expected.length && timingSafeEqual(received, expected);
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => {
    if (request.method !== 'POST') return void response.end('ok');
    answer(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks), response).catch(
      (error: unknown) => {
        response.writeHead(500).end(String(error));
      },
    );
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');

process.once('SIGTERM', () => process.exit(0));
