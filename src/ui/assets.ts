import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A file as it is served. */
export interface Asset {
  readonly contentType: string;
  readonly body: Buffer;
  /** Absent where packing does not help. */
  readonly gzip?: Buffer;
}

const OWN = fileURLToPath(new URL('./assets/', import.meta.url));
const STYLES = join(OWN, 'styles');
const packages = createRequire(import.meta.url);
const INTER = dirname(packages.resolve('@fontsource-variable/inter/package.json'));
const TABLER = join(dirname(packages.resolve('@tabler/core/package.json')), 'dist/css/tabler.min.css');
/** The order of our own stylesheet; what comes later may refine what came before. */
const STYLE_ORDER = [
  'base',
  'frame',
  'forms',
  'cards',
  'badges',
  'table',
  'search',
  'facets',
  'code',
  'notes',
  'door',
  'states',
  'phone',
  'pay',
  'orders',
  'affairs',
  'print',
];

const css = 'text/css; charset=utf-8';
const packed = (contentType: string, body: Buffer): Asset => ({ contentType, body, gzip: gzipSync(body) });
const ownStyles = ['../tokens', ...STYLE_ORDER].map((name) => readFileSync(join(STYLES, `${name}.css`)));

/** Every file that pages refer to, by its name behind `/assets/{version}/`. Read once at start. */
const files: ReadonlyMap<string, Asset> = new Map([
  ['tabler.css', packed(css, readFileSync(TABLER))],
  ['inter.css', packed(css, readFileSync(join(INTER, 'index.css')))],
  ['cartwright.css', packed(css, Buffer.concat(ownStyles))],
  ['keyboard.js', packed('text/javascript; charset=utf-8', readFileSync(join(OWN, 'keyboard.js')))],
  ...['mark.svg', 'bag.svg'].map((name): [string, Asset] => [name, packed('image/svg+xml', readFileSync(join(OWN, name)))]),
  ...readdirSync(join(INTER, 'files'))
    .filter((name) => name.endsWith('-wght-normal.woff2'))
    .map((name): [string, Asset] => [
      `files/${name}`,
      { contentType: 'font/woff2', body: readFileSync(join(INTER, 'files', name)) },
    ]),
]);

/** Changes with the content of any file, so that a browser may keep what it has for a year. */
export const ASSET_VERSION = digestOf([...files.values()]);

/** Address of a file of ours, such as `cartwright.css`. */
export const assetUrl = (name: string): string => `/assets/${ASSET_VERSION}/${name}`;

/** The file of this name, or null. */
export const findAsset = (name: string): Asset | null => files.get(name) ?? null;

function digestOf(assets: readonly Asset[]): string {
  const hash = createHash('sha256');
  for (const asset of assets) hash.update(asset.body);
  return hash.digest('hex').slice(0, 12);
}
