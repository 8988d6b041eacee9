import { readdirSync, readFileSync } from 'node:fs';

const SOURCE = new URL('../../src/', import.meta.url);
const ROOMS = ['http', 'checkout', 'console'];
/** Names of functions that only look; what saves, claims or deletes is called by flows. */
const LOOKS = /^(?:load|list|find|read|count|open)[A-Z]|^(?:databaseFaults|catchUp)$/;
/** express-session wants to write its sessions itself. */
const WRITES_SESSIONS = 'console/session-store.ts';

/** `file: name` of everything but types that the text imports from the store. */
function storeNames(file: string, text: string): string[] {
  return [...text.matchAll(/import \{([^}]*)\} from '(?:\.\.\/)+store\/[^']+'/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => `${file}: ${name}`);
}

const imported = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(SOURCE.pathname.length))
  .filter((file) => ROOMS.some((room) => file.startsWith(`${room}/`)) && file !== WRITES_SESSIONS)
  .flatMap((file) => storeNames(file, readFileSync(new URL(file, SOURCE), 'utf8')));

describe('Routes and pages', () => {
  test('read the store: the test sees what they import', () => {
    expect(imported).toContain('http/api/routes.ts: loadDocument');
    expect(imported).toContain('console/exchanges/pages.tsx: findExchange');
  });

  test('never write to it: that is done by flows', () => {
    expect(imported.filter((line) => !LOOKS.test(line.slice(line.indexOf(': ') + 2)))).toEqual([]);
  });
});
