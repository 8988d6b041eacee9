import { createHash } from 'node:crypto';
import type { LogoType, ShopDocument } from '../core/settings.js';
import type { ShopFront } from '../core/shop-front.js';
import { CartwrightError } from '../errors.js';
import type { Db } from './db.js';
import { keptByVersion } from './kept-by-version.js';
import { loadDocument } from './settings.js';

const DIGEST_CHARACTERS = 16;

/** A logo as it is served. */
export interface Logo {
  readonly contentType: LogoType;
  readonly bytes: Buffer;
  readonly digest: string;
}

/**
 * What buyers read of the shop of an environment, made once for each `version` of `readState`; the bytes of the logo are not
 * kept. Throws SETTINGS_UNREADABLE where the stored document is none.
 */
export const loadShopFront = keptByVersion(async (db: Db, environmentId: string): Promise<ShopFront> => {
  const { document } = await loadDocument(db, environmentId, 'shop');
  try {
    return frontOf(document);
  } catch (cause) {
    const detail = 'The stored shop settings do not have the form that this version reads. Save them again.';
    throw new CartwrightError('SETTINGS_UNREADABLE', { detail, cause });
  }
});

/** The logo in force; null where the shop has none. */
export async function loadLogo(db: Db, environmentId: string): Promise<Logo | null> {
  const { document } = await loadDocument(db, environmentId, 'shop');
  return document.logo === undefined ? null : logoOf(document.logo);
}

function frontOf({ logo, about, policies, yourAccountUrl }: ShopDocument): ShopFront {
  return {
    logo: logo === undefined ? null : { digest: logoOf(logo).digest, alt: logo.alt },
    about: about ?? null,
    policies: policies.map(({ title, text }) => ({ title, text })),
    yourAccountUrl: yourAccountUrl ?? null,
  };
}

/** Whatever changes what is served changes the digest: it stands in an address that browsers keep for a year. */
function logoOf({ contentType, data }: NonNullable<ShopDocument['logo']>): Logo {
  const bytes = Buffer.from(data, 'base64');
  const digest = createHash('sha256').update(contentType).update(bytes).digest('hex').slice(0, DIGEST_CHARACTERS);
  return { contentType, bytes, digest };
}
