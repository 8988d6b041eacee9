import type { Request } from 'express';
import type { AlertProps } from '../../ui/alert.js';

/** Another tab of the buyer saved first: the page shows how things stand. */
export const changedInOtherTab = (text = 'This is how it stands now.'): AlertProps => ({
  tone: 'warn',
  title: 'This checkout was changed in another tab.',
  text,
});

const CHOICE_GONE: AlertProps = {
  tone: 'warn',
  title: 'The way to ship that you chose is not offered any more.',
  text: 'Nothing was ordered. Choose another one.',
};
const CHOICE_MISSING: AlertProps = { tone: 'warn', title: 'Choose a way to ship.' };

/** What a redirect wants said on the page that it leads to. */
const NOTICES: Readonly<Record<string, AlertProps>> = {
  changed: changedInOtherTab(),
  gone: CHOICE_GONE,
  choose: CHOICE_MISSING,
};

export type Notice = 'changed' | 'gone' | 'choose';

/** The notice that the address of a page names, else the one that the page has of itself; null where there is none. */
export function noticeOf(request: Request, own?: Notice): AlertProps | null {
  const name = request.query['notice'] ?? own;
  return typeof name === 'string' && Object.hasOwn(NOTICES, name) ? (NOTICES[name] ?? null) : null;
}
