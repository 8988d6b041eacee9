import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache');
const ROOMS = ['bench/servers', 'src/core'];

/**
 * Writes the bench's own servers, and the part of src/ that they share with the product, as plain JavaScript, and gives the
 * folder. Run by tsx they would carry what its loader adds to every function, and the floor would be slower than it is.
 */
export function transpileServers(): string {
  mkdirSync(CACHE, { recursive: true });
  // Under the repository, so that the servers find its packages; removed when this process ends.
  const out = mkdtempSync(join(CACHE, 'cartwright-bench-'));
  process.once('exit', () => rmSync(out, { recursive: true, force: true }));
  for (const room of ROOMS) {
    for (const name of readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.ts')) transpile(join(room, name), out);
    }
  }
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  return join(out, 'bench/servers');
}

function transpile(file: string, out: string): void {
  const { outputText } = ts.transpileModule(readFileSync(join(ROOT, file), 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  const target = join(out, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
}
