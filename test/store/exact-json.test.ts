import fc from 'fast-check';
import { fromExactJson, toExactJson } from '../../src/store/engine/exact-json.js';

const PLAIN = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.bigInt());
const { value: VALUE } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    PLAIN,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'total', 'lines', '__proto__', 'constructor'), tie('value'), { maxKeys: 4 }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
  ),
}));

describe('Exact JSON', () => {
  test('has amounts and maps as texts', () => {
    expect(toExactJson({ total: 12n, rates: new Map([['tax', [3n]]]) })).toBe(
      '{"total":{"$int":"12"},"rates":{"$map":[["tax",[{"$int":"3"}]]]}}',
    );
  });

  test('comes back as it was, at any depth', () => {
    fc.assert(
      fc.property(VALUE, (value) => {
        expect(fromExactJson(toExactJson(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });
});
