const DOCUMENT = 'order-calculations-response';
const MAX_NAMES = 8;
const MAX_NAME_LENGTH = 40;

/** What a body is, where it is not the form that was expected: half a sentence with the remedy. */
export function describeBody(body: Buffer, contentType: string, detail?: string): string {
  const text = body.toString('utf8', 0, 100_000);
  if (text === '') return 'it is empty';
  const sent = contentType === '' ? '' : `, sent as ${contentType.slice(0, 80)}`;
  if (/^<\?xml|^<(?:[\w.-]+:)?OrderCalculations/.test(text))
    return `it is bare XML${sent}; send it as that form field, URL-encoded`;
  if (text.includes(`${DOCUMENT}=`) && !text.startsWith(DOCUMENT) && text.startsWith('<')) {
    return `something is printed before the form${sent}; it begins with ${beginning(text)}`;
  }
  if (text.startsWith('<')) return `it is a page${sent}; it begins with ${beginning(text)}`;
  if (text.startsWith('{') || text.startsWith('[')) return `it is JSON${sent}`;
  return detail ?? `it has the fields ${namesOf(text)}${sent}; names are case-sensitive, and an empty field counts as left out`;
}

function beginning(text: string): string {
  return `"${text.slice(0, MAX_NAME_LENGTH).replace(/\s+/g, ' ')}"`;
}

function namesOf(text: string): string {
  const names = text.split('&').map((part) => part.replace(/=[\s\S]*$/, '').slice(0, MAX_NAME_LENGTH));
  return names.slice(0, MAX_NAMES).join(', ');
}
