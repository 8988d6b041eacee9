import { withQuery } from '../../ui/safe-url.js';
import type { Window } from '../../ui/code/folds.js';
import { TABS, type Tab } from './message.js';

export type Side = 'request' | 'response';

/** How one message is shown. */
export interface MessageView {
  readonly tab: Tab | null;
  /** As stored rather than with line breaks added. */
  readonly stored: boolean;
  readonly window: Window;
}

/** What the address of a detail page asks for. */
export type DetailView = Readonly<Record<Side, MessageView>>;

/** Reads `?request=headers&requestAs=stored&requestFrom=41`; anything odd means the default. */
export function readView(query: Readonly<Record<string, unknown>>): DetailView {
  const side = (name: Side): MessageView => {
    const tab = TABS.find((one) => one === query[name]) ?? null;
    const from = Number(query[`${name}From`]);
    return {
      tab,
      stored: query[`${name}As`] === 'stored',
      window: Number.isSafeInteger(from) && from >= 1 ? { from: from - 1 } : 'near',
    };
  };
  return { request: side('request'), response: side('response') };
}

/** The address of a detail page with one side shown differently. */
export function viewUrl(path: string, view: DetailView, side: Side, change: Partial<MessageView>): string {
  const next = { ...view, [side]: { ...view[side], ...change } };
  return withQuery(path, { ...queryOf('request', next.request), ...queryOf('response', next.response) });
}

function queryOf(side: Side, { tab, stored, window }: MessageView): Record<string, string | undefined> {
  return {
    [side]: tab ?? undefined,
    [`${side}As`]: stored ? 'stored' : undefined,
    [`${side}From`]: window === 'near' ? undefined : String(window.from + 1),
  };
}
