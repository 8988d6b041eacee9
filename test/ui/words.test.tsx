import { faultSentence } from '../../src/ui/fault-sentence.js';
import { duration, plural, stepMs } from '../../src/ui/numbers.js';
import { renderPage } from '../../src/ui/render.js';
import { localPath, safeUrl, withQuery } from '../../src/ui/safe-url.js';
import { When, WholeInstant, zoneLabel } from '../../src/ui/when.js';

describe('links', () => {
  test.each(['/console?search=a:b#L1', '#L24', 'https://shop.example/', 'mailto:a@shop.example', 'help'])(
    '%s stays',
    (address) => {
      expect(safeUrl(address)).toBe(address);
    },
  );

  test.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    'http://[',
    '',
  ])('%j becomes #', (address) => {
    expect(safeUrl(address)).toBe('#');
  });

  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    'console',
    undefined,
    ['/a'],
  ])('%j is no place to go to after signing in', (address) => {
    expect(localPath(address, '/home')).toBe('/home');
  });

  test('a path with its query is', () => {
    expect(localPath('/console/live/exchanges?search=a', '/home')).toBe('/console/live/exchanges?search=a');
  });

  test('a query leaves out what is empty and encodes the rest', () => {
    expect(withQuery('/a', { b: 'c d&e', f: '', g: undefined })).toBe('/a?b=c+d%26e');
  });
});

describe('numbers', () => {
  test.each([
    [0, '0 ms'],
    [1204, '1,204 ms'],
    [9999, '9,999 ms'],
    [12_400, '12 s'],
    [252_000, '4 min 12 s'],
    [119_700, '2 min 0 s'],
  ])('%d ms is %s', (ms, text) => {
    const { value, unit } = duration(ms);
    expect(`${value} ${unit}`).toBe(text);
  });

  test('a step under 10 ms has one decimal', () => {
    expect([stepMs(0.35), stepMs(12.4), stepMs(5000)]).toEqual(['0.4', '12', '5,000']);
  });

  test('one byte, two bytes', () => {
    expect([plural(1, 'byte'), plural(2871, 'byte')]).toEqual(['1 byte', '2,871 bytes']);
  });
});

describe('times', () => {
  const zone = 'America/New_York';
  const at = Date.UTC(2026, 10, 23, 15, 40, 58, 640);
  const text = (now: number): string => renderPage(<When at={at} now={now} zone={zone} />).replace(/<[^>]+>/g, '');

  test('of today have seconds and milliseconds, in the zone of the merchant', () => {
    expect(text(at + 3_600_000)).toBe('10:40:58.640');
  });

  test('of this year have a day and a month', () => {
    expect(text(Date.UTC(2026, 11, 1))).toBe('23 Nov, 10:40');
  });

  test('of another year have that too', () => {
    expect(text(Date.UTC(2027, 0, 2))).toBe('23 Nov 2026, 10:40');
  });

  test('midnight in the zone begins the day, not midnight in UTC', () => {
    // 04:59 UTC is still the day before in New York
    expect(renderPage(<When at={Date.UTC(2026, 10, 24, 4, 59)} now={at} zone={zone} />)).toContain('23:59:');
  });

  test('carry the exact instant', () => {
    expect(renderPage(<WholeInstant at={at} zone={zone} />)).toBe(
      '<!doctype html><time datetime="2026-11-23T15:40:58.640Z" title="2026-11-23T15:40:58.640Z">23 Nov 2026, 10:40:58.640</time>',
    );
  });

  test('name their zone with its offset', () => {
    expect(zoneLabel(zone, at)).toBe('America/New York, UTC−05:00');
    expect(zoneLabel('UTC', at)).toBe('UTC');
  });
});

describe('the sentence of a fault', () => {
  test('names the element and leaves the place to the line below', () => {
    const message = 'line 25, column 21: Cart/Item[1]/Quantity: expected a whole number above 0, got "two"';
    expect(faultSentence({ message, line: 25, column: 21, path: 'Cart/Item[1]/Quantity' })).toBe(
      'Quantity: expected a whole number above 0, got "two".',
    );
  });

  test('stays as it is where it says no place', () => {
    expect(faultSentence({ message: 'The timestamp is old.' })).toBe('The timestamp is old.');
  });
});
