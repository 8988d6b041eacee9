import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const OWNER_ONLY = 0o600;
const FOLDER_OWNER_ONLY = 0o700;

/**
 * Writes a mail into the outbox whole or not at all: once this has returned it survives a power cut, and a reader never
 * sees half of one. The same name again takes the place of what was there, so that a retry does not double a mail.
 */
export async function writeToOutbox(
  folder: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_OWNER_ONLY });
  const fresh = join(folder, `.${name}.${process.pid}.new`);
  try {
    const file = await open(fresh, 'w', OWNER_ONLY);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, join(folder, name));
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** The name is on disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
