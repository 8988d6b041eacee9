import type { Reach } from '../reach.js';
import { Stop } from '../stop.js';
import { fieldsOf, type PageForm, readForms } from './forms.js';

/** A page that a browser shows. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly forms: readonly PageForm[];
  /** Cartwright-Code, where the page is a refusal. */
  readonly code: string | null;
  readonly exchange: string | null;
  /** The pages that redirected here, oldest first. */
  readonly through: readonly string[];
}

/** One person's browser: cookies kept, redirects followed, no scripts. */
export interface Browser {
  readonly visit: (url: string, from?: string) => Promise<Page>;
  /** Sends a form of a page, its hidden fields and what is filled in; presses the button that is named. */
  readonly send: (page: Page, form: PageForm, filled?: Readonly<Record<string, string>>) => Promise<Page>;
  /** Sends a form of another site: cookies that are SameSite=Lax stay at home. */
  readonly sendAcross: (action: string, fields: readonly (readonly [string, string])[], from: string) => Promise<Page>;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly lax: boolean;
}
interface Sending {
  readonly method: 'GET' | 'POST';
  readonly body?: string;
  readonly from?: string | undefined;
  readonly across: boolean;
}

const MAX_REDIRECTS = 10;

export function openBrowser(reach: Reach): Browser {
  const jars = new Map<string, Map<string, Cookie>>();
  const go = async (url: string, sending: Sending, through: readonly string[] = []): Promise<Page> => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, Cookie>();
    jars.set(origin, jar);
    const response = await request(reach, { url, ...sending }, [...jar.values()]);
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      if (through.length >= MAX_REDIRECTS) throw new Error(`${url} redirects and redirects`);
      await response.arrayBuffer();
      // Seen from the browser the page behind a redirect is a navigation of its own: Lax cookies go along.
      return go(new URL(location, url).href, { method: 'GET', from: sending.from, across: false }, [...through, url]);
    }
    const html = await response.text();
    return {
      url,
      status: response.status,
      html,
      forms: readForms(html),
      code: response.headers.get('cartwright-code'),
      exchange: response.headers.get('cartwright-exchange'),
      through,
    };
  };
  const press = (page: Page, form: PageForm, filled: Readonly<Record<string, string>>): Promise<Page> => {
    const fields = fieldsOf(form);
    for (const [name, value] of Object.entries(filled)) fields.set(name, value);
    const action = new URL(form.action === '' ? page.url : form.action, page.url);
    const text = new URLSearchParams([...fields]).toString();
    if (form.method === 'post') return go(action.href, { method: 'POST', body: text, from: page.url, across: false });
    action.search = text;
    return go(action.href, { method: 'GET', from: page.url, across: false });
  };
  return {
    visit: (url, from) => go(url, { method: 'GET', from, across: false }),
    send: async (page, form, filled = {}) => {
      const answer = await press(page, form, filled);
      const again = reach.isPatient && isChanged(answer) ? answer.forms.find((one) => isSame(one, form)) : undefined;
      return again === undefined ? answer : press(answer, again, filled);
    },
    sendAcross: (action, fields, from) => {
      const body = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
      return go(action, { method: 'POST', body, from, across: true });
    },
  };
}

/** The first try of a form that was sent twice may have counted, and what it left is another version of the checkout. */
const isChanged = ({ code, url }: Page): boolean =>
  code === 'CHECKOUT_CHANGED' || new URL(url).searchParams.get('notice') === 'changed';

const isSame = (one: PageForm, other: PageForm): boolean =>
  one.action === other.action && one.controls.map(({ name }) => name).join() === other.controls.map(({ name }) => name).join();

async function request(
  reach: Reach,
  { url, method, body, from, across }: Sending & { readonly url: string },
  cookies: readonly Cookie[],
): Promise<Response> {
  const sent = cookies.filter(({ lax }) => !across || !lax).map(({ name, value }) => `${name}=${value}`);
  const headers = {
    accept: 'text/html',
    ...(sent.length === 0 ? {} : { cookie: sent.join('; ') }),
    ...(from === undefined ? {} : { referer: across ? `${new URL(from).origin}/` : from }),
    ...(method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(from ?? url).origin }),
    'sec-fetch-site': across ? 'cross-site' : 'same-origin',
  };
  try {
    return await reach(url, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
  } catch (error) {
    const { cause, message } = error as { cause?: { code?: unknown }; message?: unknown };
    const reason = typeof cause?.code === 'string' ? cause.code : String(message);
    throw new Stop(
      3,
      `Nobody answers at ${new URL(url).origin} (${reason}). Start Cartwright with "npm start" or "npm run demo".`,
    );
  }
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const named = (text: string): boolean => attributes.some((attribute) => attribute.toLowerCase() === text);
  if (value === '' || named('max-age=0')) jar.delete(name);
  // Browsers take a cookie that says nothing of SameSite as Lax.
  else jar.set(name, { name, value, lax: !named('samesite=none') });
}
