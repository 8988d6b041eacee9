import type { VNode } from 'preact';
import type { EnvironmentName, Exchange } from '../../core/exchange.js';
import { Icon } from '../../ui/icons.js';
import { listUrl } from './address.js';
import { hasTerm, toggleTerm, valuesOf } from './query-text.js';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly square?: 'ok' | 'warn' | 'bad';
}

const plain = (values: readonly string[]): Option[] => values.map((value) => ({ value, label: value }));

/** What exists; more kinds and parties come with what makes them. */
const STATUS: readonly Option[] = [
  { value: '2xx', label: '2xx answered', square: 'ok' },
  { value: '4xx', label: '4xx refused', square: 'warn' },
  { value: '5xx', label: '5xx failed', square: 'bad' },
  { value: 'none', label: 'No answer', square: 'bad' },
];
const OUTCOMES = plain(['ok', 'warned', 'refused', 'failed', 'repeated']);
const KINDS = plain(['cart', 'callback', 'callback-error', 'order', 'mail', 'quote', 'validation', 'settings']);
const PARTIES = plain(['cart', 'checkout', 'merchant', 'buyer', 'api']);
const MOST_CODES = 8;

export interface FacetsProps {
  readonly environment: EnvironmentName;
  readonly search: string;
  /** Codes are offered as far as they stand on this page or in the search. */
  readonly shown: readonly Exchange[];
}

/** Links that add a term to the search or take it away; the text in the field stays the truth. */
export function Facets({ environment, search, shown }: FacetsProps): VNode {
  const codes = new Set([...valuesOf(search, 'code'), ...shown.flatMap((one) => (one.code === undefined ? [] : [one.code]))]);
  const group = (title: string, key: string, options: readonly Option[]): VNode | null =>
    options.length === 0 ? null : (
      <section>
        <h2>{title}</h2>
        {options.map((option) => (
          <Facet key={option.value} option={option} name={key} search={search} environment={environment} />
        ))}
      </section>
    );
  return (
    <aside class="cw-facets" id="filters" aria-label="Filters">
      {group('Status', 'status', STATUS)}
      {group('Outcome', 'outcome', OUTCOMES)}
      {group('Kind', 'kind', KINDS)}
      {group('Code', 'code', plain([...codes].slice(0, MOST_CODES)))}
      {group('Party', 'party', PARTIES)}
      <a class="close" href="#search">
        Close the filters
      </a>
    </aside>
  );
}

interface FacetProps {
  readonly option: Option;
  readonly name: string;
  readonly search: string;
  readonly environment: EnvironmentName;
}

function Facet({ option, name, search, environment }: FacetProps): VNode {
  const on = hasTerm(search, name, option.value);
  return (
    <a href={listUrl(environment, { search: toggleTerm(search, name, option.value) })} class={on ? 'on' : ''}>
      <span class="box">{on ? <Icon name="check" /> : null}</span>
      {option.square === undefined ? null : <span class={`sq ${option.square}`} />}
      <span class={name === 'code' ? 'cut mono' : 'cut'}>{option.label}</span>
      {on ? <span class="unseen">, chosen</span> : null}
    </a>
  );
}
