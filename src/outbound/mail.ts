import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { readMailbox } from '../core/mailbox.js';
import { writeToOutbox } from './mail-outbox.js';
import { codeOf } from './refusal.js';

export interface Mail {
  /** `orders@shop.example` or `Larch & Loam <orders@shop.example>`. */
  readonly from: string;
  /** Addresses, one each; of several, those that are none are left out. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** `<01J….confirmation@pay.shop.example>`: the same at each attempt, so that a mail that came twice shows it. */
  readonly messageId: string;
}

/** `because` is one sentence for the operator; `retry` says whether the same mail may go through later. */
export type MailOutcome = { readonly ok: true } | { readonly ok: false; readonly because: string; readonly retry: boolean };

export interface Mailer {
  readonly send: (mail: Mail) => Promise<MailOutcome>;
}

export interface MailConfig {
  /** `smtp://user:password@host:587` or `smtps://…`; null: mails become files in `outbox`. */
  readonly smtpUrl: string | null;
  readonly outbox: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 30_000;
/** Also the file's name in the outbox: nothing in it has a meaning in a path or a header. */
const MESSAGE_ID = /^<[A-Za-z0-9][A-Za-z0-9._-]{0,127}@[A-Za-z0-9][A-Za-z0-9.-]{0,62}>$/;

/** Sends mails by SMTP or, without it, writes each as an .eml file. Outcomes are returned, never thrown. */
export function createMailer({ smtpUrl, outbox }: MailConfig): Mailer {
  const deliver = smtpUrl === null ? toOutbox(outbox) : bySmtp(smtpUrl);
  return { send: (mail) => sendChecked(mail, deliver) };
}

interface Message {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
}
type Deliver = (message: Message) => Promise<MailOutcome>;

/** Addresses are given on as parts, not as text to be read again: no second recipient can hide in one. */
async function sendChecked({ from, to, subject, text, messageId }: Mail, deliver: Deliver): Promise<MailOutcome> {
  const sender = readMailbox(from);
  const recipients = to.map(readMailbox).filter((mailbox) => mailbox !== null);
  if (sender === null) return { ok: false, because: 'The sender is not one e-mail address.', retry: false };
  if (recipients.length === 0) return { ok: false, because: 'The recipient is not one e-mail address.', retry: false };
  if (!MESSAGE_ID.test(messageId)) return { ok: false, because: 'The message id is not one.', retry: false };
  return deliver({ from: sender, to: recipients, subject: subject.replace(/\p{Cc}+/gu, ' ').trim(), text, messageId });
}

function bySmtp(smtpUrl: string): Deliver {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port === '' ? {} : { port: Number(port) }),
    secure: protocol === 'smtps:',
    // A password never travels unencrypted.
    ...(auth.user === '' ? {} : { auth, requireTLS: true }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  });
  return async (message) => {
    try {
      await transport.sendMail(withHeaders(message));
      return { ok: true };
    } catch (error) {
      return smtpFailure(error);
    }
  };
}

function toOutbox(folder: string): Deliver {
  return async (message) => {
    try {
      const bytes = await new MailComposer(withHeaders(message)).compile().build();
      await writeToOutbox(folder, { name: `${message.messageId.slice(1, -1)}.eml`, bytes });
      return { ok: true };
    } catch (error) {
      return {
        ok: false,
        because: `The outbox ${folder} could not be written (${codeOf(error) || 'no reason given'}).`,
        retry: true,
      };
    }
  };
}

/** Auto-submitted: an absence note does not answer it. Neither files nor addresses of the network get into a mail. */
const withHeaders = (message: Message) => ({
  ...message,
  to: [...message.to],
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** Of these a 5xx is the server's last word on this mail; any other failure is one of the connection. */
const ABOUT_THE_MAIL: readonly string[] = ['EENVELOPE', 'EMESSAGE'];

/** What is not about the mail may be better later: a wrong password once it was mended. */
function smtpFailure(error: unknown): MailOutcome {
  const code = codeOf(error);
  const reply = typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : null;
  if (reply !== null && ABOUT_THE_MAIL.includes(code))
    return { ok: false, because: `The mail server refused the mail with ${reply}.`, retry: reply < 500 };
  const because = FAILURES[code] ?? `The mail server could not be reached (${code || 'no reason given'}).`;
  return { ok: false, because, retry: true };
}

const FAILURES: Readonly<Record<string, string>> = {
  EAUTH: 'The mail server did not accept user and password.',
  ENOAUTH: 'The mail server asks for user and password.',
  ETLS: 'The mail server has no encrypted connection that can be trusted, and without one the password is not sent.',
};
