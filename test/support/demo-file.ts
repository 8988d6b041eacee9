import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** demo.json as a program of somebody else reads it. */
export interface DemoJson {
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

/** Reads `demo.json` of a folder. */
export function readDemo(folder: string): DemoJson {
  return JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as DemoJson;
}
