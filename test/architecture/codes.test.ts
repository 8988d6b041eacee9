import { readdirSync, readFileSync } from 'node:fs';
import { ERRORS, type ErrorCode } from '../../src/errors.js';
import { findHelp } from '../../src/help.js';

const CODES = Object.keys(ERRORS) as ErrorCode[];
const ROOT = new URL('../', import.meta.url);

/** The text of every test but this one. */
function testTexts(): string[] {
  return readdirSync(ROOT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name) && entry.name !== 'codes.test.ts')
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'));
}

describe('Every error code', () => {
  test('has a help page that says what it means, why it happens and what to do', () => {
    const lacking = CODES.filter((code) => {
      const page = findHelp(code);
      return page === null || page.meaning === '' || page.causes.length === 0 || page.fix.length === 0;
    });
    expect(lacking).toEqual([]);
  });

  test('is written in capitals', () => {
    expect(CODES.filter((code) => !/^[A-Z]+(?:_[A-Z]+)*$/.test(code))).toEqual([]);
  });

  test('is met in a test', () => {
    const texts = testTexts();
    const unmet = CODES.filter((code) => !texts.some((text) => new RegExp(`\\b${code}\\b`).test(text)));
    expect(unmet).toEqual([]);
  });

  test('comes from somewhere: no code is only promised', () => {
    const sources = readdirSync(new URL('../src/', ROOT), { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && entry.name !== 'errors.ts' && !/help/.test(entry.parentPath),
      )
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'));
    const idle = CODES.filter((code) => !sources.some((text) => text.includes(`'${code}'`)));
    expect(idle).toEqual([]);
  });
});
