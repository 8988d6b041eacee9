import { figure, median, percentile, ratioOf } from '../../bench/statistics.js';
import { table } from '../../bench/table.js';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  test('p50 and p99 of 1 to 100 are the 50th and the 99th value', () => {
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
  });

  test('the 99th of ten values is the largest', () => {
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 40], 0.99)).toBe(40);
  });

  test('a single value is every percentile, and nothing has none but 0', () => {
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBe(0);
  });
});

describe('median', () => {
  test('is the middle value whatever the order, by number and not by text', () => {
    expect(median([100, 9, 20])).toBe(20);
  });

  test('is the mean of the two middle values of an even number of them', () => {
    // 2 and 10 stand in the middle: 6
    expect(median([10, 1, 2, 50])).toBe(6);
  });

  test('leaves the list as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('ratioOf', () => {
  test('compares round by round: a machine that halves its speed between rounds changes no ratio', () => {
    // 800/1000 and 400/500
    expect(ratioOf([800, 400], [1000, 500], 'more')).toEqual({ median: 0.8, worst: 0.8 });
  });

  test('the worst throughput is the lowest ratio, the worst latency the highest', () => {
    // 0.9, 0.6, 0.75
    expect(ratioOf([90, 60, 75], [100, 100, 100], 'more')).toEqual({ median: 0.75, worst: 0.6 });
    expect(ratioOf([90, 60, 75], [100, 100, 100], 'less')).toEqual({ median: 0.75, worst: 0.9 });
  });

  test('a round that is missing below makes no ratio that could pass a goal', () => {
    expect(ratioOf([90], [], 'more').median >= 0.7).toBe(false);
    expect(ratioOf([90], [], 'less').median <= 2).toBe(false);
  });
});

describe('figure', () => {
  test('keeps what matters: two decimals when small, none when large', () => {
    expect(figure(0.7213)).toBe('0.72');
    expect(figure(21.37)).toBe('21.4');
    expect(figure(1234.5)).toBe('1,235');
  });
});

describe('table', () => {
  test('names stand to the left, numbers to the right', () => {
    expect(
      table(
        ['server', 'rps'],
        [
          ['floor', '1,600'],
          ['Express', '9'],
        ],
      ),
    ).toBe(['server     rps', '-------  -----', 'floor    1,600', 'Express      9'].join('\n'));
  });
});
