import fc from 'fast-check';
import type { CartNamespace, OrderCart } from '../../src/core/order-cart.js';
import { readCallbackDocument } from '../../src/wire/calculation.js';
import { sliceSource } from '../../src/wire/calculation-source.js';
import { writeCallbackForm } from '../../src/wire/callback-form.js';
import { writeCallbackRequest } from '../../src/wire/callback-request.js';
import { openCallbackPost, openForm } from '../../src/wire/envelope.js';
import { verifyBodySignature, verifyCallback } from '../../src/wire/signature.js';
import { loadSchemas, readXml, schemaOf } from '../../src/wire/xml.js';
import {
  CALLBACKS,
  cartXml,
  itemXml,
  KEY_ID,
  openCart,
  questionOf,
  SECRET,
  TIMESTAMP,
  UUID,
} from '../support/merchant-callback.js';

const OLDER = ['2008-06-15', '2008-08-29', '2008-11-30'] as const;
const ALL = [...OLDER, '2009-05-15'] as const;

beforeAll(loadSchemas);

const requestOf = (xml: string): string => writeCallbackRequest(questionOf(xml)).xml;
const opening = (namespace: CartNamespace): string =>
  '<?xml version="1.0" encoding="UTF-8"?><OrderCalculationsRequest xmlns="http://payments.amazon.com/checkout/' +
  `${namespace}/"><CallbackReferenceId>1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11</CallbackReferenceId>`;
const ADDRESS =
  '<AddressId>jklmnopqrs</AddressId><AddressFieldOne>1 Example Way</AddressFieldOne><AddressFieldTwo></AddressFieldTwo><AddressFieldThree></AddressFieldThree>' +
  '<City>Seattle</City><State>WA</State><PostalCode>98104</PostalCode><CountryCode>US</CountryCode>';

/** The request as our own processor reads it. */
function readBack(xml: string): Extract<ReturnType<typeof readCallbackDocument>, { kind: 'request' }> {
  const document = readCallbackDocument(Buffer.from(xml), {});
  if (document.kind !== 'request') throw new Error(JSON.stringify(document));
  return document;
}

test.each(OLDER)('under %s the Cart is copied and items are called by their SKU', (namespace) => {
  const cart = `<Items>${itemXml('MUG-1', '12.50')}${itemXml('TEE-M', '19.99')}</Items>`;
  expect(requestOf(cartXml(namespace))).toBe(
    `${opening(namespace)}${CALLBACKS}<ClientRequestId>cart-1042</ClientRequestId><IntegratorId>I1</IntegratorId><Cart>${cart}</Cart>` +
      `<CallbackOrders><CallbackOrder><Address>${ADDRESS}</Address><CallbackOrderItems><CallbackOrderItem><SKU>MUG-1</SKU></CallbackOrderItem>` +
      '<CallbackOrderItem><SKU>TEE-M</SKU></CallbackOrderItem></CallbackOrderItems></CallbackOrder></CallbackOrders></OrderCalculationsRequest>',
  );
});

test('under 2009-05-15 each Item stands beside its id, and the address has the phone number', () => {
  expect(requestOf(cartXml('2009-05-15'))).toBe(
    `${opening('2009-05-15')}${CALLBACKS}<ClientRequestId>cart-1042</ClientRequestId><IntegratorId>I1</IntegratorId><CallbackOrderCart><CallbackOrderCartItems>` +
      `<CallbackOrderCartItem><CallbackOrderItemId>MUG-1</CallbackOrderItemId>${itemXml('MUG-1', '12.50')}</CallbackOrderCartItem>` +
      `<CallbackOrderCartItem><CallbackOrderItemId>TEE-M</CallbackOrderItemId>${itemXml('TEE-M', '19.99')}</CallbackOrderCartItem></CallbackOrderCartItems></CallbackOrderCart>` +
      `<CallbackOrders><CallbackOrder><Address>${ADDRESS}<PhoneNumber>206 555 0100</PhoneNumber></Address><CallbackOrderItems>` +
      '<CallbackOrderItem><CallbackOrderItemId>MUG-1</CallbackOrderItemId></CallbackOrderItem><CallbackOrderItem><CallbackOrderItemId>TEE-M</CallbackOrderItemId></CallbackOrderItem>' +
      '</CallbackOrderItems></CallbackOrder></CallbackOrders></OrderCalculationsRequest>',
  );
});

