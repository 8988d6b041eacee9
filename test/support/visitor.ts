/** A page as a visitor without script sees it. */
export interface Visit {
  readonly status: number;
  readonly headers: Headers;
  readonly location: string | null;
  readonly html: string;
}

/** Somebody with a browser of their own: keeps cookies, follows nothing by itself. */
export interface Visitor {
  readonly get: (path: string) => Promise<Visit>;
  /** Posts a form; the token is taken from the page visited last unless `fields` names one. */
  readonly post: (path: string, fields: Readonly<Record<string, string>>) => Promise<Visit>;
  readonly signIn: (email: string, password: string) => Promise<Visit>;
  readonly cookies: Map<string, string>;
  /** The Set-Cookie lines of the last answer. */
  readonly lastCookies: () => readonly string[];
}

/** A visitor of the site at `url`. */
export function visitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  let token = '';
  let lines: readonly string[] = [];
  const visit = async (path: string, init: RequestInit): Promise<Visit> => {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    lines = response.headers.getSetCookie();
    for (const line of lines) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await response.text();
    token = /name="form" value="([^"]+)"/.exec(html)?.[1] ?? token;
    return { status: response.status, headers: response.headers, location: response.headers.get('location'), html };
  };
  const get = (path: string): Promise<Visit> => visit(path, { method: 'GET' });
  const post = (path: string, fields: Readonly<Record<string, string>>): Promise<Visit> =>
    visit(path, { method: 'POST', body: new URLSearchParams({ form: token, ...fields }) });
  const signIn = async (email: string, password: string): Promise<Visit> => {
    await get('/console/sign-in');
    return post('/console/sign-in', { email, password });
  };
  return { get, post, signIn, cookies, lastCookies: () => lines };
}

/** The id of the form on a page, which makes it one wish however often it is sent. */
export const onceOf = (html: string): string => /name="once" value="([^"]+)"/.exec(html)?.[1] ?? '';
