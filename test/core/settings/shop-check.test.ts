import type { ShopDocument } from '../../../src/core/settings.js';
import { checkShop, MAX_LOGO_BYTES } from '../../../src/core/settings/shop-check.js';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff, 0xe0];
const WEBP = [...Buffer.from('RIFF'), 0x1a, 0x0a, 0x0d, 0x00, ...Buffer.from('WEBP')];

type Logo = NonNullable<ShopDocument['logo']>;
const logo = (contentType: Logo['contentType'], bytes: readonly number[] | Buffer, more: Partial<Logo> = {}): ShopDocument => ({
  logo: { contentType, data: Buffer.from(bytes).toString('base64'), alt: 'Larch', ...more },
  policies: [],
});
/** PNG bytes of this length. */
const pngOf = (length: number): Buffer => Buffer.concat([Buffer.from(PNG), Buffer.alloc(length - PNG.length, 7)]);
const faults = (shop: ShopDocument): string[] => checkShop(shop).map(({ field, pointer, rule }) => `${field} ${pointer} ${rule}`);

describe('what buyers read of a shop', () => {
  test.each<[string, ShopDocument]>([
    ['nothing at all', { policies: [] }],
    ['a PNG', logo('image/png', PNG)],
    ['a JPEG', logo('image/jpeg', JPEG)],
    ['a WebP', logo('image/webp', WEBP)],
    // base64 of 262,144 bytes: 262,144 = 3 x 87,381 + 1, so it ends with ==
    ['a logo of 256 KiB', logo('image/png', pngOf(MAX_LOGO_BYTES))],
    [
      'texts',
      { about: 'Clay.', policies: [{ title: 'Returns', text: 'In 30 days.' }], yourAccountUrl: 'https://shop.example/me' },
    ],
  ])('may be %s', (_what, shop) => {
    expect(checkShop(shop)).toEqual([]);
  });

  test.each<[string, ShopDocument, string[]]>([
    ['a logo of one byte more', logo('image/png', pngOf(MAX_LOGO_BYTES + 1)), ['shop /logo/data logo-size']],
    ['a JPEG that says PNG', logo('image/png', JPEG), ['shop /logo/data logo-bytes']],
    ['an SVG that says PNG', logo('image/png', Buffer.from('<svg onload="alert(1)"/>')), ['shop /logo/data logo-bytes']],
    ['a GIF that says WebP', logo('image/webp', Buffer.from('GIF89a')), ['shop /logo/data logo-bytes']],
    ['a sound in a RIFF', logo('image/webp', Buffer.from('RIFF0000WAVE')), ['shop /logo/data logo-bytes']],
    ['an empty logo', logo('image/png', []), ['shop /logo/data logo-base64']],
    ['a data: address', logo('image/png', [], { data: 'data:image/png;base64,iVBO' }), ['shop /logo/data logo-base64']],
    ['base64 of the web', logo('image/png', [], { data: 'iV-_' }), ['shop /logo/data logo-base64']],
    ['base64 that ends early', logo('image/png', [], { data: 'iVBOR' }), ['shop /logo/data logo-base64']],
    ['a logo without words', logo('image/png', PNG, { alt: ' ' }), ['shop /logo/alt text-empty']],
    [
      'empty texts',
      { about: '\n', policies: [{ title: ' ', text: '\t' }] },
      ['shop /about text-empty', 'shop /policies/0/title text-empty', 'shop /policies/0/text text-empty'],
    ],
    [
      'an account that is a script',
      { policies: [], yourAccountUrl: 'javascript:alert(1)' },
      ['shop /yourAccountUrl web-address'],
    ],
    ['an account of this site', { policies: [], yourAccountUrl: '/me' }, ['shop /yourAccountUrl web-address']],
    ['an account without a host', { policies: [], yourAccountUrl: 'https://' }, ['shop /yourAccountUrl web-address']],
  ])('cannot be %s', (_what, shop, expected) => {
    expect(faults(shop)).toEqual(expected);
  });

  test('says what the bytes of a logo are', () => {
    const [fault] = checkShop(logo('image/png', JPEG));
    expect(fault?.message).toBe('The bytes of the logo are not image/png: they are image/jpeg.');
    expect(checkShop(logo('image/png', Buffer.from('<svg/>')))[0]?.got).toBe('none of PNG, JPEG and WebP');
  });
});
