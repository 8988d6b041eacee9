import type { VNode } from 'preact';
import { Icon } from './icons.js';
import { plural } from './numbers.js';

export interface PagerProps {
  /** How many rows the page shows, and the word for one of them. */
  readonly shown: number;
  readonly word: string;
  /** Addresses of the pages on both sides; null where there is none. */
  readonly newer: string | null;
  readonly older: string | null;
  /** Rows carry a trace that a key opens. */
  readonly traced?: boolean;
}

/** The foot of a list by cursors: how many are shown, the keys that work, and both neighbours. */
export function Pager({ shown, word, newer, older, traced = false }: PagerProps): VNode {
  return (
    <footer>
      <span class="tnum">
        {plural(shown, word)}
        {newer === null ? ', the newest' : ''}
      </span>
      <span class="hide-m">
        <kbd>J</kbd> <kbd>K</kbd> move, <kbd>Enter</kbd> open
        {traced ? (
          <>
            , <kbd>T</kbd> trace
          </>
        ) : null}
      </span>
      <span class="grow" />
      {newer === null ? null : (
        <a class="btn btn-sm" rel="prev" href={newer}>
          <Icon name="chevron-left" />
          Newer
        </a>
      )}
      {older === null ? null : (
        <a class="btn btn-sm" rel="next" href={older}>
          Older
          <Icon name="chevron-right" />
        </a>
      )}
    </footer>
  );
}
