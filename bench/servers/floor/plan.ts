import type { SettingsDocuments } from '../../../src/core/settings.js';

/** What the floor is told once, in a file: the product's own settings, key and schema. */
export interface Plan {
  readonly settings: SettingsDocuments;
  /** Path of callback.xsd. */
  readonly schema: string;
  /** `sqlite:<file>` or `mysql://…` of an empty database. */
  readonly databaseUrl: string;
  readonly keyId: string;
  readonly secret: string;
  /** 32 bytes, base64. */
  readonly sealingKey: string;
}

/** Reads what the bench wrote for its own child process. */
export const readPlan = (json: string): Plan => JSON.parse(json) as Plan;
