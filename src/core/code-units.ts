/** Longer texts get a piece of memory of their own. */
const SCRATCH_UNITS = 64 * 1024;
const scratch = Buffer.alloc(SCRATCH_UNITS * 2);
const scratchUnits = new Uint16Array(scratch.buffer, scratch.byteOffset, SCRATCH_UNITS);

/**
 * The UTF-16 units of a text as an array, for scanners that look at every character: reading a string by `charCodeAt` asks
 * again at each place how the string is stored, which costs three times as much as the copy. The array may be longer than the
 * text, and is good until the next call.
 */
export function codeUnits(text: string): Uint16Array {
  if (text.length > SCRATCH_UNITS) return ownCodeUnits(text);
  scratch.write(text, 0, 'utf16le');
  return scratchUnits;
}

/** The same as an array that stays. */
export function ownCodeUnits(text: string): Uint16Array {
  const bytes = Buffer.alloc(text.length * 2);
  bytes.write(text, 0, 'utf16le');
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
}
