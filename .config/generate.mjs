// Writes what is made from something else: the API's types from schemas/openapi.yaml, the tables of settings and codes in
// docs/ from the code. With --check it writes nothing and says what is not up to date.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTypes, { astToString } from 'openapi-typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const checking = process.argv.includes('--check');

execFileSync(process.execPath, [join(root, '.config/build.mjs'), '--if-needed'], { cwd: root, stdio: 'inherit' });
const { SETTINGS } = await import(join(root, 'dist/config/settings.js'));
const { POLICIES } = await import(join(root, 'dist/core/policy.js'));
const { HELP_PAGES } = await import(join(root, 'dist/help.js'));

const apiTypes = async () => {
  const schema = new URL('../schemas/openapi.yaml', import.meta.url);
  const banner = '// Made from schemas/openapi.yaml by `npm run generate`. Change the description, not this file.\n';
  return banner + astToString(await openapiTypes(schema, { alphabetize: false }));
};

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n');

const settingsTable = () =>
  table(
    ['variable', 'default', 'meaning'],
    Object.values(SETTINGS).map((setting) => [
      `\`${setting.name}\``,
      setting.defaultInWords ?? `\`${setting.default}\``,
      setting.meaning,
    ]),
  );
const policiesTable = () =>
  table(
    ['policy', 'default', 'other choices', 'what it decides'],
    Object.values(POLICIES).map(({ name, default: usual, choices, range, explanation }) => [
      `\`${name}\``,
      choices === null && range === undefined ? 'none' : `\`${usual}\``,
      choices === null
        ? range === undefined
          ? 'lists of states'
          : `${range.least} to ${range.most}`
        : choices
            .filter((choice) => choice !== usual)
            .map((choice) => `\`${choice}\``)
            .join(', '),
      explanation,
    ]),
  );
const codesTable = () =>
  table(
    ['code', 'status', 'what happened', 'in a callback answer'],
    HELP_PAGES.map((page) => [
      `\`${page.code}\``,
      String(page.status),
      page.title,
      page.wireCode === undefined ? '' : `\`${page.wireCode}\``,
    ]),
  );

/** The file with what stands between its two marks replaced. */
const between = (file, name, text) => {
  const whole = readFileSync(join(root, file), 'utf8');
  const [start, end] = [`<!-- made by npm run generate: ${name} -->`, '<!-- end -->'];
  const from = whole.indexOf(start);
  const to = whole.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${file} has no place for "${name}": it needs the lines ${start} and ${end}`);
  return `${whole.slice(0, from + start.length)}\n${text}\n${whole.slice(to)}`;
};

const made = [
  ['src/http/api-types.d.ts', await apiTypes()],
  ['docs/operations.md', between('docs/operations.md', 'settings', settingsTable())],
  ['docs/protocol.md', between('docs/protocol.md', 'policies', policiesTable())],
  ['docs/codes.md', between('docs/codes.md', 'codes', codesTable())],
];
const stale = made.filter(([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text);
for (const [file, text] of stale) {
  if (checking) console.error(`${file} is not what \`npm run generate\` makes. Run it and commit the result.`);
  else writeFileSync(join(root, file), text);
}
if (!checking)
  console.log(stale.length === 0 ? 'Everything was up to date.' : `Wrote ${stale.map(([file]) => file).join(', ')}.`);
process.exitCode = checking && stale.length > 0 ? 1 : 0;
