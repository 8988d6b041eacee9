const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;

/** What every ULID of `at` or later is above, and every earlier one below: its 10 characters of time. */
export function firstId(at: number): string {
  let text = '';
  for (let rest = Math.max(0, Math.floor(at)); text.length < TIME_CHARACTERS; rest = Math.floor(rest / CROCKFORD.length))
    text = CROCKFORD.charAt(rest % CROCKFORD.length) + text;
  return text;
}
