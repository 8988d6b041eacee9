/** What a buyer's pages show of a shop; the logo by the digest of its bytes, which are served apart. */
export interface ShopFront {
  readonly logo: { readonly digest: string; readonly alt: string } | null;
  readonly about: string | null;
  readonly policies: readonly { readonly title: string; readonly text: string }[];
  readonly yourAccountUrl: string | null;
}

/** A shop that has said nothing of itself. */
export const BARE_FRONT: ShopFront = { logo: null, about: null, policies: [], yourAccountUrl: null };
