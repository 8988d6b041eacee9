import { ERRORS } from '../src/errors.js';
import { findHelp, HELP_PAGES } from '../src/help.js';

describe('help pages', () => {
  test('there is one for each code, and none besides', () => {
    expect(HELP_PAGES.map((page) => page.code)).toEqual(Object.keys(ERRORS));
  });

  test('a code that does not exist has none', () => {
    expect(findHelp('NO_SUCH_CODE')).toBeNull();
    expect(findHelp('constructor')).toBeNull();
  });

  test('a page carries the status and the title of its code', () => {
    expect(findHelp('SIGNATURE_STALE')).toMatchObject({
      code: 'SIGNATURE_STALE',
      status: 403,
      title: 'The timestamp is outside the allowed window',
    });
  });

  test.each(HELP_PAGES.map((page) => [page.code, page] as const))('%s says what happened, why, and what to do', (_code, page) => {
    expect(page.meaning).toMatch(/^[A-Z].{40,}\.\)?$/s);
    expect(page.causes.length).toBeGreaterThan(0);
    expect(page.fix.length).toBeGreaterThan(0);
    expect(page.snippet.text.trim()).not.toBe('');
    for (const text of [page.meaning, ...page.causes, ...page.fix]) {
      // interface.md 5: no blame, no please, no exclamation, no "invalid"; plain text, so no markup
      expect(text).not.toMatch(/\b(oops|please|sorry|invalid|simply|just)\b|!/i);
      expect(text).not.toMatch(/<[a-z]+>|`{3}|\*\*|&(amp;)?lt;/i);
    }
  });

  test('what a callback answers with an Error names its wire code', () => {
    // semantics B, statuses of /callbacks
    expect(findHelp('ADDRESS_NOT_COVERED')?.wireCode).toBe('INVALID_SHIPPING_ADDRESS');
    expect(findHelp('SHIPPING_NOT_CONFIGURED')?.wireCode).toBe('INTERNAL_SERVER_ERROR');
    expect(findHelp('SCHEMA_FAULT')?.wireCode).toBe('INTERNAL_SERVER_ERROR');
    expect(findHelp('OVERLOADED')?.wireCode).toBe('SERVICE_UNAVAILABLE');
    expect(findHelp('SIGNATURE_MISMATCH')?.wireCode).toBeUndefined();
  });
});
