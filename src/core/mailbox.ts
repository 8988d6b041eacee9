/** An e-mail address, with the name that stands before it where there is one. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

const MAX_ADDRESS_LENGTH = 254;
const MAX_NAME_LENGTH = 100;
/** No blank, no control character, nothing that means something in a list of addresses or in a header. */
const ADDRESS =
  /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u;
const NAMED = /^([^\p{Cc}<>"]*)<([^<>]+)>$/u;

/** Whether a text is one e-mail address and nothing else. */
export const isMailAddress = (text: string): boolean => text.length <= MAX_ADDRESS_LENGTH && ADDRESS.test(text);

/** Reads `orders@shop.example` or `Larch & Loam <orders@shop.example>`; null for anything else, two addresses among them. */
export function readMailbox(text: string): Mailbox | null {
  const [, name = '', address = text] = NAMED.exec(text) ?? [];
  return isMailAddress(address) && name.length <= MAX_NAME_LENGTH ? { name: name.trim(), address } : null;
}