test.each(ALL)('a request in %s is valid by the schema and read without a warning', (namespace) => {
  const xml = requestOf(cartXml(namespace));
  expect(schemaOf(namespace).judge(xml)).toEqual({ state: 'valid' });
  const read = readXml(Buffer.from(xml), { roots: ['OrderCalculationsRequest'], namespaces: ALL });
  expect(read.ok && read.warnings.list()).toEqual([]);
});

test('never names the buyer', () => {
  const shipTo = { name: 'Nobody Special', line1: '1 Example Way', country: 'US' };
  expect(writeCallbackRequest(questionOf(cartXml('2009-05-15'), { shipTo })).xml).not.toContain('Nobody');
});

test('the input is the same for another reference and another address id, and differs with the address', () => {
  const xml = cartXml('2009-05-15');
  const input = (more: object): string => writeCallbackRequest(questionOf(xml, more)).input;
  expect(input({ callbackReferenceId: '1-other', addressId: 'other' })).toBe(input({}));
  expect(input({ shipTo: { postalCode: '98105' } })).not.toBe(input({}));
});

describe('items are called', () => {
  const idsOf = (items: string): string[] =>
    writeCallbackRequest(questionOf(cartXml('2009-05-15', `<Items>${items}</Items>`))).items.map(({ wireId }) => wireId);

  test('by their SKU where every line has one of its own', () => {
    expect(idsOf(itemXml('A', '1.00') + itemXml('B', '1.00'))).toEqual(['A', 'B']);
  });

  test('by the ids of their lines where two SKUs differ in nothing but white space', () => {
    expect(idsOf(itemXml('A', '1.00') + itemXml(' A', '1.00') + itemXml('B', '1.00'))).toEqual(['1', '2', '3']);
  });

  test('by a SKU that several lines of an older cart share, once', () => {
    const xml = requestOf(cartXml('2008-11-30', `<Items>${itemXml('A', '1.00')}${itemXml('A', '2.00')}</Items>`));
    expect(xml.match(/<CallbackOrderItem><SKU>A<\/SKU><\/CallbackOrderItem>/g)).toHaveLength(1);
    expect(readBack(xml).request.orders[0]?.itemIds).toEqual(['1', '2']);
  });
});

test('an older cart whose line has no SKU cannot be asked about', () => {
  const question = questionOf(cartXml('2008-11-30'));
  const items = question.items.map((item) => ({ ...item, sku: '' }));
  expect(() => writeCallbackRequest({ ...question, items })).toThrow('A cart that uses callbacks needs a SKU on every item.');
});

const CUSTOM =
  "<ItemCustomData>\r\n\t<shop:note shop:x = '1'>a &amp;  b<!-- c --><![CDATA[ <d> ]]></shop:note ></ItemCustomData>";

