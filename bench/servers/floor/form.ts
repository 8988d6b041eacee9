/** The fields of a form as bytes, by name; the floor's own decoder, which reads each byte once. */
export function decodeForm(body: Buffer): Map<string, Buffer> {
  const fields = new Map<string, Buffer>();
  for (let start = 0; start < body.length;) {
    const ampersand = body.indexOf(AMPERSAND, start);
    const end = ampersand === -1 ? body.length : ampersand;
    const equals = body.indexOf(EQUALS, start);
    fields.set(body.toString('latin1', start, equals), decodeValue(body, equals + 1, end));
    start = end + 1;
  }
  return fields;
}

/** A text as a form value: a blank becomes `+`. */
export const encodeValue = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PLUS = 0x2b;
const PERCENT = 0x25;
const BLANK = 0x20;
const HEX = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit === -1 ? 0 : digit;
});

function decodeValue(body: Buffer, start: number, end: number): Buffer {
  const value = Buffer.allocUnsafe(end - start);
  let length = 0;
  for (let at = start; at < end; at++) {
    const byte = body[at] ?? 0;
    if (byte === PERCENT) {
      value[length++] = ((HEX[body[at + 1] ?? 0] ?? 0) << 4) | (HEX[body[at + 2] ?? 0] ?? 0);
      at += 2;
    } else {
      value[length++] = byte === PLUS ? BLANK : byte;
    }
  }
  return value.subarray(0, length);
}
