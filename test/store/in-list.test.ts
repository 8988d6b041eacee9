import { inList } from '../../src/store/engine/in-list.js';

describe('A list of values', () => {
  test.each([
    [[], '', []],
    [['a'], '?', ['a']],
    [['a', 'b'], '?, ?', ['a', 'b']],
    [['a', 'b', 'c'], '?, ?, ?, ?', ['a', 'b', 'c', 'c']],
    [['a', 'b', 'c', 'd', 'e'], '?, ?, ?, ?, ?, ?, ?, ?', ['a', 'b', 'c', 'd', 'e', 'e', 'e', 'e']],
  ])('of %j is filled up to a power of two', (given, places, values) => {
    expect(inList(given)).toEqual({ places, values });
  });
});
