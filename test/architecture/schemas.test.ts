import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

const read = (file: string): string => readFileSync(new URL(`../../schemas/${file}`, import.meta.url), 'utf8');
const cart = JSON.parse(read('cart.schema.json')) as Schema;
const messages = load(read('openapi/messages.yaml')) as Readonly<Record<string, Schema>>;

interface Schema {
  readonly [keyword: string]: unknown;
}
/** Words for people; they may differ. */
const WORDS = ['description', 'title', 'example', '$schema', '$id', '$defs'];

/** A schema without words, with what it refers to in its place. */
function rules(schema: unknown, find: (reference: string) => unknown): unknown {
  if (Array.isArray(schema)) return schema.map((one) => rules(one, find));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref } = schema as Schema;
  if (typeof $ref === 'string') return rules(find($ref), find);
  const entries = Object.entries(schema).filter(([keyword, value]) => typeof value === 'object' || !WORDS.includes(keyword));
  return Object.fromEntries(
    entries.filter(([keyword]) => keyword !== '$defs').map(([keyword, value]) => [keyword, rules(value, find)]),
  );
}

const ofCart = rules(cart, (reference) => (cart['$defs'] as Schema)[reference.slice('#/$defs/'.length)]);
const ofMessages = rules(messages['QuoteBody'], (reference) => messages[reference.slice('#/'.length)]);

describe('The schema of a cart', () => {
  test('says the same as the API description of POST /v1/quotes, but for words', () => {
    expect(ofCart).toEqual(ofMessages);
  });

  test('is compared down to its leaves: a title is at most 255 characters in both', () => {
    for (const schema of [ofCart, ofMessages])
      expect(schema).toMatchObject({
        properties: { cart: { properties: { items: { items: { properties: { title: { type: 'string', maxLength: 255 } } } } } } },
      });
  });
});
