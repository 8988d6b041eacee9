/**
 * How many more of some places somebody may take who holds `held` of them while `free` are left: nobody holds more than he
 * leaves to the others, so that whoever comes next always finds some. Of 256 free places the first may have 128, the next 64.
 */
export const fairShare = ({ free, held }: { readonly free: number; readonly held: number }): number =>
  Math.max(0, Math.ceil((free - held) / 2));
