/** Field names whose value is never logged, whatever it is. */
const SECRET_NAME = /authorization|cookie|secret|password|passphrase|token|signature|master.?key|session/i;
const EMAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+/g;
/** User and password of an address, as in `mysql://user:password@host`. */
const CREDENTIALS = /(\w+:\/\/)[^\s/@]*@/g;
const BASIC = /\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]+/g;
const MAX_DEPTH = 6;
const STACK_LINES = 12;

/** A copy of what is to be logged without secrets: by the name of the field, and e-mail addresses and credentials in any text. */
export function redact(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactField(name, value, 0)]));
}

/** `ines@shop.example` becomes `[e-mail]`, `mysql://u:p@h/d` becomes `mysql://[hidden]@h/d`. */
export function redactText(text: string): string {
  return text.replace(CREDENTIALS, '$1[hidden]@').replace(BASIC, '$1 [hidden]').replace(EMAIL, '[e-mail]');
}

function redactField(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  if (SECRET_NAME.test(name)) return '[hidden]';
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return typeof value;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((entry) => redactField('', entry, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, redactField(key, entry, depth + 1)]));
}

/** A database driver puts whole statements with their values into a message: only its first line is kept, and the stack's places. */
function redactError(error: Error, depth: number): Record<string, unknown> {
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    message: redactText(firstLine(error.message)),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    stack: places.slice(0, STACK_LINES).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: redactField('cause', error.cause, depth + 1) }),
  };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
