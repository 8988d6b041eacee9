import { readCallbackDocument } from '../../src/wire/calculation.js';
import type { ErrorCode } from '../../src/errors.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { exampleXml } from '../support/wire-examples.js';

const MIB = 1024 * 1024;
const LATE = exampleXml('order-calculations-request', '2009-05-15');
const EARLY = exampleXml('order-calculations-request', '2008-11-30');

beforeAll(loadSchemas);

function swap(xml: string, from: string | RegExp, to: string): string {
  const changed = xml.replace(from, () => to);
  if (changed === xml) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
}

const nested = (levels: number): string => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
const inCustomData = (inside: string): string => swap(LATE, '<session>7f3a</session>', inside);
const utf16 = (xml: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, 'utf16le')]);
const items = (count: number): string =>
  swap(
    EARLY,
    /<Items>[\s\S]*<\/Items>/,
    `<Items>${'<Item><SKU>A</SKU><MerchantId>A</MerchantId><Title>t</Title><Price><Amount>1</Amount></Price></Item>'.repeat(count)}</Items>`,
  );

type Row = [what: string, code: ErrorCode, rule: string, said: string, xml: string | Buffer];

const HOSTILE: readonly Row[] = [
  ['over 1 MiB', 'XML_TOO_LARGE', 'xml-size', 'at most 1048576', 'a'.repeat(MIB + 1)],
  ['UTF-16 with a byte order mark', 'XML_ENCODING_WRONG', 'xml-encoding', 'UTF-16', utf16(LATE)],
  ['UTF-16 without one', 'XML_ENCODING_WRONG', 'xml-encoding', 'UTF-16', Buffer.from(LATE, 'utf16le')],
  ['UTF-32', 'XML_ENCODING_WRONG', 'xml-encoding', 'UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 60])],
  ['Latin-1 bytes', 'XML_ENCODING_WRONG', 'xml-encoding', 'byte E9', Buffer.from(swap(LATE, 'Blue mug', 'Caf\u00e9'), 'latin1')],
  ['Latin-1 declared', 'XML_ENCODING_WRONG', 'xml-encoding', 'ISO-8859-1', swap(LATE, 'UTF-8', 'ISO-8859-1')],
  ['US-ASCII declared and more sent', 'XML_ENCODING_WRONG', 'xml-encoding', 'US-ASCII', swap(LATE, 'UTF-8', 'US-ASCII')],
  [
    'an overlong UTF-8 sequence',
    'XML_ENCODING_WRONG',
    'xml-encoding',
    'byte C0',
    Buffer.concat([Buffer.from('<a>'), Buffer.from([0xc0, 0xaf]), Buffer.from('</a>')]),
  ],
  ['a NUL', 'XML_MALFORMED', 'xml-nul', 'NUL', swap(LATE, 'Blue', 'Bl\u0000ue')],
  [
    'a document type',
    'XML_DOCTYPE_REFUSED',
    'xml-doctype',
    'DOCTYPE',
    swap(LATE, '<OrderC', '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">\n<OrderC'),
  ],
  [
    'a billion laughs',
    'XML_DOCTYPE_REFUSED',
    'xml-doctype',
    'DOCTYPE',
    `<!DOCTYPE a [${'<!ENTITY b "&a;&a;&a;">'.repeat(9)}]><a>&b;</a>`,
  ],
  [
    'a document type after comments',
    'XML_DOCTYPE_REFUSED',
    'xml-doctype',
    'DOCTYPE',
    `\ufeff<?xml version="1.0"?> <!-- > <a> --> <?p q?><!doctype a><a/>`,
  ],
  ['a document type inside the root', 'XML_DOCTYPE_REFUSED', 'xml-doctype', 'document type', '<a><!DOCTYPE b></a>'],
  ['an entity of its own', 'XML_MALFORMED', 'xml-entity', '&amp;', swap(LATE, 'Blue', '&b;')],
  ['65 levels', 'XML_TOO_DEEP', 'xml-depth', '64', nested(65)],
  ['100,000 levels', 'XML_TOO_DEEP', 'xml-depth', '64', nested(100_000)],
  ['65 levels, most of them in custom data', 'XML_TOO_DEEP', 'xml-depth', '64', inCustomData(nested(62))],
  ['a second root', 'XML_MALFORMED', 'xml-second-root', 'one root', `${LATE}<a/>`],
  ['text behind the root', 'XML_MALFORMED', 'xml-outside-root', 'outside', `${LATE}text`],
  ['no root at all', 'XML_MALFORMED', 'xml-no-root', 'no root', '<!-- -->'],
  ['nothing', 'XML_MALFORMED', 'xml-no-root', 'no root', ''],
  ['a document cut short', 'XML_MALFORMED', 'xml-unclosed', 'cut short', LATE.slice(0, 700)],
  [
    'an attribute twice',
    'XML_MALFORMED',
    'xml-attribute-doubled',
    'twice',
    swap(LATE, '<CartCustomData>', '<CartCustomData a="1" a="2">'),
  ],
  ['an unknown prefix in custom data', 'XML_MALFORMED', 'xml-prefix', 'not bound', inCustomData('<shop:session/>')],
  ['a namespace that is no URI', 'XML_MALFORMED', 'xml-malformed', 'URI', inCustomData('<a xmlns="a b"/>')],
  [
    'an instruction that only one parser reads',
    'XML_MALFORMED',
    'xml-malformed',
    'not well formed',
    swap(LATE, '<OrderC', '<?x?y z?><OrderC'),
  ],
  [
    'an instruction in front that only one parser reads',
    'XML_MALFORMED',
    'xml-malformed',
    'not well formed',
    LATE.replace('<?xml ', '<?xm?l '),
  ],
  ['a hyphen behind a prefix', 'XML_MALFORMED', 'xml-malformed', 'QName', inCustomData('<s:-a xmlns:s="urn:s"/>')],
  [
    '257 attributes in a tag',
    'SCHEMA_FAULT',
    'xml-attributes',
    '256',
    inCustomData(`<a ${Array.from({ length: 257 }, (_, index) => `a${index}=""`).join(' ')}/>`),
  ],
  [
    '80,000 elements',
    'SCHEMA_FAULT',
    'xml-elements',
    '75000',
    swap(LATE, '<CallbackOrders>', `${'<a/>'.repeat(80_000)}<CallbackOrders>`),
  ],
  [
    'a namespace without its last slash',
    'NAMESPACE_UNKNOWN',
    'namespace-unknown',
    'slash',
    swap(LATE, '2009-05-15/', '2009-05-15'),
  ],
  ['no namespace', 'NAMESPACE_UNKNOWN', 'namespace-unknown', 'no namespace', swap(LATE, / xmlns="http:\/\/pay[^"]*"/, '')],
  [
    'a namespace that has no callbacks',
    'NAMESPACE_UNKNOWN',
    'namespace-unknown',
    '2008-06-15',
    swap(LATE, '2009-05-15/', '2008-06-15/'),
  ],
  [
    'an answer where a request belongs',
    'ROOT_UNKNOWN',
    'root-unknown',
    'OrderCalculationsRequest',
    exampleXml('order-calculations-response', '2009-05-15'),
  ],
  [
    'a line id twice',
    'ITEM_DOUBLED',
    'item-id-doubled',
    'line-1',
    swap(LATE, '>line-2</CallbackOrderItemId>\n        <Item', '>line-1</CallbackOrderItemId>\n        <Item'),
  ],
  [
    'an address id twice',
    'SCHEMA_FAULT',
    'address-id-doubled',
    'jklmnopqrs',
    swap(LATE, '<CallbackOrder>', `${/<CallbackOrder>[\s\S]*<\/CallbackOrder>/.exec(LATE)![0]}<CallbackOrder>`),
  ],
  ['501 items', 'SCHEMA_FAULT', 'xsd-too-many', 'at most 500', items(501)],
  ['10,000 items', 'SCHEMA_FAULT', 'xsd-too-many', 'at most 500', items(10_000)],
  ['a currency missing in 500 items', 'SCHEMA_FAULT', 'xsd-missing', 'CurrencyCode', items(500)],
];

describe('a document is refused that has', () => {
  test.each(HOSTILE)('%s: %s, %s', (_what, code, rule, said, xml) => {
    const document = readCallbackDocument(Buffer.from(xml), { field: 'order-calculations-request' });
    if (document.kind !== 'fault') throw new Error('it was taken');
    expect(document.code).toBe(code);
    expect(document.faults[0]).toMatchObject({
      rule,
      severity: 'error',
      field: 'order-calculations-request',
      help: `/help/${code}`,
    });
    expect(document.faults[0]!.message).toContain(said);
  });

  test('a fault late in it, whose ids are known all the same', () => {
    const document = readCallbackDocument(Buffer.from(LATE.replace('</CallbackOrders>', '&')), {});
    expect(document).toMatchObject({
      kind: 'fault',
      namespace: '2009-05-15',
      refs: { callbackReferenceId: '1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11', clientRequestId: 'cart-1042' },
    });
  });
});

describe('a document is read that has', () => {
  test.each([
    ['64 levels', inCustomData(nested(61))],
    ['a document type inside CDATA of custom data', inCustomData('<![CDATA[<!DOCTYPE a>]]>')],
    [
      'prefixes throughout',
      LATE.replace(/<(\/?)([A-Z])/g, '<$1cba:$2')
        .replace('xmlns=', 'xmlns:cba=')
        .replace('<session>', '<session xmlns="">'),
    ],
    ['single quotes and no blanks', LATE.replace(/"/g, "'").replace(/>\s+</g, '><')],
    ['US-ASCII declared and sent', swap(LATE, 'UTF-8', 'US-ASCII').replace('\u00eb', 'e')],
    ['comments and instructions', LATE.replace('<CallbackOrders>', '<!-- c --><?p d?><CallbackOrders>')],
    ['500 items', items(500).replaceAll('</Amount></Price>', '</Amount><CurrencyCode>USD</CurrencyCode></Price>')],
  ])('%s', (_what, xml) => {
    const document = readCallbackDocument(Buffer.from(xml), {});
    expect(document.kind === 'fault' ? document.faults : document.kind).toBe('request');
  });
});

describe('hostile documents cost no more than taking 1 MiB', () => {
  // Prefixed, as .NET writes it, so that it takes the long way through saxes.
  const big = Buffer.from(inCustomData(`<s:a xmlns:s="urn:s">${'<s:b>custom data</s:b>'.repeat(47_000)}</s:a>`));
  const read = (xml: string | Buffer): string => readCallbackDocument(typeof xml === 'string' ? Buffer.from(xml) : xml, {}).kind;
  /** Least CPU time of several runs, in microseconds: other work on the machine only adds. */
  const cost = (xml: string | Buffer): number => {
    const bytes = Buffer.from(xml);
    let least = Infinity;
    for (let run = 0; run < 5; run += 1) {
      const before = process.cpuUsage();
      read(bytes);
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, user + system);
    }
    return least;
  };
  const FILLED: readonly [what: string, xml: string | Buffer][] = [
    ...HOSTILE.map(([what, , , , xml]): [string, string | Buffer] => [what, xml]),
    ['1 MiB of unknown elements', swap(LATE, '<CallbackOrders>', `${'<a/>'.repeat(250_000)}<CallbackOrders>`)],
    [
      '1 MiB of different unknown elements',
      swap(LATE, '<CallbackOrders>', `${Array.from({ length: 90_000 }, (_, index) => `<a${index}/>`).join('')}<CallbackOrders>`),
    ],
    [
      '1 MiB of attributes',
      swap(
        LATE,
        '<CallbackOrders>',
        `<CallbackOrders ${Array.from({ length: 90_000 }, (_, index) => `a${index}=""`).join(' ')}>`,
      ),
    ],
    ['1 MiB of one value', swap(LATE, '>2<', `>${'0'.repeat(1_000_000)}<`)],
    ['1 MiB of an amount', swap(LATE, '>12.50<', `>${'1'.repeat(1_000_000)}.E<`)],
    ['1 MiB of comments', swap(LATE, '<OrderC', `${'<!---->'.repeat(140_000)}<OrderC`)],
    ['1 MiB of < ', `<a>${'<'.repeat(1_000_000)}`],
    ['1 MiB of ampersands', swap(LATE, 'Blue mug', '&amp;'.repeat(200_000))],
    ['1 MiB of unclosed CDATA', `<a>${'<![CDATA['.repeat(110_000)}`],
    [
      '500 items with everything wrong',
      items(500).replaceAll('<Title>t</Title>', '<Quantity>x</Quantity><Weight><Amount>0</Amount></Weight><Title><b/></Title>'),
    ],
  ];

  test('in time', () => {
    expect(read(big)).toBe('request');
    const limit = cost(big);
    const dear = FILLED.map(([what, xml]) => ({ what, ratio: cost(xml) / limit })).filter(({ ratio }) => ratio > 3);
    expect(dear).toEqual([]);
  });

  test('and leave no memory behind, in JavaScript or in the engine', () => {
    const wrong = swap(LATE, '<Quantity>2<', '<Quantity>two<');
    const round = (times: number): void => {
      for (let run = 0; run < times; run += 1)
        for (const xml of [wrong, `${LATE}<a/>`, swap(LATE, '>12.50<', '>INF<')]) read(xml);
    };
    round(700);
    const before = process.memoryUsage();
    round(3000);
    const after = process.memoryUsage();
    // 9,000 documents of 3.5 KB: were one in ten kept anywhere, 3 MB of text and far more of trees would be left.
    const grown = after.arrayBuffers + after.external - before.arrayBuffers - before.external;
    expect(grown / MIB).toBeLessThan(4);
    expect((after.rss - before.rss) / MIB).toBeLessThan(120);
  });
});
