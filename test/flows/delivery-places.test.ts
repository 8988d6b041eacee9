import { createPlaces } from '../../src/flows/delivery/places.js';

const endpoint = (id: string, environmentId = 'here'): { id: string; environmentId: string } => ({ id, environmentId });

describe('The places of a courier', () => {
  test('leave an endpoint what it takes, beside one that holds as much as it may', () => {
    const places = createPlaces(256);
    expect(places.take(endpoint('slow'), 50)).toBe(50);
    // 206 are free, the environment may have (206 - 50) / 2 = 78 more, and an endpoint half of them
    expect(places.take(endpoint('quick'), 50)).toBe(39);
  });

  test('are never all taken by the endpoints of one environment, nor of several', () => {
    const places = createPlaces(256);
    for (let count = 0; count < 40; count++) places.take(endpoint(`hanging ${count}`), 50);
    // one environment has half of 256 by now, and the next half of the rest, of which one endpoint takes half
    expect(places.take(endpoint('first', 'there'), 50)).toBe(32);
    for (let count = 0; count < 40; count++) places.take(endpoint(`beside ${count}`, 'there'), 50);
    expect(places.take(endpoint('last', 'elsewhere'), 50)).toBe(16);
  });

  test('that are given back can be taken again', () => {
    const places = createPlaces(4);
    expect(places.take(endpoint('one'), 50)).toBe(1);
    expect(places.take(endpoint('one'), 50)).toBe(0);
    expect(places.heldBy(endpoint('one'))).toBe(1);
    places.give(endpoint('one'), 1);
    expect(places.heldBy(endpoint('one'))).toBe(0);
    expect(places.take(endpoint('one'), 50)).toBe(1);
  });
});
