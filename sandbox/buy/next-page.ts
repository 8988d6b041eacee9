import type { Page } from './browser.js';
import type { PageForm } from './forms.js';

/** A page that is not what the contract says comes next. */
export class Lost extends Error {}

/** The form of a page that posts to this step and has these fields. */
export function formTo(page: Page, step: string, names: readonly string[]): PageForm {
  const found = page.forms.find(
    ({ action, controls, method }) =>
      method === 'post' &&
      new URL(action === '' ? page.url : action, page.url).pathname.endsWith(step) &&
      names.every((name) => controls.some((control) => control.name === name)),
  );
  if (found === undefined) throw new Lost(`${page.url} (${page.status}) has no form for ${step}: ${firstWords(page)}`);
  return found;
}

/** A page that goes no further: by its status, or by the code of a refusal. */
export const isRefusal = ({ status, code }: Page): boolean => status >= 400 || code !== null;

/** What a page says to its reader, without its markup. */
export const firstWords = ({ html }: Page): string =>
  html
    .replace(/<(style|script|head)\b[^]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160);
