// Transpiles src/ to dist/ (types are the business of `npm run check`) and copies what is not TypeScript.
// With --if-needed it does nothing while dist/ is newer than every source. The new dist/ is made aside and put in place
// whole, so that a program that starts meanwhile, or another build beside this one, never meets half of it.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const aside = join(root, 'node_modules', '.cache', `cartwright-dist-${process.pid}`);
const began = new Date();

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const newest = Math.max(...[...sources, join(root, 'package.json')].map((file) => statSync(file).mtimeMs));
const builtAt = () => (existsSync(join(dist, '.built')) ? statSync(join(dist, '.built')).mtimeMs : 0);
if (process.argv.includes('--if-needed') && builtAt() >= newest) process.exit(0);

const tsc = join(root, 'node_modules/typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '--noCheck', '-p', '.config/tsconfig.build.json', '--outDir', aside], {
  cwd: root,
  stdio: 'inherit',
});
for (const file of sources.filter((name) => !/\.tsx?$/.test(name))) cpSync(file, file.replace(join(root, 'src'), aside));
writeFileSync(join(aside, '.built'), '');
// When it began: what was changed during the build is newer, and is built the next time.
utimesSync(join(aside, '.built'), began, began);

for (let tries = 1; ; tries++) {
  try {
    if (existsSync(dist)) renameSync(dist, `${aside}-old`);
    renameSync(aside, dist);
    break;
  } catch (error) {
    // Another build put its dist/ there between the two steps.
    if (tries === 10 || !['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code)) throw error;
    rmSync(`${aside}-old`, { recursive: true, force: true });
  }
}
rmSync(`${aside}-old`, { recursive: true, force: true });
