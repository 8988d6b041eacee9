import { eachWord, isIndexed, type WordPlace } from './words.js';

/** Words kept of one exchange; more would only be the tail of very large bodies. */
const MAX_WORDS = 256;
/** Four places for each word, so that most are found at the first look. */
const SLOTS = 1024;
const slots = new Uint16Array(SLOTS);

/**
 * The words that an exchange is looked up by, each once, in their order: `first` as they are, then those of the texts outside
 * their tags. A single character is in nearly every body and finds nothing. Becomes a string only what is new: of the 400 words
 * of a cart of five lines two thirds are repetitions.
 */
export function distinctWords(first: readonly string[], texts: readonly string[]): string[] {
  const words: string[] = [];
  // used again by each call: it is filled and read without a pause
  slots.fill(0);
  const keep = (source: string, { start, end, folded }: WordPlace): void => {
    if (words.length >= MAX_WORDS || (end - start === 1 && !isIndexed(source.slice(start, end)))) return;
    const slot = slotOf(words, source, start, end);
    if (slots[slot] !== 0) return;
    const word = source.slice(start, end);
    slots[slot] = words.push(folded ? word : word.toLowerCase());
  };
  for (const word of first) keep(word, { start: 0, end: word.length, folded: true });
  for (const text of texts) {
    // Text by text: of a large body only the beginning is read.
    if (words.length >= MAX_WORDS) break;
    eachWord(text, true, keep);
  }
  return words;
}

/** The place of a word, or the empty one where it belongs: `slots` says under which number, from 1, a word is known. */
function slotOf(words: readonly string[], source: string, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at++) hash = Math.imul(hash, 31) + lower(source.charCodeAt(at));
  for (let slot = (hash ^ (hash >>> 10)) & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
    const number = slots[slot] ?? 0;
    if (number === 0 || isSame(words[number - 1] ?? '', source, start, end)) return slot;
  }
}

function isSame(word: string, source: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = start; at < end; at++) if (word.charCodeAt(at - start) !== lower(source.charCodeAt(at))) return false;
  return true;
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