describe('what the merchant wrote keeps its bytes', () => {
  test('with CRLF, a byte order mark, tabs, comments and CDATA', () => {
    const item = itemXml('MUG-1', '12.50', CUSTOM).replace('<Item>', '<Item\r\n>').replace('</Title>', '</Title\n>');
    const custom = '<CartCustomData> <ClientRequestId xmlns="">7\u00e9</ClientRequestId>\r</CartCustomData>';
    const posted = `\uFEFF${cartXml('2009-05-15', `\r\n<Items>\r\n  ${item}\r\n</Items>\r\n${custom}\r\n`).replace('<Order ', '<Order xmlns:shop="urn:shop" xmlns:xsi="urn:i" ')}`;
    const xml = requestOf(posted);
    expect(xml).toContain(`</CallbackOrderItemId>${item}</CallbackOrderCartItem>`);
    expect(xml).toContain(`</CallbackOrderCartItems>${custom}</CallbackOrderCart>`);
    expect(xml).toContain(
      '<OrderCalculationsRequest xmlns="http://payments.amazon.com/checkout/2009-05-15/" xmlns:shop="urn:shop">',
    );
    expect(schemaOf('2009-05-15').judge(xml)).toEqual({ state: 'valid' });
  });

  test('under 2008-11-30 with custom data that its schema does not know', () => {
    const cart = `<Items>\r\n${itemXml('MUG-1', '12.50', '<ItemCustomData>x</ItemCustomData>')} </Items>\t<CartCustomData><a b="1"/></CartCustomData>`;
    const xml = requestOf(cartXml('2008-11-30', cart));
    expect(xml).toContain(`<Cart>${cart}</Cart>`);
    expect(readBack(xml).warnings.map(({ rule }) => rule)).toEqual(['tolerance-later-element', 'tolerance-later-element']);
  });

  test('with what was tolerated in the cart', () => {
    const item = itemXml('MUG-1', '12', '<Weight></Weight>');
    expect(requestOf(cartXml('2009-05-15', `<Items>${item}</Items>`))).toContain(`</CallbackOrderItemId>${item}<`);
  });

  test('in the middle of declarations that stood around it', () => {
    const item = itemXml('A', '1.00', '<ItemCustomData><x:y/><z:y/></ItemCustomData>');
    const cart = `<Items xmlns:z='urn:z'>${item}</Items>`;
    const posted = cartXml('2009-05-15', cart).replace('<Cart>', '<Cart xmlns:x="urn:x" xmlns:unused="urn:u">');
    const xml = requestOf(posted);
    expect(xml).toContain(`<Item xmlns:x="urn:x" xmlns:z="urn:z">${item.slice('<Item>'.length)}`);
    expect(schemaOf('2009-05-15').judge(xml)).toEqual({ state: 'valid' });
  });

  test.each(['2008-11-30', '2009-05-15'] as const)(
    'with a prefix for the namespace of %s, and none for custom data',
    (namespace) => {
      const prefixed = cartXml(namespace)
        .replace(/<(\/?)(?=[A-Z])/g, '<$1cba:')
        .replace('<cba:Order xmlns=', '<cba:Order xmlns:cba=');
      const xml = requestOf(prefixed);
      expect(xml).toContain('<cba:Item><cba:SKU>MUG-1</cba:SKU>');
      expect(schemaOf(namespace).judge(xml)).toEqual({ state: 'valid' });
      expect(readBack(xml).request.items.map(({ sku }) => sku)).toEqual(['MUG-1', 'TEE-M']);
    },
  );

  test('where its own first tag declares a prefix anew', () => {
    const item = itemXml('A', '1.00', '<ItemCustomData><x:y/></ItemCustomData>').replace('<Item>', '<Item xmlns:x="urn:inner">');
    const posted = cartXml('2009-05-15', `<Items>${item}</Items>`).replace('<Cart>', '<Cart xmlns:x="urn:outer">');
    expect(requestOf(posted)).toContain(`</CallbackOrderItemId>${item}</CallbackOrderCartItem>`);
  });

  test('and unprefixed custom data of a prefixed cart stays in no namespace', () => {
    const prefixed = cartXml(
      '2009-05-15',
      `<Items>${itemXml('A', '1.00', '<ItemCustomData><ref>1</ref></ItemCustomData>')}</Items>`,
    )
      .replace(/<(\/?)(?=[A-Z])/g, '<$1cba:')
      .replace('<cba:Order xmlns=', '<cba:Order xmlns:cba=');
    expect(requestOf(prefixed)).toContain('<cba:Item xmlns=""><cba:SKU>A</cba:SKU>');
  });

  test('for odd white space and custom data of every kind', () => {
    const blank = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r', '\r\n'), maxLength: 4 });
    const name = fc.constantFrom('a', 'shop:b', 'c.d-e_f', 'g\u00e9');
    const text = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((raw) => raw.replace(/[&<>\u0000-\u001f\uFFFE\uFFFF\ud800-\udfff]/g, '&#38;'));
    const leaf = fc.oneof(
      text,
      text.map((raw) => `<!--${raw.replaceAll('-', '')}-->`),
      text.map((raw) => `<![CDATA[${raw}<&]]>`),
    );
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(name, blank, fc.array(tie('tree'), { maxLength: 3 }))
          .map(([tag, space, inside]) => `<${tag}${space}>${inside.join('')}</${tag}${space}>`),
      ),
    }));
    fc.assert(
      fc.property(fc.array(fc.tuple(tree, blank), { minLength: 1, maxLength: 4 }), tree, blank, (lines, custom, space) => {
        const blocks = lines.map(([inside, gap], index) =>
          itemXml(`S${index}`, '1.00', `${gap}<ItemCustomData${gap}>${inside}</ItemCustomData>${gap}`),
        );
        const data = `<CartCustomData${space}>${custom}</CartCustomData>`;
        const posted = cartXml('2009-05-15', `${space}<Items>${space}${blocks.join(space)}</Items>${data}`).replace(
          '<Order ',
          '<Order xmlns:shop="urn:shop" ',
        );
        const xml = requestOf(posted);
        for (const [index, block] of blocks.entries())
          expect(xml).toContain(`<CallbackOrderItemId>S${index}</CallbackOrderItemId>${block}</CallbackOrderCartItem>`);
        expect(xml).toContain(`</CallbackOrderCartItems>${data}</CallbackOrderCart>`);
        // and what our own processor cuts out of it is again the same
        const { request } = readBack(xml);
        expect(sliceSource(Buffer.from(xml), request.source.cartCustomData!).toString()).toBe(data);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an upsell item that was taken', () => {
  const upsell = {
    id: 'upsell-1',
    sku: 'LID',
    merchantId: 'A1EXAMPLESHOP1',
    title: 'Lid & <seal>',
    price: 1_250_000n,
    quantity: 2,
    imageUrl: 'https://shop.example/lid.png',
  };
  const block =
    '<Item><SKU>LID</SKU><MerchantId>A1EXAMPLESHOP1</MerchantId><Title>Lid &amp; &lt;seal&gt;</Title><Price><Amount>1.25</Amount><CurrencyCode>USD</CurrencyCode></Price>' +
    '<Quantity>2</Quantity><Images><Image><URL>https://shop.example/lid.png</URL></Image></Images></Item>';

  test.each(ALL)('stands behind the lines of a cart of %s', (namespace) => {
    const question = questionOf(cartXml(namespace));
    const { xml } = writeCallbackRequest({ ...question, items: [...question.items, upsell] });
    expect(xml).toContain(
      namespace === '2009-05-15'
        ? `<CallbackOrderItemId>LID</CallbackOrderItemId>${block}`
        : `${itemXml('TEE-M', '19.99')}${block}</Items>`,
    );
    expect(schemaOf(namespace).judge(xml)).toEqual({ state: 'valid' });
  });

  test('is in the namespace of a prefixed cart whose custom data has none', () => {
    const cart = `<Items>${itemXml('MUG-1', '1.00', '<ItemCustomData><ref>1</ref></ItemCustomData>')}</Items>`;
    const prefixed = cartXml('2008-11-30', cart)
      .replace(/<(\/?)(?=[A-Z])/g, '<$1cba:')
      .replace('<cba:Order xmlns=', '<cba:Order xmlns:cba=');
    const question = questionOf(prefixed);
    const { xml } = writeCallbackRequest({ ...question, items: [...question.items, upsell] });
    expect(readBack(xml).request.items.map(({ sku }) => sku)).toEqual(['MUG-1', 'LID']);
  });
});

test('a cart that was no XML asks in 2009-05-15, every field of its lines written', () => {
  const cart: OrderCart = {
    ...openCart(cartXml('2009-05-15')),
    form: 'json',
    namespace: null,
    items: [
      {
        id: 'l1',
        sku: 'MUG-1',
        merchantId: 'A1EXAMPLESHOP1',
        title: 'Mug',
        description: 'Blue',
        price: 12_500n,
        quantity: 1000,
        weight: { amount: '0.75', unit: 'lb' },
        url: 'https://shop.example/mug',
        category: 'Kitchen',
        condition: 'New',
        fulfillmentNetwork: 'MERCHANT',
        taxTableId: 't',
        promotionId: 'p',
        shippingMethodIds: ['s', 'u'],
        customData:
          '<ItemCustomData xmlns="http://payments.amazon.com/checkout/2009-05-15/"><colour>blue</colour></ItemCustomData>',
      },
    ],
  };
  const { xml, namespace } = writeCallbackRequest({
    ...questionOf(cartXml('2009-05-15')),
    cart,
    source: null,
    items: cart.items,
  });
  expect(namespace).toBe('2009-05-15');
  expect(xml).toContain(
    '<Item><SKU>MUG-1</SKU><MerchantId>A1EXAMPLESHOP1</MerchantId><Title>Mug</Title><Description>Blue</Description>' +
      // 12,500 millionths are 0.0125: a price keeps its places
      '<Price><Amount>0.0125</Amount><CurrencyCode>USD</CurrencyCode></Price><Quantity>1000</Quantity><Weight><Amount>0.75</Amount><Unit>lb</Unit></Weight>' +
      '<URL>https://shop.example/mug</URL><Category>Kitchen</Category><Condition>New</Condition><TaxTableId>t</TaxTableId><PromotionIds><PromotionId>p</PromotionId></PromotionIds>' +
      '<ShippingMethodIds><ShippingMethodId>s</ShippingMethodId><ShippingMethodId>u</ShippingMethodId></ShippingMethodIds><FulfillmentNetwork>MERCHANT</FulfillmentNetwork>' +
      '<ItemCustomData xmlns="http://payments.amazon.com/checkout/2009-05-15/"><colour>blue</colour></ItemCustomData></Item>',
  );
  expect(xml).toContain(CALLBACKS);
  expect(schemaOf('2009-05-15').judge(xml)).toEqual({ state: 'valid' });
});

describe('the form', () => {
  const xml = '<a>\u00e9 &amp; +</a>';
  const form = writeCallbackForm(xml, {
    uuid: UUID,
    timestamp: TIMESTAMP,
    secret: SECRET,
    keyId: KEY_ID,
    field: 'order-calculations-request',
  });

  test('has its fields in the recorded order and the signature of the shared vector', () => {
    expect(form.body).toBe(
      'order-calculations-request=%3Ca%3E%C3%A9%20%26amp%3B%20%2B%3C%2Fa%3E&UUID=7f1c2f0e-3f0a-4c0e-9b1e-0a1b2c3d4e5f' +
        '&Timestamp=2026-01-15T09%3A30%3A00.000Z&Signature=Cn3dtKwnZNAra99B2nE9NYr7LT0%3D&aws-access-key-id=CWVECTORKEY000000001',
    );
  });

  test('is opened by our own processor, and both signatures verify', () => {
    const opened = openForm(Buffer.from(form.body), form.headers['content-type']!);
    const post = openCallbackPost(opened.ok ? opened.fields : []);
    expect(post).toMatchObject({ ok: true, xml: Buffer.from(xml), keyId: KEY_ID });
    expect(post.ok && post.signed !== undefined && verifyCallback(SECRET, post.signed, post.signed.signature)).toBe(true);
    // 2026-01-15T09:30:00Z is 1,768,469,400 s after 1970
    expect(form.headers['webhook-timestamp']).toBe('1768469400');
    expect(verifyBodySignature(SECRET, form.headers, { id: UUID, timestampSeconds: 1_768_469_400, body: form.body })).toBe(
      'valid',
    );
  });
});
