/** A message as its first sentence, which is shown bold, and what follows: `SPRING25 ended on 31 May.`, `Your total is unchanged.` */
export function headAndRest(message: string): { readonly head: string; readonly rest: string } {
  const end = message.indexOf('. ') + 1;
  return end === 0 ? { head: message, rest: '' } : { head: message.slice(0, end), rest: message.slice(end + 1) };
}
