/** Random bytes that one number takes: so many more than its digits that no number is likelier than another. */
export const NUMBER_BYTES = 16;

const ORDER_DIGITS = 17;
const ITEM_DIGITS = 14;

/** Order id of 3-7-7 digits from random bytes: `482-9913047-2290164`. It never begins with 0, which spreadsheets drop. */
export function orderId(bytes: Uint8Array): string {
  const digits = numberOf(bytes, ORDER_DIGITS);
  return `${digits.slice(0, 3)}-${digits.slice(3, 10)}-${digits.slice(10)}`;
}

/** Order item code of 14 digits from random bytes. */
export const itemCode = (bytes: Uint8Array): string => numberOf(bytes, ITEM_DIGITS);

/** Whether a text looks like an order id; old files and carts may carry one that begins with 0. */
export const isOrderId = (text: string): boolean => /^\d{3}-\d{7}-\d{7}$/.test(text);

export const isItemCode = (text: string): boolean => /^\d{14}$/.test(text);

function numberOf(bytes: Uint8Array, digits: number): string {
  if (bytes.length < NUMBER_BYTES) throw new RangeError(`a number takes ${NUMBER_BYTES} random bytes`);
  const least = 10n ** BigInt(digits - 1);
  let random = 0n;
  for (const byte of bytes) random = (random << 8n) | BigInt(byte);
  return (least + (random % (9n * least))).toString();
}
