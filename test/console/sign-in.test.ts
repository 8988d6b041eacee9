import { sessionSha256 } from '../../src/store/sessions.js';
import { openConsoleSite, listen, NOON, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { visitor, type Visitor } from '../support/visitor.js';

const HOUR = 3_600_000;
const HOME = '/console/sandbox/exchanges';

eachDatabase('signing in', (open) => {
  let site: ConsoleSite;
  let url: string;
  let close: () => Promise<void>;
  let someone: Visitor;

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    ({ url, close } = await listen(site.app));
  });
  afterAll(() => close());
  beforeEach(async () => {
    site.clock.now += HOUR;
    await site.db.knex('throttles').delete();
    someone = visitor(url);
  });

  const sessionCookie = (visited: Visitor): string => visited.cookies.get('cartwright') ?? '';
  const sessionId = (visited: Visitor): string => decodeURIComponent(sessionCookie(visited)).slice(2).split('.')[0] ?? '';

  test('a page leads to the sign-in page and back to itself', async () => {
    const first = await someone.get('/console/live/exchanges?search=a');
    expect([first.status, first.location]).toEqual([303, '/console/sign-in?to=%2Fconsole%2Flive%2Fexchanges%3Fsearch%3Da']);
    const page = await someone.get(first.location ?? '');
    expect(page.html).toContain('value="/console/live/exchanges?search=a"');
    const done = await someone.post('/console/sign-in', {
      email: site.email,
      password: site.password,
      to: '/console/live/exchanges?search=a',
    });
    expect([done.status, done.location]).toEqual([303, '/console/live/exchanges?search=a']);
    expect((await someone.get('/console/live/exchanges')).status).toBe(200);
  });

  test('an e-mail in another case signs in', async () => {
    expect((await someone.signIn('INES@LarchLoam.example', site.password)).location).toBe(HOME);
  });

  test('a place outside of this site is not gone to', async () => {
    await someone.get('/console/sign-in?to=https://elsewhere.example/');
    const done = await someone.post('/console/sign-in', {
      email: site.email,
      password: site.password,
      to: '//elsewhere.example',
    });
    expect(done.location).toBe(HOME);
  });

  test('a wrong password and an unknown e-mail get the same answer, and the e-mail stays in its field', async () => {
    const wrong = await someone.signIn(site.email, 'not the password');
    const unknown = await someone.signIn('nobody@larchloam.example', 'not the password');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.html).toContain('The e-mail or the password is wrong.');
    expect(unknown.html.replaceAll('nobody@', 'ines@')).toBe(wrong.html);
    expect(someone.cookies.has('cartwright')).toBe(false);
  });

  test('an unknown e-mail takes as long as a wrong password', async () => {
    const timed = async (email: string): Promise<number> => {
      await someone.get('/console/sign-in');
      const began = performance.now();
      await someone.post('/console/sign-in', { email, password: 'x' });
      return performance.now() - began;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      await site.db.knex('throttles').delete();
      known.push(await timed(site.email));
      unknown.push(await timed(`nobody${round}@larchloam.example`));
    }
    const median = (values: number[]): number => values.sort((a, b) => a - b)[3] ?? 0;
    // without the hash of nobody the ratio is under 0.2
    expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
  });

  test('the eleventh attempt at one e-mail in 15 minutes is refused, right password or not, and works after them', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await someone.signIn(site.email, 'wrong');
    const eleventh = await someone.signIn(site.email, site.password);
    expect(eleventh.status).toBe(429);
    expect(eleventh.headers.get('retry-after')).toBe('900');
    expect(eleventh.html).toContain('Try again in 15 min.');
    site.clock.now += 900_000;
    expect((await someone.signIn(site.email, site.password)).status).toBe(303);
  });

  test('attempts at many e-mails from one address are counted together', async () => {
    await someone.signIn('a@larchloam.example', 'wrong');
    expect(await site.db.knex('throttles').where('attempts', 1).update({ attempts: 49 })).toBe(2);
    expect((await someone.signIn('b@larchloam.example', 'wrong')).status).toBe(401);
    expect((await someone.signIn('c@larchloam.example', 'wrong')).status).toBe(429);
  });

  test('a form without the token of this browser is refused', async () => {
    await someone.get('/console/sign-in');
    const foreign = await someone.post('/console/sign-in', { form: 'ab'.repeat(32), email: site.email, password: site.password });
    expect([foreign.status, foreign.html.includes('CSRF_MISMATCH')]).toEqual([403, true]);
    const bare = visitor(url);
    expect((await bare.post('/console/sign-in', { email: site.email, password: site.password })).status).toBe(403);
  });

  test('the session cookie is HttpOnly and SameSite=Lax, and belongs to the site', async () => {
    await someone.signIn(site.email, site.password);
    const line = someone.lastCookies().find((one) => one.startsWith('cartwright=')) ?? '';
    expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('each sign-in gets a new session id, and only its SHA-256 is in the database', async () => {
    await someone.signIn(site.email, site.password);
    const first = sessionId(someone);
    await someone.get('/console/account');
    await someone.post('/console/sign-out', {});
    await someone.signIn(site.email, site.password);
    const second = sessionId(someone);
    expect(second).not.toBe(first);
    const rows = await site.db.knex('sessions').select<{ id_sha256: string; data: string }[]>('*');
    expect(rows.map((row) => row.id_sha256)).toContain(sessionSha256(second));
    expect(JSON.stringify(rows)).not.toContain(second);
  });

  test('a session id that was made up opens nothing', async () => {
    someone.cookies.set('cartwright', 's%3Amadeup.c2lnbmF0dXJl');
    expect((await someone.get(HOME)).status).toBe(303);
  });

  test('signing out ends the session for whoever has its cookie', async () => {
    await someone.signIn(site.email, site.password);
    const thief = visitor(url);
    thief.cookies.set('cartwright', sessionCookie(someone));
    expect((await thief.get(HOME)).status).toBe(200);
    await someone.get('/console/account');
    expect((await someone.post('/console/sign-out', {})).location).toBe('/console/sign-in');
    expect((await thief.get(HOME)).status).toBe(303);
  });

  test('twelve hours without a page end a session, and a page in between moves its end', async () => {
    await someone.signIn(site.email, site.password);
    site.clock.now += 11 * HOUR;
    expect((await someone.get(HOME)).status).toBe(200);
    site.clock.now += 11 * HOUR;
    expect((await someone.get(HOME)).status).toBe(200);
    site.clock.now += 12 * HOUR;
    expect((await someone.get(HOME)).status).toBe(303);
  });
});

