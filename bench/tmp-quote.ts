import { compileRuleBook } from '../src/core/rule-book.js';
import { quote } from '../src/core/quote.js';
import { SETTINGS } from './settings.js';
import { requestXml } from './cart.js';
import { readRequest } from './servers/floor/document.js';
const c = compileRuleBook(SETTINGS); if(!c.ok) throw new Error(JSON.stringify(c));
const r = readRequest(requestXml({merchantId:'A1',items:5}), Date.now());
const q=quote(r.quote,c.book); if(!q.ok) throw new Error(q.message); console.log(JSON.stringify(q.said).length, q.orders[0]?.options.map(o=>[o.label,o.total.toString()]));
for(let k=0;k<3;k++){const s=process.hrtime.bigint(); for(let i=0;i<5000;i++) quote(r.quote,c.book); console.log(Number(process.hrtime.bigint()-s)/5000/1000,'us');}
