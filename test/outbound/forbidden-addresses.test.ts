import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { whyForbidden } from '../../src/outbound/address.js';
import { answering, loopback, requestTo } from '../support/guarded.js';
import { httpPeer, type Peer } from '../support/peers.js';

/** Every way to write an address that is nobody's public one; PORT is a port of this machine where somebody listens. */
const FORBIDDEN: readonly (readonly [form: string, url: string, because: string])[] = [
  ['loopback', 'http://127.0.0.1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['loopback elsewhere in 127/8', 'http://127.8.9.10:PORT/', 'a loopback address'],
  ['decimal', 'http://2130706433:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['octal', 'http://0177.0.0.1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['octal as a whole', 'http://017700000001:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['hexadecimal', 'http://0x7f.0.0.1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['hexadecimal as a whole', 'http://0x7f000001:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['short', 'http://127.1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['mixed', 'http://0x7f.1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['a dot at the end', 'http://127.0.0.1.:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['full-width digits', 'http://１２７.０.０.１:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['circled digits', 'http://①②⑦.⓪.⓪.①:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['ideographic dots', 'http://127。0。0。1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['percent-encoded', 'http://%31%32%37.0.0.1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['a line break inside', 'http://127.0\n.0.1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['a fragment that looks like a host', 'http://127.0.0.1:PORT#@shop.example/', 'is at a loopback address, 127.0.0.1'],
  ['a third slash', 'http:///127.0.0.1:PORT/', 'is at a loopback address, 127.0.0.1'],
  ['backslashes', 'http:\\\\127.0.0.1:PORT\\', 'is at a loopback address, 127.0.0.1'],
  ['IPv6 loopback', 'http://[::1]:PORT/', 'is at a loopback address, ::1'],
  ['IPv6 loopback in full', 'http://[0:0:0:0:0:0:0:1]:PORT/', 'is at a loopback address, ::1'],
  ['IPv4-mapped', 'http://[::ffff:127.0.0.1]:PORT/', 'is at an IPv4 address in IPv6 form'],
  ['IPv4-mapped in hexadecimal', 'http://[::ffff:7f00:1]:PORT/', 'is at an IPv4 address in IPv6 form'],
  ['IPv4-mapped, of a public address', 'http://[::ffff:93.184.215.14]:PORT/', 'is at an IPv4 address in IPv6 form'],
  ['IPv4-compatible', 'http://[::127.0.0.1]:PORT/', 'is at a reserved address'],
  ['IPv4-translated', 'http://[::ffff:0:127.0.0.1]:PORT/', 'is at an IPv4 address in IPv6 form'],
  ['6to4 of loopback', 'http://[2002:7f00:1::]:PORT/', 'is at a 6to4 address'],
  ['Teredo', 'http://[2001:0:4136:e378:8000:63bf:807f:fffe]:PORT/', 'is at a Teredo address'],
  ['NAT64', 'http://[64:ff9b::127.0.0.1]:PORT/', 'is at a NAT64 address'],
  ['NAT64 of a local network', 'http://[64:ff9b:1::10.0.0.1]:PORT/', 'is at a NAT64 address'],
  ['unspecified', 'http://0.0.0.0:PORT/', 'is at an unspecified address'],
  ['unspecified as a digit', 'http://0:PORT/', 'is at an unspecified address, 0.0.0.0'],
  ['unspecified network', 'http://0.1.2.3:PORT/', 'is at an unspecified address'],
  ['IPv6 unspecified', 'http://[::]:PORT/', 'is at an unspecified address'],
  ['private 10/8', 'http://10.0.0.1:PORT/', 'is at a private address'],
  ['private 172.16/12', 'http://172.31.255.254:PORT/', 'is at a private address'],
  ['private 192.168/16', 'http://192.168.1.1:PORT/', 'is at a private address'],
  ['the metadata service', 'http://169.254.169.254/latest/meta-data/', 'is at a link-local address'],
  ['the metadata service of another cloud', 'http://100.100.100.200/', 'is at a carrier-grade NAT address'],
  ["a cloud's own host", 'http://168.63.129.16/', 'is at a reserved address'],
  ['carrier-grade NAT', 'http://100.64.0.1:PORT/', 'is at a carrier-grade NAT address'],
  ['multicast', 'http://224.0.0.1:PORT/', 'is at a multicast address'],
  ['broadcast', 'http://255.255.255.255:PORT/', 'is at the broadcast address'],
  ['documentation 192.0.2/24', 'http://192.0.2.1:PORT/', 'is at a reserved address'],
  ['documentation 198.51.100/24', 'http://198.51.100.1:PORT/', 'is at a reserved address'],
  ['documentation 203.0.113/24', 'http://203.0.113.1:PORT/', 'is at a reserved address'],
  ['benchmarking', 'http://198.18.0.1:PORT/', 'is at a reserved address'],
  ['protocol assignments', 'http://192.0.0.192:PORT/', 'is at a reserved address'],
  ['former class E', 'http://240.0.0.1:PORT/', 'is at a reserved address'],
  ['IPv6 link-local', 'http://[fe80::1]:PORT/', 'is at a link-local address'],
  ['IPv6 site-local', 'http://[fec0::1]:PORT/', 'is at a reserved address'],
  ['IPv6 unique local', 'http://[fd00:ec2::254]:PORT/', 'is at a private address'],
  ['IPv6 multicast', 'http://[ff02::1]:PORT/', 'is at a multicast address'],
  ['IPv6 documentation', 'http://[2001:db8::1]:PORT/', 'is at a reserved address'],
  ['IPv6 that nobody was given', 'http://[4000::1]:PORT/', 'is at a reserved address'],
  ['localhost', 'http://localhost:PORT/', 'has the name localhost, which leads to a loopback address'],
  ['localhost in capitals with a dot', 'http://LOCALHOST.:PORT/', 'has the name localhost, which leads to a loopback address'],
  ['a name under localhost', 'http://shop.localhost:PORT/', 'has the name shop.localhost, which leads to a loopback address'],
  ['a mail server', 'http://93.184.215.14:25/', 'is at port 25; below 1,024 only 80 and 443 are called'],
  ['port 0', 'http://93.184.215.14:0/', 'is at port 0; below 1,024 only 80 and 443 are called'],
];

const UNREADABLE: readonly (readonly [form: string, url: string, because: string])[] = [
  ['a user', 'http://shop.example@127.0.0.1:PORT/', 'has a URL with a user name or password in it'],
  ['a password only', 'http://:secret@127.0.0.1:PORT/', 'has a URL with a user name or password in it'],
  ['a zone id', 'http://[fe80::1%25lo]:PORT/', 'has a URL that cannot be read'],
  ['a zone id unescaped', 'http://[::1%lo]:PORT/', 'has a URL that cannot be read'],
  ['no host', 'http://', 'has a URL that cannot be read'],
  ['a port and no host', 'http://:80/', 'has a URL that cannot be read'],
  ['a dot for a host', 'http://./', 'has a URL without a host'],
  ['a port that is none', 'http://shop.example:65536/', 'has a URL that cannot be read'],
  ['five parts', 'http://127.0.0.1.1/', 'has a URL that cannot be read'],
  ['an octet above 255', 'http://127.0.0.256/', 'has a URL that cannot be read'],
  ['a file', 'file:///etc/passwd', 'has a URL that is neither https nor http'],
  ['gopher', 'gopher://127.0.0.1:PORT/_x', 'has a URL that is neither https nor http'],
  ['data', 'data:text/plain,x', 'has a URL that is neither https nor http'],
  ['no scheme', '127.0.0.1:PORT/', 'has a URL that cannot be read'],
  ['3,000 characters', `http://shop.example/${'x'.repeat(3000)}`, 'has a URL of more than 2,048 characters'],
];

/** Addresses that a name may lead to, and what kind they are. */
const BEHIND_NAMES = [
  '127.0.0.1',
  '::1',
  '10.1.2.3',
  '169.254.169.254',
  '::ffff:10.0.0.1',
  'fe80::1%eth0',
  'fd00::1',
  'no address',
];

describe('The guard of the network', () => {
  let peer: Peer;
  let reached: number;
  beforeAll(async () => {
    peer = await httpPeer((_request, response) => {
      reached++;
      response.end('reached');
    });
  });
  beforeEach(() => (reached = 0));
  afterAll(() => peer.close());
  const at = (url: string): string => url.replace('PORT', String(peer.port));

  test.each(FORBIDDEN)('refuses %s before anything is sent, the second time as well', async (_form, url, because) => {
    const before = peer.connections();
    const fetch = createGuardedFetch();
    for (const attempt of [1, 2]) {
      const answer = await fetch(requestTo(at(url), { headers: { attempt: String(attempt) } }));
      expect(answer).toMatchObject({ ok: false, cause: 'address-forbidden' });
      expect(answer.ok || answer.because).toContain(because);
    }
    expect(peer.connections()).toBe(before);
  });

  test.each(UNREADABLE)('refuses a URL with %s', async (_form, url, because) => {
    const before = peer.connections();
    expect(await createGuardedFetch()(requestTo(at(url)))).toMatchObject({ ok: false, cause: 'url-invalid', because });
    expect(peer.connections()).toBe(before);
  });

  test.each(BEHIND_NAMES)('refuses a name that leads to %s, and does not tell the address', async (address) => {
    const fetch = createGuardedFetch({ resolve: answering([address]) });
    const answer = await fetch(requestTo(at('http://shop.example:PORT/')));
    expect(answer).toMatchObject({ ok: false, cause: 'address-forbidden' });
    expect(answer.ok || answer.because).toMatch(/^has the name shop\.example, which leads to an? [a-zA-Z]/);
    expect(answer.ok || answer.because).not.toContain(address);
    expect(reached).toBe(0);
  });

  test('refuses a name whole of which one address is private', async () => {
    const fetch = createGuardedFetch({ resolve: answering(['93.184.215.14', '127.0.0.1']) });
    expect(await fetch(requestTo(at('http://shop.example:PORT/')))).toMatchObject({ cause: 'address-forbidden' });
    expect(reached).toBe(0);
  });

  test('asks once for each call, and dials what was checked: a name that turns to loopback is refused at the next call', async () => {
    // The leave of this test stands for a public address: what is allowed is dialled like one.
    const resolve = answering(['127.0.0.1'], ['127.0.0.2']);
    const fetch = createGuardedFetch({ resolve });
    const request = requestTo(at('http://shop.example:PORT/'), loopback(peer.port));
    expect(await fetch(request)).toMatchObject({ ok: true, status: 200 });
    expect(resolve.asked).toEqual(['shop.example']);
    expect(await fetch(request)).toMatchObject({ ok: false, cause: 'address-forbidden' });
    expect(resolve.asked).toEqual(['shop.example', 'shop.example']);
    expect(reached).toBe(1);
  });

  test('does not follow a redirect to a forbidden address: the redirect is the answer', async () => {
    const sending = await httpPeer((_request, response) => {
      response.writeHead(307, { location: at('http://127.0.0.1:PORT/') }).end();
    });
    const answer = await createGuardedFetch()(requestTo(`http://127.0.0.1:${sending.port}/`, loopback(sending.port)));
    expect(answer).toMatchObject({ ok: true, status: 307, headers: { location: at('http://127.0.0.1:PORT/') } });
    expect(reached).toBe(0);
    await sending.close();
  });
});

describe('A peer that is allowed', () => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await httpPeer((_request, response) => void response.end('reached'));
  });
  afterAll(() => peer.close());
  const fetch = createGuardedFetch({ resolve: answering(['127.0.0.1']) });

  test.each(['127.0.0.1', 'localhost', 'shop.localhost', 'shop.example', '0x7f.1'])(
    'is reached in the sandbox as %s',
    async (host) => {
      const answer = await fetch(requestTo(`http://${host}:${peer.port}/`, loopback(peer.port)));
      expect(answer).toMatchObject({ ok: true, status: 200, body: Buffer.from('reached') });
    },
  );

  test('is not reached in the live environment', async () => {
    const live = requestTo(`https://127.0.0.1:${peer.port}/`, { ...loopback(peer.port), environment: 'live' });
    expect(await fetch(live)).toMatchObject({ ok: false, cause: 'address-forbidden' });
  });

  test('is a port of its own: the next one is as forbidden as before', async () => {
    const answer = await fetch(requestTo(`http://127.0.0.1:${peer.port}/`, loopback(peer.port + 1)));
    expect(answer).toMatchObject({ ok: false, cause: 'address-forbidden' });
  });

  test('is an address of its own: another loopback address is as forbidden as before', async () => {
    const answer = await fetch(requestTo(`http://127.0.0.2:${peer.port}/`, loopback(peer.port)));
    expect(answer).toMatchObject({ ok: false, cause: 'address-forbidden' });
  });
});

test('https is demanded in the live environment, and where the caller demands it', async () => {
  const because = 'has an http URL, and only https is called there';
  const fetch = createGuardedFetch();
  const live = requestTo('http://93.184.215.14/', { environment: 'live' });
  expect(await fetch(live)).toMatchObject({ ok: false, cause: 'url-invalid', because });
  const demanded = requestTo('http://93.184.215.14/', { requireHttps: true });
  expect(await fetch(demanded)).toMatchObject({ ok: false, cause: 'url-invalid', because });
});

test.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '1.1.1.1', '172.32.0.1', '100.128.0.1'])(
  'the public address %s is not forbidden',
  (address) => {
    expect(whyForbidden(address)).toBeNull();
  },
);
