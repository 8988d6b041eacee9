import { fieldsOf, readForms, readLinks } from '../../sandbox/buy/forms.js';

const PAGE = `<!doctype html><title>A &amp; B</title>
<form id="address" method="post" action="/pay/1/address">
  <input type="hidden" name="formToken" value="a&quot;b&amp;c"><input name=city value='Sea"ttle'>
  <input type="radio" name="choice" value="x"><input type="radio" name="choice" value="y" checked>
  <input type="checkbox" name="keep"><input name="off" disabled value="no">
  <select name="state"><option value="CA">California</option><option value="WA" selected>Washington</option></select>
  <select name="country"><option value="US">US</option><option value="AU">AU</option></select>
  <textarea name="note">two &lt; three</textarea>
  <button name="go" value="1">Go</button>
</form>
<form action="/search"><input name="q" value="mug" /></form>
<input form="address" type="hidden" name="away" value="1"><a class="x" href="/thanks?a=1&amp;b=2">on</a>`;

test('a form holds what a browser would send: selected, ticked, hidden, and no button', () => {
  const [address] = readForms(PAGE);
  expect(address).toMatchObject({ action: '/pay/1/address', method: 'post' });
  expect(Object.fromEntries(fieldsOf(address!))).toEqual({
    formToken: 'a"b&c',
    city: 'Sea"ttle',
    choice: 'y',
    state: 'WA',
    country: 'US',
    note: 'two < three',
    away: '1',
  });
});

test('all choices of a group of radios are known', () => {
  const choices = readForms(PAGE)[0]!.controls.filter(({ name }) => name === 'choice');
  expect(choices.map(({ value, on }) => [value, on])).toEqual([
    ['x', false],
    ['y', true],
  ]);
});

test('a form without a method is a search, and links are decoded', () => {
  expect(readForms(PAGE)[1]).toMatchObject({ action: '/search', method: 'get' });
  expect(readLinks(PAGE)).toEqual(['/thanks?a=1&b=2']);
});
