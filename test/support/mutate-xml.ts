/** Breaks and bends documents at random, the way programs and hands do. Works on text, so that the result may be anything. */

const VALUES = [
  '',
  ' ',
  '0',
  '1',
  '12',
  '.5',
  '1.',
  '12.50',
  '-1.00',
  '+3',
  '1E2',
  '1.5e-3',
  '1e999',
  'INF',
  'NaN',
  '0.0825',
  '8.25',
  '1.0',
  '1.01',
  '0.0000000001',
  '007',
  '1000000',
  '999999',
  'true',
  'false',
  'TRUE',
  'lb',
  'stone',
  'USD',
  'usd',
  'US',
  'Washington',
  'Standard',
  'OneDay ',
  'NextDay',
  'WorldAll',
  'Mars',
  'http://a',
  'shop.example/x',
  'ftp://x',
  'javascript:alert(1)',
  'ADD',
  'UPDATE',
  'MERCHANT',
  'AMAZON',
  'AMAZON_NA',
  ' 12.50 ',
  '\n3\n',
  '12\u00a0',
  '\u0661\u0662',
  'x'.repeat(41),
  'x'.repeat(81),
  'x'.repeat(256),
  'x'.repeat(1001),
  '\ud83c\udf81'.repeat(40),
  '\u00e9'.repeat(41),
  '\u2028',
  'a&amp;b',
  '&#49;',
  '&#x41;',
  '&#0;',
  '&nbsp;',
  'a&b',
  'a]]>b',
  '&lt;b&gt;',
  '\u0085',
];
const NAMES = [
  'SKU',
  'Title',
  'Price',
  'Amount',
  'Weight',
  'Quantity',
  'Item',
  'Items',
  'Cart',
  'CallbackOrder',
  'Address',
  'AddressId',
  'PromotionIds',
  'PromotionId',
  'CartCustomData',
  'ItemCustomData',
  'PaymentAmounts',
  'IsPOBoxSupported',
  'DisplayableShippingLabel',
  'Foo',
  'Error',
  'CallbackOrders',
  'USZipRegion',
  'PredefinedRegion',
  'TaxAmount',
];
const SNIPPETS = [
  '<Foo/>',
  '<Foo a="1">x<Bar/></Foo>',
  '<Weight></Weight>',
  '<Weight><Amount/></Weight>',
  '<PromotionIds/>',
  '<PromotionIds><PromotionId/></PromotionIds>',
  '<!-- c -->',
  '<?pi d?>',
  '<![CDATA[ ]]>',
  '<![CDATA[x]]>',
  'text',
  '\t',
  '\r\n',
  '\r',
  '&amp;',
  '<x:y/>',
  '<x:y xmlns:x="urn:x"/>',
  '<Foo xmlns="urn:other"/>',
  '<Foo xmlns=""/>',
  '<SKU xmlns="">a</SKU>',
  '<!DOCTYPE a>',
  '</Item>',
  '<IsPOBoxSupported>true</IsPOBoxSupported>',
  '<CartCustomData><a b="c">d</a></CartCustomData>',
  '<PhoneNumber/>',
  '\ufeff',
  '\u0001',
  '\ud83d\ude00',
  '<Title>again</Title>',
  '--',
  ']]>',
];

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const splice = (text: string, start: number, end: number, put: string): string => text.slice(0, start) + put + text.slice(end);

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Elements by a loose reading of the text: good enough to aim at. */
function elements(text: string): Span[] {
  const open: number[] = [];
  const found: Span[] = [];
  for (const tag of text.matchAll(/<(\/?)[A-Za-z][^<>]*?(\/?)>/g)) {
    if (tag[1] === '/') {
      const start = open.pop();
      if (start !== undefined) found.push({ start, end: tag.index + tag[0].length });
    } else if (tag[2] === '/') found.push({ start: tag.index, end: tag.index + tag[0].length });
    else open.push(tag.index);
  }
  return found;
}

const KINDS: readonly ((text: string, random: Random) => string)[] = [
  // a value
  (text, random) => {
    const leaf = pick(random, [...text.matchAll(/>([^<>]*)<\//g)]);
    return splice(text, leaf.index + 1, leaf.index + 1 + leaf[1]!.length, pick(random, VALUES));
  },
  // an element gone
  (text, random) => {
    const { start, end } = pick(random, elements(text));
    return splice(text, start, end, '');
  },
  // an element twice
  (text, random) => {
    const { start, end } = pick(random, elements(text));
    return splice(text, end, end, text.slice(start, end));
  },
  // two elements swapped
  (text, random) => {
    const all = elements(text);
    const [one, other] = [pick(random, all), pick(random, all)].sort((a, b) => a.start - b.start) as [Span, Span];
    if (one.end > other.start) return text;
    return (
      text.slice(0, one.start) +
      text.slice(other.start, other.end) +
      text.slice(one.end, other.start) +
      text.slice(one.start, one.end) +
      text.slice(other.end)
    );
  },
  // an element renamed
  (text, random) => {
    const { start, end } = pick(random, elements(text));
    const name = /^<([^\s/>]+)/.exec(text.slice(start))![1]!;
    const renamed = pick(random, NAMES);
    const whole = text.slice(start, end).replace(`<${name}`, `<${renamed}`);
    return splice(text, start, end, whole.endsWith(`</${name}>`) ? `${whole.slice(0, -name.length - 3)}</${renamed}>` : whole);
  },
  // something put in, between or within
  (text, random) => {
    const at =
      random() < 0.8 ? pick(random, elements(text))[random() < 0.5 ? 'start' : 'end'] : Math.floor(random() * text.length);
    return splice(text, at, at, pick(random, SNIPPETS));
  },
  // an attribute
  (text, random) => {
    const tag = pick(random, [...text.matchAll(/<[A-Za-z][^<>/\s]*/g)]);
    const attribute = pick(random, [
      ' a="b"',
      ' xmlns="urn:x"',
      ' xmlns:q="urn:q"',
      ' xml:lang="en"',
      ' xsi:nil="true"',
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"',
      ' a="1" a="2"',
      ' ',
      '\n',
      ' a=b',
    ]);
    return splice(text, tag.index + tag[0].length, tag.index + tag[0].length, attribute);
  },
  // all elements prefixed
  (text) => text.replace(/<(\/?)([A-Z][A-Za-z]*)/g, '<$1c:$2').replace('xmlns=', 'xmlns:c='),
  // line breaks, byte order mark, declaration
  (text, random) =>
    pick(random, [
      (t: string) => t.replaceAll('\n', '\r\n'),
      (t: string) => t.replaceAll('\n', '\r'),
      (t: string) => `\ufeff${t}`,
      (t: string) => t.replace(/^<\?xml.*\?>\s*/, ''),
      (t: string) => t.replace(/>\s+</g, '><'),
    ])(text),
  // one character
  (text, random) => {
    const at = Math.floor(random() * text.length);
    return splice(
      text,
      at,
      at + (random() < 0.5 ? 1 : 0),
      pick(random, ['', '<', '>', '/', '&', '"', ' ', 'x', ':', ';', '!', '?', '\u0000', '\u00e9', '\t']),
    );
  },
];

/** A document with one to three changes. */
export function mutateXml(text: string, random: Random): string {
  let mutated = text;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    try {
      mutated = pick(random, KINDS)(mutated, random);
    } catch {
      // Nothing left to aim at: an earlier change took it away.
    }
  }
  return mutated;
}
