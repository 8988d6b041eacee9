import { codePoints } from './xml-place.js';
import { only, type Declaration } from './xml-declarations.js';

/** A simple type of the schema: what its engine would surely take, and the words for what was expected. */
export interface TextType {
  readonly kind: 'text';
  readonly name: string;
  /** Id of the rule that a wrong value breaks: the type's name in kebab-case. */
  readonly rule: string;
  /** `a whole number above 0`, from the documentation of the type. */
  readonly expected: string;
  /** At most this many code points, where the type says so. */
  readonly maxLength?: number;
  /** True only where the schema's engine takes the text too. */
  readonly takes: (text: string) => boolean;
}

/** What XSD and JavaScript read alike in a pattern; `.` takes less in JavaScript, so that there the engine is asked. */
const SAFE_PATTERN = /^(?:[A-Za-z0-9 ,:/|()?*+.{}-]|\[[A-Za-z0-9-]+\]|\\[.+])*$/;
const FACETS = ['xs:pattern', 'xs:enumeration', 'xs:minLength', 'xs:maxLength'];

/** xs:string: any text. */
export function plainText(): TextType {
  return { kind: 'text', name: 'string', rule: 'string', expected: 'a text', takes: () => true };
}

/** Compiles a restriction of xs:string or xs:token by pattern, enumeration and length; throws on anything else. */
export function compileText(declaration: Declaration): TextType {
  const name = declaration.attributes['name'] ?? '';
  const [annotation, restriction] = only(declaration, ['xs:annotation', 'xs:restriction']);
  const base = restriction?.attributes['base'];
  if (base !== 'xs:string' && base !== 'xs:token') throw new Error(`schema: ${name} must restrict xs:string or xs:token`);
  const facets = only(restriction, FACETS);
  const tests = compileFacets(name, facets);
  const takesAsIs = (text: string): boolean => tests.every((test) => test(text));
  const maxLength = facets.find((facet) => facet.tag === 'xs:maxLength')?.attributes['value'];
  return {
    kind: 'text',
    name,
    rule: kebab(name),
    expected: only(annotation, ['xs:documentation'])[0]?.text ?? '',
    ...(maxLength === undefined ? {} : { maxLength: Number(maxLength) }),
    takes: base === 'xs:string' ? takesAsIs : (text) => takesAsIs(collapse(text)),
  };
}

/** What xs:token makes of white space: runs become one blank, none at the ends. */
export function collapse(text: string): string {
  return /[\t\n\r ]/.test(text) ? text.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '') : text;
}

/** `QuantityPositive` -> `quantity-positive`. */
export function kebab(name: string): string {
  return name.replace(/[a-z0-9](?=[A-Z])/g, '$&-').toLowerCase();
}

function compileFacets(name: string, facets: readonly Declaration[]): ((text: string) => boolean)[] {
  const values = (tag: string): string[] =>
    facets.filter((facet) => facet.tag === tag).map((facet) => facet.attributes['value'] ?? '');
  const tests: ((text: string) => boolean)[] = [];
  // Lengths are characters, of which JavaScript has one or two units.
  for (const length of values('xs:maxLength'))
    tests.push((text) => text.length <= Number(length) || codePoints(text) <= Number(length));
  for (const length of values('xs:minLength')) tests.push((text) => codePoints(text) >= Number(length));
  for (const pattern of values('xs:pattern')) {
    if (!SAFE_PATTERN.test(pattern)) throw new Error(`schema: the pattern of ${name} is not read alike by both engines`);
    const whole = new RegExp(`^(?:${pattern})$`, 'u');
    tests.push((text) => whole.test(text));
  }
  const words = new Set(values('xs:enumeration'));
  if (words.size > 0) tests.push((text) => words.has(text));
  return tests;
}
