/** A form as a browser sees it: where it goes, and what its controls hold. */
export interface PageForm {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly controls: readonly Control[];
}

export interface Control {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** Of boxes and radios: ticked; of an option: selected. */
  readonly on: boolean;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;

type Attributes = Readonly<Record<string, string>>;
interface Open {
  readonly id: string | undefined;
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly controls: Control[];
}

/** The forms of a page, with controls that name a form by its id. */
export function readForms(html: string): PageForm[] {
  const forms: Open[] = [];
  const away: { form: string; control: Control }[] = [];
  let inside: Open | undefined;
  let select: { name: string; attributes: Attributes } | undefined;
  for (const [index, closing, name, attributes] of tagsOf(html)) {
    if (name === 'form') inside = closing ? undefined : openForm(forms, attributes);
    if (name === 'select') select = closing ? undefined : { name: attributes['name'] ?? '', attributes };
    if (closing) continue;
    const owner = (name === 'option' ? select?.attributes['form'] : attributes['form']) ?? '';
    const control = readControl(name, attributes, { html, index, select: select?.name });
    if (control === null || control.name === '') continue;
    if (owner === '') inside?.controls.push(control);
    else away.push({ form: owner, control });
  }
  for (const { form, control } of away) forms.find(({ id }) => id === form)?.controls.push(control);
  return forms;
}

/** Addresses of the links of a page. */
export function readLinks(html: string): string[] {
  return [...tagsOf(html)].flatMap(([, closing, name, { href }]) =>
    name === 'a' && !closing && href !== undefined ? [href] : [],
  );
}

/** What a browser would send: what is hidden or typed, what is ticked, the selected option; buttons only when pressed. */
export function fieldsOf({ controls }: PageForm): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { name, type, value, on } of controls) {
    if (['radio', 'checkbox'].includes(type) ? on : !['submit', 'button', 'image', 'reset'].includes(type)) {
      if (type !== 'option' || on || !fields.has(name)) fields.set(name, value);
    }
  }
  return fields;
}

function openForm(forms: Open[], { id, action = '', method = 'get' }: Attributes): Open {
  const form: Open = { id, action, method: method.toLowerCase() === 'post' ? 'post' : 'get', controls: [] };
  forms.push(form);
  return form;
}

function readControl(
  name: string,
  attributes: Attributes,
  { html, index, select }: { html: string; index: number; select: string | undefined },
): Control | null {
  const { name: own = '', value = '', type } = attributes;
  if (attributes['disabled'] !== undefined) return null;
  switch (name) {
    case 'input': {
      const kind = (type ?? 'text').toLowerCase();
      const ticks = kind === 'radio' || kind === 'checkbox';
      return {
        name: own,
        type: kind,
        value: ticks && attributes['value'] === undefined ? 'on' : value,
        on: attributes['checked'] !== undefined,
      };
    }
    case 'button':
      return { name: own, type: (type ?? 'submit').toLowerCase(), value, on: false };
    case 'textarea':
      return {
        name: own,
        type: 'textarea',
        value: decode(/^[^>]*>([^]*?)<\/textarea>/i.exec(html.slice(index))?.[1] ?? ''),
        on: true,
      };
    case 'option':
      return { name: select ?? '', type: 'option', value, on: attributes['selected'] !== undefined };
    default:
      return null;
  }
}

function* tagsOf(html: string): Generator<[index: number, closing: boolean, name: string, attributes: Attributes]> {
  for (const match of html.matchAll(TAG)) {
    const [, slash, name = '', rest = ''] = match;
    const attributes = [...rest.matchAll(ATTRIBUTE)].map(([, key = '', double, single, bare]) => [
      key.toLowerCase(),
      decode(double ?? single ?? bare ?? ''),
    ]);
    yield [match.index, slash === '/', name.toLowerCase(), Object.fromEntries(attributes) as Attributes];
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text of HTML as text. */
export function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, digits?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (digits !== undefined) return String.fromCodePoint(Number(digits));
    return ENTITIES[name ?? ''] ?? whole;
  });
}
