import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import { Icon } from '../../ui/icons.js';
import { count } from '../../ui/numbers.js';
import { listUrl } from './address.js';

/** Why a search could not be read, and at which column of its text, from 1. */
export interface SearchFault {
  readonly message: string;
  readonly column: number;
}

export interface SearchFieldProps {
  readonly environment: EnvironmentName;
  readonly search: string;
  readonly fault: SearchFault | null;
  readonly filters: number;
}

const MOST_LETTERS = 500;

/** One field with the query language; the text in it is the truth and the address. */
export function SearchField({ environment, search, fault, filters }: SearchFieldProps): VNode {
  return (
    <form class={fault === null ? 'cw-search' : 'cw-search is-wrong'} role="search" method="get" action={listUrl(environment)}>
      <div class="box">
        <Icon name="search" />
        <input
          class="form-control"
          id="search"
          name="search"
          type="search"
          value={search}
          aria-label="Search exchanges"
          placeholder="Any id or words, status:4xx,5xx, kind:callback, code:SIGNATURE_STALE, last:1h, ms>800"
          maxLength={MOST_LETTERS}
          autocomplete="off"
          spellcheck={false}
          {...(fault === null ? {} : { 'aria-invalid': 'true', 'aria-describedby': 'search-fault' })}
        />
        <span class="keys" aria-hidden="true">
          <kbd>/</kbd>
          <kbd>?</kbd>
        </span>
        {fault === null ? null : <WrongPlace search={search} fault={fault} />}
      </div>
      <button class="btn hide-m" type="submit">
        Search
      </button>
      <a class="btn facet-btn" href="#filters" aria-label={`Filters, ${count(filters)} in use`}>
        <Icon name="filter" />
        {filters === 0 ? null : count(filters)}
      </a>
    </form>
  );
}

/** The text once more with the letter underlined that could not be read. */
function WrongPlace({ search, fault }: { search: string; fault: SearchFault }): VNode {
  const letters = Array.from(search);
  const at = Math.min(Math.max(fault.column - 1, 0), letters.length);
  const rest = letters.slice(at).join('');
  const wrong = /^\S+/.exec(rest)?.[0] ?? '';
  return (
    <p class="hint" id="search-fault">
      {fault.message} Column {count(fault.column)}:
      <span class="cw-wrong-at">
        {letters.slice(0, at).join('')}
        <mark>{wrong === '' ? '␣' : wrong}</mark>
        {rest.slice(wrong.length)}
      </span>
    </p>
  );
}
