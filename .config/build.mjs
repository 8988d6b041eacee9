// Transpiles src/ to dist/ (types are the business of `npm run check`) and copies what is not TypeScript.
// With --if-needed it does nothing while dist/ is newer than every source.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const newest = Math.max(...[...sources, join(root, 'package.json')].map((file) => statSync(file).mtimeMs));
if (process.argv.includes('--if-needed') && existsSync(stamp) && statSync(stamp).mtimeMs >= newest) process.exit(0);

rmSync(join(root, 'dist'), { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '--noCheck', '-p', '.config/tsconfig.build.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
for (const file of sources.filter((name) => !/\.tsx?$/.test(name))) {
  cpSync(file, file.replace(join(root, 'src'), join(root, 'dist')));
}
writeFileSync(stamp, '');
utimesSync(stamp, new Date(), new Date(Math.max(newest, Date.now())));
