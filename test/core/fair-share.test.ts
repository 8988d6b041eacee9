import { fairShare } from '../../src/core/fair-share.js';

describe('The share of somebody in places', () => {
  test.each([
    // whoever comes first may have one half
    { free: 256, held: 0, share: 128 },
    // and then no more, until others give some back
    { free: 128, held: 128, share: 0 },
    // (166 - 90) / 2
    { free: 166, held: 90, share: 38 },
    // the last place goes to whoever has none
    { free: 1, held: 0, share: 1 },
    { free: 1, held: 1, share: 0 },
    { free: 0, held: 0, share: 0 },
    { free: 3, held: 200, share: 0 },
  ])('is $share of $free free ones where he holds $held', ({ free, held, share }) => {
    expect(fairShare({ free, held })).toBe(share);
  });
});
