import { type KeyObject, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const OID = {
  commonName: '0603550403',
  ecdsaWithSha256: '06082a8648ce3d040302',
  subjectAltName: '0603551d11',
} as const;

/** A fresh certificate for 127.0.0.1 that only vouches for itself, with its key; nothing of it is kept. */
export function selfSignedCertificate(): { readonly key: string; readonly cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = certificateBody(publicKey);
  const signature = sign('sha256', body, privateKey);
  const whole = node(0x30, body, ALGORITHM, node(0x03, Buffer.of(0), signature));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** What is signed, after RFC 5280: version 3, serial, algorithm, issuer, days, subject, key, names. */
function certificateBody(publicKey: KeyObject): Buffer {
  const name = node(
    0x30,
    node(0x31, node(0x30, Buffer.from(OID.commonName, 'hex'), node(0x0c, Buffer.from('Cartwright sandbox shop')))),
  );
  const loopback = node(0x30, node(0x87, Buffer.of(127, 0, 0, 1)), node(0x82, Buffer.from('localhost')));
  const names = node(0x30, node(0x30, Buffer.from(OID.subjectAltName, 'hex'), node(0x04, loopback)));
  return node(
    0x30,
    node(0xa0, node(0x02, Buffer.of(2))),
    node(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ALGORITHM,
    name,
    node(0x30, time(Date.now() - DAY_MS), time(Date.now() + 30 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    node(0xa3, names),
  );
}

const DAY_MS = 86_400_000;
const ALGORITHM = node(0x30, Buffer.from(OID.ecdsaWithSha256, 'hex'));

/** One DER value: tag, length, contents. */
function node(type: number, ...parts: readonly Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  const { length } = contents;
  const size =
    length < 128 ? Buffer.of(length) : length < 256 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 255);
  return Buffer.concat([Buffer.of(type), size, contents]);
}

/** UTCTime: two digits of the year, as every certificate before 2050 has it. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
  return node(0x17, Buffer.from(digits.slice(2)));
}