eachDatabase('changing the password', (open) => {
  const NEXT = 'a wheel that reads as a C';

  test('ends every other session, keeps this one, and the old password opens nothing', async () => {
    const site = await openConsoleSite((await open()).db);
    const { url, close } = await listen(site.app);
    const here = visitor(url);
    const there = visitor(url);
    await here.signIn(site.email, site.password);
    await there.signIn(site.email, site.password);
    await here.get('/console/account');
    const done = await here.post('/console/account/password', { current: site.password, next: NEXT });
    expect([done.status, done.location]).toEqual([303, '/console/account?changed=yes']);
    expect((await here.get('/console/account?changed=yes')).html).toContain('Your password is changed.');
    expect((await there.get('/console/account')).status).toBe(303);
    expect((await visitor(url).signIn(site.email, site.password)).status).toBe(401);
    expect((await visitor(url).signIn(site.email, NEXT)).status).toBe(303);
    await close();
  });

  test('says which field is wrong, beside it and in a list on top', async () => {
    const site = await openConsoleSite((await open()).db);
    const { url, close } = await listen(site.app);
    const here = visitor(url);
    await here.signIn(site.email, site.password);
    await here.get('/console/account');
    const short = await here.post('/console/account/password', { current: site.password, next: 'short' });
    expect(short.status).toBe(422);
    expect(short.html).toContain('<a href="#next">Use 12 to 200 characters. You typed 5.</a>');
    const wrong = await here.post('/console/account/password', { current: 'wrong', next: NEXT });
    expect(wrong.html).toContain('<p class="hint" id="current-hint">This is not your current password.</p>');
    const same = await here.post('/console/account/password', { current: site.password, next: site.password });
    expect(same.html).toContain('The new password is the one you have.');
    const foreign = await here.post('/console/account/password', { form: 'x', current: site.password, next: NEXT });
    expect(foreign.status).toBe(403);
    await close();
  });
});

eachDatabase('behind https', (open) => {
  test('the cookies are Secure and bound to the host', async () => {
    const site = await openConsoleSite((await open()).db, 'https://pay.larchloam.example', NOON);
    const { url, close } = await listen(site.app);
    const someone = visitor(url);
    const page = await someone.get('/console/sign-in');
    expect(someone.lastCookies()[0]).toMatch(/^__Host-cartwright-form=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(page.headers.get('strict-transport-security')).toContain('max-age=');
    await someone.signIn(site.email, site.password);
    expect(someone.lastCookies().join()).toMatch(/^__Host-cartwright=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await someone.get(HOME)).status).toBe(200);
    await close();
  });
});
