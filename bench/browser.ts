import { header } from './answer-check.js';
import { type Connection, openConnection } from './connection.js';

/** A page or a redirect as a browser gets it. */
export interface Visit {
  readonly status: number;
  /** Empty where there is none. */
  readonly location: string;
  readonly html: string;
  /** The request as it went out, and how long the body of the answer was. */
  readonly sent: string;
  readonly bytes: number;
}

/** One buyer's browser on a connection of its own: keeps cookies and the hidden fields of the page seen last; runs no scripts. */
export interface Browser {
  get(path: string): Promise<Visit>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Visit>;
  /** The same browser on a second connection: the same cookies, the same page. */
  twin(): Promise<Browser>;
  close(): void;
}

const HIDDEN = /<input type="hidden" name="(formToken|version|choice|total|confirmed)" value="([^"]*)"/g;

type Memory = Map<string, string>;

/** Throws where nobody listens; a visit throws where the connection breaks before the answer is there. */
export async function openBrowser(port: number): Promise<Browser> {
  return browserOn(port, await openConnection(port), { cookies: new Map(), hidden: new Map() });
}

function browserOn(port: number, connection: Connection, { cookies, hidden }: { cookies: Memory; hidden: Memory }): Browser {
  const visit = async (start: string, body: string): Promise<Visit> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = `${start} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\nAccept: text/html\r\n${
      cookie === '' ? '' : `Cookie: ${cookie}\r\n`
    }${body === '' ? '' : 'Content-Type: application/x-www-form-urlencoded\r\n'}Content-Length: ${body.length}\r\n\r\n${body}`;
    const { status, head, body: answer } = await connection.post(sent);
    const [name = '', value = ''] = (header(head, 'set-cookie').split(';')[0] ?? '').split('=');
    if (name !== '') cookies.set(name, value);
    const html = answer.toString('utf8');
    for (const [, field = '', text = ''] of html.matchAll(HIDDEN)) hidden.set(field, text);
    return { status, location: header(head, 'location'), html, sent, bytes: answer.length };
  };
  return {
    get: (path) => visit(`GET ${path}`, ''),
    post: (path, fields) => visit(`POST ${path}`, new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }).toString()),
    twin: async () => browserOn(port, await openConnection(port), { cookies: new Map(cookies), hidden: new Map(hidden) }),
    close: () => connection.close(),
  };
}
