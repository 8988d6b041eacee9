import { eachWord, isIndexed, tellWord, type WordSink } from './words.js';

/** Words kept of one exchange; more would only be the tail of very large bodies. */
const MAX_WORDS = 256;
/** Four places for each word, so that most are found at the first look. */
const SLOTS = 1024;
/** Units of the longest word: `sku.` and 40 of them. */
const STRETCH = 44;
/** Under which number, from 1, a word is known; by its hash. */
const slots = new Uint16Array(SLOTS);
/** The units of the known words, each in a stretch of its own, and their lengths. */
const known = new Uint16Array((MAX_WORDS + 1) * STRETCH);
const lengths = new Uint16Array(MAX_WORDS + 1);

/**
 * The words that an exchange is looked up by, each once, in their order: `first` as they are, then those of the texts outside
 * their tags. A single character is in nearly every body and finds nothing. Becomes a string only what is new: of the 400 words
 * of a cart of five lines two thirds are repetitions.
 */
export function distinctWords(first: readonly string[], texts: readonly string[]): string[] {
  const words: string[] = [];
  // the memory is used again by each call: it is filled and read without a pause
  slots.fill(0);
  const keep: WordSink = (source, units, { start, end, folded }) => {
    if (words.length >= MAX_WORDS || (end - start === 1 && !isIndexed(source.slice(start, end)))) return;
    const slot = slotOf(units, start, end);
    if (slots[slot] !== 0) return;
    const word = source.slice(start, end);
    slots[slot] = words.push(folded ? word : word.toLowerCase());
    learn(words.length, units, start, end);
  };
  for (const word of first) tellWord(word, keep);
  for (const text of texts) {
    // Text by text: of a large body only the beginning is read.
    if (words.length >= MAX_WORDS) break;
    eachWord(text, true, keep);
  }
  return words;
}

/** The place of a word, or the empty one where it belongs. */
function slotOf(units: Uint16Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + lower(units[at] as number)) | 0;
  for (let slot = (hash ^ (hash >>> 10)) & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
    const number = slots[slot] as number;
    if (number === 0 || isKnown(number, units, start, end)) return slot;
  }
}

function isKnown(number: number, units: Uint16Array, start: number, end: number): boolean {
  if (lengths[number] !== end - start) return false;
  const shift = number * STRETCH - start;
  for (let at = start; at < end; at++) if (known[at + shift] !== lower(units[at] as number)) return false;
  return true;
}

function learn(number: number, units: Uint16Array, start: number, end: number): void {
  lengths[number] = end - start;
  const shift = number * STRETCH - start;
  for (let at = start; at < end; at++) known[at + shift] = lower(units[at] as number);
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
