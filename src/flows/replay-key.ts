import type { Vault } from '../vault.js';

/** A UUID in its usual form, perhaps behind the number that some shops put before it. */
const UUID_LIKE = /^([12]-)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** Whether a text is made of random digits by rule; only then it is stored as it came. */
export const isUuid = (text: string): boolean => UUID_LIKE.test(text);

/**
 * What a used UUID is remembered by. The protocol lets a sender choose any text, an e-mail too: whatever does not look like
 * a UUID is known by its keyed hash.
 */
export const replayUuid = (uuid: string, vault: Pick<Vault, 'tag'>): string => (isUuid(uuid) ? uuid : vault.tag(uuid));
