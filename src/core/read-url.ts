/**
 * An address as `URL` reads it, with `base` a relative one too; null for what is none. `URL.canParse` of Node 20 will not do:
 * once it was called often enough to be optimised, it refuses hosts such as `bücher.example`.
 */
export function readUrl(address: string, base?: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
