/** An element with nothing but text in it. */
export const tag = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

/** An element around others; left out where there are none. */
export const around = (name: string, inside: string): string => (inside === '' ? '' : `<${name}>${inside}</${name}>`);

/** An amount with its currency. */
export const priced = (name: string, amount: string, currency: string): string =>
  `<${name}>${tag('Amount', amount)}${tag('CurrencyCode', currency)}</${name}>`;

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
