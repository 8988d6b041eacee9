import { listUrl, newerUrl, olderUrl, readPlace } from '../../src/console/exchanges/address.js';
import { hasTerm, termsOf, toggleTerm, withoutKey } from '../../src/console/exchanges/query-text.js';
import { readView, viewUrl } from '../../src/console/exchanges/view.js';

describe('the text of a search', () => {
  test('is cut at blanks, but not inside of quotes', () => {
    expect(termsOf('status:4xx "two words" mug')).toEqual(['status:4xx', '"two words"', 'mug']);
  });

  test.each([
    ['', 'status', '4xx', 'status:4xx'],
    ['mug', 'status', '4xx', 'mug status:4xx'],
    ['status:4xx mug', 'status', '5xx', 'status:4xx,5xx mug'],
    ['status:4xx,5xx mug', 'status', '4xx', 'status:5xx mug'],
    ['status:4xx mug', 'status', '4xx', 'mug'],
    ['status:4xx status:5xx', 'status', 'none', 'status:4xx,5xx,none'],
    ['-kind:quote', 'kind', 'callback', '-kind:quote kind:callback'],
    ['"status:4xx"', 'status', '4xx', '"status:4xx" status:4xx'],
  ])('%j with %s:%s toggled is %j', (text, key, value, next) => {
    expect(toggleTerm(text, key, value)).toBe(next);
  });

  test('a value is on where it stands in the list of its key', () => {
    expect([hasTerm('status:4xx,5xx', 'status', '5xx'), hasTerm('-status:5xx', 'status', '5xx')]).toEqual([true, false]);
  });

  test('a key can be taken out', () => {
    expect(withoutKey('mug last:1h code:A', 'last')).toBe('mug code:A');
  });
});

describe('addresses', () => {
  test('the first page has no cursor, later ones remember the way back', () => {
    const first = readPlace({ search: 'mug' });
    const second = olderUrl('sandbox', first, 'c1');
    expect(second).toBe('/console/sandbox/exchanges?search=mug&cursor=c1&trail=-');
    const third = olderUrl('sandbox', readPlace({ search: 'mug', cursor: 'c1', trail: '-' }), 'c2');
    expect(third).toBe('/console/sandbox/exchanges?search=mug&cursor=c2&trail=-%7Ec1');
    expect(newerUrl('sandbox', readPlace({ search: 'mug', cursor: 'c2', trail: '-~c1' }))).toBe(second);
    expect(newerUrl('sandbox', readPlace({ search: 'mug', cursor: 'c1', trail: '-' }))).toBe(
      listUrl('sandbox', { search: 'mug' }),
    );
    expect(newerUrl('sandbox', first)).toBeNull();
  });

  test('a doubled query parameter is no search', () => {
    expect(readPlace({ search: ['a', 'b'] }).search).toBe('');
  });

  test('a view of one side keeps that of the other', () => {
    const view = readView({ request: 'headers', response: 'raw', responseFrom: '41' });
    expect(viewUrl('/x', view, 'request', { tab: 'form' })).toBe('/x?request=form&response=raw&responseFrom=41');
  });

  test.each(['0', '-1', '1.5', 'x', ''])('%j is no line to begin at', (from) => {
    expect(readView({ requestFrom: from }).request.window).toBe('near');
  });
});
