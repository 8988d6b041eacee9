import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeededDemo } from '../flows/demo.js';
import { codeOf } from './start-fault.js';

/** What demo.json holds (product.md, First run); the sandbox commands read it. */
export interface DemoFile {
  readonly consoleUrl: string;
  readonly email: string;
  readonly password: string;
  readonly merchantId: string;
  readonly sandbox: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly checkoutUrl: string;
    readonly callbackUrl: string;
    readonly apiUrl: string;
  };
}

const OWNER_ONLY = 0o600;

/** `demo.json` beside the database file. */
export const demoFilePath = (directory: string): string => join(directory, 'demo.json');

/** The contents of demo.json for a demo merchant that was made just now. */
export function demoFileOf(demo: SeededDemo, publicUrl: string): DemoFile {
  const { email, password, merchantId } = demo;
  const { accessKeyId, secretAccessKey } = demo.sandbox;
  const secrets = { email, password, merchantId, sandbox: { accessKeyId, secretAccessKey } };
  return withAddresses(secrets, publicUrl);
}

/** The same merchant and secrets under the address of this start. */
export function withAddresses(
  {
    email,
    password,
    merchantId,
    sandbox,
  }: Pick<DemoFile, 'email' | 'password' | 'merchantId'> & {
    readonly sandbox: Pick<DemoFile['sandbox'], 'accessKeyId' | 'secretAccessKey'>;
  },
  publicUrl: string,
): DemoFile {
  return {
    consoleUrl: `${publicUrl}/console`,
    email,
    password,
    merchantId,
    sandbox: {
      accessKeyId: sandbox.accessKeyId,
      secretAccessKey: sandbox.secretAccessKey,
      checkoutUrl: `${publicUrl}/sandbox/checkout/${merchantId}`,
      callbackUrl: `${publicUrl}/sandbox/callbacks/${merchantId}`,
      apiUrl: `${publicUrl}/v1`,
    },
  };
}

/** Writes demo.json whole or not at all, readable by its owner only. */
export async function writeDemoFile(directory: string, demo: DemoFile): Promise<void> {
  const file = demoFilePath(directory);
  const fresh = `${file}.new`;
  // with MySQL nothing else may have made the folder
  await mkdir(directory, { recursive: true });
  await writeFile(fresh, `${JSON.stringify(demo, null, 2)}\n`, { mode: OWNER_ONLY });
  await chmod(fresh, OWNER_ONLY);
  await rename(fresh, file);
}

/** What demo.json says; null where there is none, or where it is not one of ours. */
export async function readDemoFile(directory: string): Promise<DemoFile | null> {
  try {
    const parsed: unknown = JSON.parse(await readFile(demoFilePath(directory), 'utf8'));
    return isDemoFile(parsed) ? parsed : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

function isDemoFile(value: unknown): value is DemoFile {
  if (!hasTexts(value, ['consoleUrl', 'email', 'password', 'merchantId']) || !('sandbox' in value)) return false;
  return hasTexts(value.sandbox, ['accessKeyId', 'secretAccessKey', 'checkoutUrl', 'callbackUrl', 'apiUrl']);
}

function hasTexts(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => name in value && typeof Reflect.get(value, name) === 'string')
  );
}
