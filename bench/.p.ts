import { loadSchemas } from '../src/wire/xml.js';
import { readCallbackDocument } from '../src/wire/calculation.js';
import { exampleXml } from '../test/support/wire-examples.js';
await loadSchemas();
const LATE = exampleXml('order-calculations-request', '2009-05-15');
const docs: Record<string, string> = {
  plain: LATE.replace('<session>7f3a</session>', `<a>${'<b>custom data</b>'.repeat(57000)}</a>`),
  prefixed: LATE.replace('<session>7f3a</session>', `<s:a xmlns:s="urn:s">${'<s:b>custom data</s:b>'.repeat(47000)}</s:a>`),
  unknown: LATE.replace('<CallbackOrders>', '<a/>'.repeat(250000) + '<CallbackOrders>'),
  different: LATE.replace('<CallbackOrders>', Array.from({ length: 90000 }, (_, i) => `<a${i}/>`).join('') + '<CallbackOrders>'),
  comments: LATE.replace('<OrderC', '<!---->'.repeat(140000) + '<OrderC'),
  attributes: LATE.replace(
    '<CallbackOrders>',
    `<CallbackOrders ${Array.from({ length: 90000 }, (_, i) => `a${i}=""`).join(' ')}>`,
  ),
};
for (const [n, d] of Object.entries(docs)) {
  const b = Buffer.from(d);
  const t = [];
  for (let i = 0; i < 7; i++) {
    const s = process.cpuUsage();
    const r = readCallbackDocument(b, {});
    const e = process.cpuUsage(s);
    t.push((e.user + e.system) / 1000);
    if (i === 0) console.log(n, b.length, r.kind, (r as any).warnings?.length);
  }
  console.log(t.map((x) => x.toFixed(0)).join(' '));
}
