import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createMailer, type Mail } from '../../src/outbound/mail.js';
import { closedPort } from '../support/peers.js';

const MAIL: Mail = {
  from: 'Larch & Loam <orders@shop.example>',
  to: ['buyer@mail.example'],
  subject: 'Your order 105-2290164-7745012',
  text: 'Thank you.\n.\nA line with one dot, and ünïcode.\n',
  messageId: '<01KXT0.confirmation@pay.shop.example>',
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cartwright-mail-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** A mail server that keeps what it gets; `use` is done with its port. */
async function withServer(
  options: SMTPServerOptions,
  use: (port: number, received: readonly Received[]) => Promise<void>,
): Promise<void> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, done) => {
      let raw = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (raw += chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    await use((server.server.address() as AddressInfo).port, received);
  } finally {
    await new Promise<void>((closed) => server.close(() => closed()));
  }
}
const mailerTo = (port: number, user = '') => createMailer({ smtpUrl: `smtp://${user}127.0.0.1:${port}`, outbox: folder });
const failing = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode });

describe('A mail by SMTP', () => {
  test('arrives once, with its headers and its text', async () => {
    await withServer({}, async (port, received) => {
      expect(await mailerTo(port).send(MAIL)).toEqual({ ok: true });
      expect(received).toHaveLength(1);
      const [{ from, to, raw }] = received as [Received];
      expect({ from, to }).toEqual({ from: 'orders@shop.example', to: ['buyer@mail.example'] });
      expect(raw).toContain('From: "Larch & Loam" <orders@shop.example>\r\n');
      expect(raw).toContain('To: buyer@mail.example\r\n');
      expect(raw).toContain('Subject: Your order 105-2290164-7745012\r\n');
      expect(raw).toContain('Message-ID: <01KXT0.confirmation@pay.shop.example>\r\n');
      expect(raw).toContain('Auto-Submitted: auto-generated\r\n');
      expect(raw).toContain('Thank you.\r\n.\r\nA line with one dot');
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['a subject', { subject: 'Hello\r\nBcc: thief@mail.example\r\n\r\nother text' }],
    ['a subject with a bare line feed', { subject: 'Hello\nBcc: thief@mail.example' }],
    ['a subject with a bare carriage return', { subject: 'Hello\rBcc: thief@mail.example' }],
  ])('gains no header by %s', async (_what, change) => {
    await withServer({}, async (port, received) => {
      expect(await mailerTo(port).send({ ...MAIL, ...change })).toEqual({ ok: true });
      expect(received[0]?.to).toEqual(['buyer@mail.example']);
      expect(received[0]?.raw).not.toMatch(/^Bcc:/im);
      expect(received[0]?.raw).toMatch(/^Subject: Hello Bcc: thief@mail\.example/m);
    });
  });

  test('goes to all who are to get it, without those that are no address', async () => {
    await withServer({}, async (port, received) => {
      const to = ['ann@shop.example', 'nobody', 'ben@shop.example'];
      expect(await mailerTo(port).send({ ...MAIL, to })).toEqual({ ok: true });
      expect(received.map((mail) => mail.to)).toEqual([['ann@shop.example', 'ben@shop.example']]);
    });
  });

  test.each([
    ['two addresses', { to: ['a@mail.example, thief@mail.example'] }, 'The recipient is not one e-mail address.'],
    ['a line break', { to: ['a@mail.example\r\nBcc: thief@mail.example'] }, 'The recipient is not one e-mail address.'],
    ['a group', { to: ['all: a@mail.example, thief@mail.example;'] }, 'The recipient is not one e-mail address.'],
    ['two in brackets', { to: ['x <a@mail.example> <thief@mail.example>'] }, 'The recipient is not one e-mail address.'],
    ['a quoted name', { to: ['"a@mail.example, b" <thief@mail.example>'] }, 'The recipient is not one e-mail address.'],
    ['a sender with a line break', { from: 'A\nBcc: thief@mail.example <a@b.example>' }, 'The sender is not one e-mail address.'],
    ['a message id with a line break', { messageId: '<a@b>\r\nBcc: thief@mail.example' }, 'The message id is not one.'],
    ['a message id with a path', { messageId: '<../../a@b>' }, 'The message id is not one.'],
  ])('with %s is refused for good, and nothing is sent', async (_what, change, because) => {
    await withServer({}, async (port, received) => {
      expect(await mailerTo(port).send({ ...MAIL, ...change })).toEqual({ ok: false, because, retry: false });
      expect(received).toEqual([]);
    });
  });

  test('that the server refuses for now may be tried again', async () => {
    await withServer({ onRcptTo: (_address, _session, done) => done(failing(451)) }, async (port) => {
      const because = 'The mail server refused the mail with 451.';
      expect(await mailerTo(port).send(MAIL)).toEqual({ ok: false, because, retry: true });
    });
  });

  test('that the server refuses for good is not tried again', async () => {
    await withServer({ onRcptTo: (_address, _session, done) => done(failing(550)) }, async (port) => {
      const because = 'The mail server refused the mail with 550.';
      expect(await mailerTo(port).send(MAIL)).toEqual({ ok: false, because, retry: false });
    });
  });

  test('to a server that is away may be tried again', async () => {
    const because = 'The mail server could not be reached (ESOCKET).';
    expect(await mailerTo(await closedPort()).send(MAIL)).toEqual({ ok: false, because, retry: true });
  });

  test('shows its password to nobody who does not encrypt', async () => {
    let shown = false;
    const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) => {
      shown = true;
      done(null, { user: 'shop' });
    };
    await withServer({ onAuth, allowInsecureAuth: true }, async (port, received) => {
      const because =
        'The mail server has no encrypted connection that can be trusted, and without one the password is not sent.';
      expect(await mailerTo(port, 'shop:secret@').send(MAIL)).toEqual({ ok: false, because, retry: true });
      expect(received).toEqual([]);
    });
    expect(shown).toBe(false);
  });
});

describe('A mail without SMTP', () => {
  const mailer = () => createMailer({ smtpUrl: null, outbox: join(folder, 'outbox') });
  const files = (): string[] => readdirSync(join(folder, 'outbox'));

  test('is one file that only its owner reads', async () => {
    expect(await mailer().send(MAIL)).toEqual({ ok: true });
    expect(files()).toEqual(['01KXT0.confirmation@pay.shop.example.eml']);
    const file = join(folder, 'outbox', '01KXT0.confirmation@pay.shop.example.eml');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('To: buyer@mail.example\r\n');
    expect(text).toContain('Message-ID: <01KXT0.confirmation@pay.shop.example>\r\n');
    expect(text).toContain('Thank you.\n.\nA line with one dot');
  });

  test('overwrites itself when it is sent again', async () => {
    await mailer().send(MAIL);
    await mailer().send({ ...MAIL, text: 'Thank you again.' });
    expect(files()).toHaveLength(1);
    expect(readFileSync(join(folder, 'outbox', files()[0] ?? ''), 'utf8')).toContain('Thank you again.');
  });

  test('may be tried again when the folder cannot be written, and leaves nothing half written', async () => {
    writeFileSync(join(folder, 'outbox'), 'a file where the folder should be');
    const outcome = await mailer().send(MAIL);
    expect(outcome).toEqual({
      ok: false,
      because: `The outbox ${join(folder, 'outbox')} could not be written (EEXIST).`,
      retry: true,
    });
    expect(readdirSync(folder)).toEqual(['outbox']);
  });
});
