import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'node_modules/.cache/cartwright-bench');
const ROOMS = ['bench/servers', 'src/core'];

/**
 * Writes the bench's own servers, and the part of src/ that they share with the product, as plain JavaScript, and gives the
 * folder. Run by tsx they would carry what its loader adds to every function, and the floor would be slower than it is.
 */
export function transpileServers(): string {
  rmSync(OUT, { recursive: true, force: true });
  for (const room of ROOMS) {
    for (const name of readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.ts')) transpile(join(room, name));
    }
  }
  writeFileSync(join(OUT, 'package.json'), '{"type":"module"}');
  return join(OUT, 'bench/servers');
}

function transpile(file: string): void {
  const { outputText } = ts.transpileModule(readFileSync(join(ROOT, file), 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  const target = join(OUT, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
}
