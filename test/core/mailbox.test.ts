import { isMailAddress, readMailbox } from '../../src/core/mailbox.js';

test.each([
  ['a@b.example', { name: '', address: 'a@b.example' }],
  ['Larch & Loam <orders@shop.example>', { name: 'Larch & Loam', address: 'orders@shop.example' }],
  ['<orders@shop.example>', { name: '', address: 'orders@shop.example' }],
  ['jö@müller.example', { name: '', address: 'jö@müller.example' }],
  ["o'neil+shop@mail-1.shop.example", { name: '', address: "o'neil+shop@mail-1.shop.example" }],
])('%s is a mailbox', (text, mailbox) => {
  expect(readMailbox(text)).toEqual(mailbox);
});

test.each([
  '',
  'a',
  'a@',
  '@b.example',
  'a@b@c.example',
  'a b@c.example',
  'a@b..example',
  'a@-b.example',
  'a@b.example.',
  'a@b.example,c@d.example',
  'a@b.example\nBcc: c@d.example',
  'A\r\nB <a@b.example>',
  '"A" <a@b.example>',
  `${'a'.repeat(65)}@b.example`,
  `a@${'b'.repeat(253)}.example`,
])('%j is not an e-mail address', (text) => {
  expect(isMailAddress(text)).toBe(false);
  expect(readMailbox(text)).toBeNull();
});
