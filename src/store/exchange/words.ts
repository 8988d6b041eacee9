import { createHash } from 'node:crypto';
import type { StoredMessage } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import { distinctWords } from '../../core/distinct-words.js';
import { skusIn, skuWord, valueWordsIn } from '../../core/words.js';

/** The texts of an exchange that a search looks into. */
export interface SearchableExchange {
  readonly code: string;
  readonly refs: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  readonly request: StoredMessage;
  readonly response: StoredMessage;
  /** More text, given when the exchange was recorded. */
  readonly words: string;
}

/** Every text of an exchange in the order of its weight: where words are left out, they are those of the end. */
function textsOf({ code, refs, faults, request, response, words }: SearchableExchange): string[] {
  return [
    code,
    ...Object.values(refs),
    ...faults.flatMap((fault) => [fault.rule, fault.path ?? fault.pointer ?? '', fault.got ?? '', fault.message]),
    request.start,
    ...messageTexts(request),
    ...messageTexts(response),
    words,
  ];
}

/** The words under which an exchange is found. */
export function wordsOfExchange(exchange: SearchableExchange): string[] {
  const skus = [...messageTexts(exchange.request), ...messageTexts(exchange.response)].flatMap(skusIn).map(skuWord);
  return distinctWords(skus, textsOf(exchange));
}

/** Whether the words of a phrase stand next to each other somewhere in an exchange. */
export function hasPhrase(exchange: SearchableExchange, phrase: readonly string[]): boolean {
  return textsOf(exchange).some((text) => {
    const words = valueWordsIn(text);
    return words.some((_, start) => phrase.every((word, offset) => words[start + offset] === word));
  });
}

/**
 * The index holds the words of every environment, each behind a short tag of its own, so that a search reads the entries
 * of one environment only. Should two environments ever share a tag, rows are checked against the environment as well.
 */
export function indexTerm(environmentId: string, word: string): string {
  return `${tagOf(environmentId)}:${word}`;
}

/** The words of one exchange as its entry in the index: `1a2b3c:mug 1a2b3c:cup`. */
export function indexTerms(environmentId: string, words: readonly string[]): string {
  const tag = tagOf(environmentId);
  return words.length === 0 ? '' : `${tag}:${words.join(` ${tag}:`)}`;
}

const tags = new Map<string, string>();
const TAGS_REMEMBERED = 10_000;

function tagOf(environmentId: string): string {
  const known = tags.get(environmentId);
  if (known !== undefined) return known;
  const tag = createHash('sha256').update(environmentId).digest().readUIntBE(0, 5).toString(36);
  if (tags.size < TAGS_REMEMBERED) tags.set(environmentId, tag);
  return tag;
}

/** Of a signature nobody looks for a part, and each would be new to the index. */
const UNSEARCHED = 'Signature';

function messageTexts({ body, fields }: StoredMessage): string[] {
  const texts = body.text === '' ? [] : [body.text];
  for (const { name, value } of fields) if (name !== UNSEARCHED) texts.push(value.text);
  return texts;
}
