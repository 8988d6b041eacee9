import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Fault } from '../core/fault.js';
import { type JsonSpan, placeOf, readJson } from './json-places.js';

/** More faults than this help nobody. */
const MAX_FAULTS = 50;
/** Values of these fields stand in a fault as they came: short, and never somebody's address. */
const QUOTABLE = /\/(?:price|quantity|amount|unit|currency|as)$/;

/** A schema of schemas/, which lies beside src/ and dist/ alike: compiled when it is first asked for, not at each start. */
export function schemaOf(name: string): () => ValidateFunction {
  let validate: ValidateFunction | undefined;
  return () => (validate ??= compileSchema(name));
}

function compileSchema(name: string): ValidateFunction {
  const file = new URL(`../../schemas/${name}`, import.meta.url);
  const ajv = new Ajv2020({ allErrors: true, strict: true, verbose: true });
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

/**
 * What a body breaks of a schema, as faults with a pointer and, if the text is given, line, column and length. A wrong value
 * points at its first character, an unknown name at its quote, something missing at the end of the object that lacks it.
 */
export function findSchemaFaults(body: unknown, validate: ValidateFunction, raw?: string): Fault[] {
  if (validate(body)) return [];
  const read = raw === undefined ? null : readJson(raw);
  const places = read?.ok === true ? read.places : null;
  return (validate.errors ?? []).slice(0, MAX_FAULTS).map((error) => describe(error, { raw: raw ?? '', places }));
}

/** A fault at a pointer, with its place if there is a text to have one in. */
export function faultAt(raw: string | undefined, fault: Fault & { readonly pointer: string }): Fault {
  const read = raw === undefined ? null : readJson(raw);
  const span = read?.ok === true ? read.places.get(fault.pointer) : undefined;
  return raw === undefined || span === undefined ? fault : { ...fault, ...placeOf(raw, span) };
}

interface Source {
  readonly raw: string;
  readonly places: ReadonlyMap<string, JsonSpan> | null;
}

function describe(error: ErrorObject, source: Source): Fault {
  const { rule, pointer, expected, message } = sentence(error);
  const span = pointedAt(error, pointer, source);
  return {
    rule,
    severity: 'error',
    pointer,
    ...(span === undefined ? {} : placeOf(source.raw, span)),
    expected,
    ...(error.keyword !== 'required' && QUOTABLE.test(pointer) ? { got: JSON.stringify(error.data).slice(0, 80) } : {}),
    message,
    help: '/help/REQUEST_FAULT',
  };
}

function pointedAt(error: ErrorObject, pointer: string, { places }: Source): { start: number; end: number } | undefined {
  const own = places?.get(pointer);
  if (error.keyword === 'required') {
    const parent = places?.get(error.instancePath);
    return parent === undefined ? undefined : { start: parent.end - 1, end: parent.end - 1 };
  }
  if (error.keyword === 'additionalProperties' && own?.key !== undefined)
    return { start: own.key, end: own.key + JSON.stringify(nameOf(error)).length };
  return own;
}

function sentence(error: ErrorObject): { rule: string; pointer: string; expected: string; message: string } {
  const params = error.params as Readonly<Record<string, unknown>>;
  const at = error.instancePath === '' ? 'The body' : error.instancePath;
  const said = (rule: string, expected: string, pointer = error.instancePath): ReturnType<typeof sentence> => ({
    rule,
    pointer,
    expected,
    message: `${at}: expected ${expected}${QUOTABLE.test(error.instancePath) ? `, got ${JSON.stringify(error.data).slice(0, 80)}` : ''}.`,
  });
  const described = (error.parentSchema as { description?: string } | undefined)?.description;
  switch (error.keyword) {
    case 'required': {
      const name = String(params.missingProperty);
      return { ...said('json-required', name, `${error.instancePath}/${name}`), message: `${at}: ${name} is missing.` };
    }
    case 'additionalProperties': {
      const name = nameOf(error).slice(0, 60);
      const pointer = `${error.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return {
        ...said('json-unknown', 'no such name', pointer),
        message: `${at}: ${name} is not known here. Leave it out, or correct its spelling.`,
      };
    }
    case 'type':
      return said('json-type', described ?? article(String(params.type)));
    case 'pattern':
      return said('json-pattern', described ?? `text that fits ${String(params.pattern)}`);
    case 'enum':
      return said('json-enum', (params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(' or '));
    default:
      return said(`json-${error.keyword.toLowerCase()}`, `a value that ${error.message ?? 'fits the schema'}`);
  }
}

function nameOf(error: ErrorObject): string {
  return String((error.params as Readonly<Record<string, unknown>>).additionalProperty);
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}
