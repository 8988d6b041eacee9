import { readdirSync, readFileSync } from 'node:fs';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const filesUnder = (folder: string): string[] =>
  readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'));

describe('docs', () => {
  test('list every tolerance of the wire', () => {
    const rules = new Set(filesUnder('src/wire').flatMap((text) => text.match(/'tolerance-[a-z0-9-]+'/g) ?? []));
    expect(rules.size).toBeGreaterThan(10);
    const listed = read('docs/protocol.md');
    expect([...rules].filter((rule) => !listed.includes(`\`${rule.slice(1, -1)}\``))).toEqual([]);
  });

  test('name every decision in their index', () => {
    const index = read('docs/adr/README.md');
    const decisions = readdirSync(new URL('../../docs/adr', import.meta.url)).filter((name) => /^\d{4}-/.test(name));
    expect(decisions.filter((name) => !index.includes(`(${name})`))).toEqual([]);
  });

  test('link only to files that exist', () => {
    const broken = ['README.md', 'docs/architecture.md', 'docs/adr/README.md', 'docs/operations.md', 'docs/protocol.md'].flatMap(
      (file) =>
        [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
          .map((match) => new URL(match[1] ?? '', new URL(`../../${file}`, import.meta.url)))
          .filter((target) => {
            try {
              readFileSync(target);
              return false;
            } catch {
              return true;
            }
          })
          .map((target) => `${file}: ${target.pathname.split('/').slice(-2).join('/')}`),
    );
    expect(broken).toEqual([]);
  });
});
