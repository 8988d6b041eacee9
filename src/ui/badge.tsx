import type { VNode } from 'preact';
import type { Exchange } from '../core/exchange.js';

/** dot ok, ring info, diamond warn, square bad, grey dot mute: the shape alone suffices. */
export type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'mute';

/** How a status looks. */
export interface BadgeProps {
  readonly tone: Tone;
  readonly word: string;
}
/** How each state of something looks. */
export type BadgeTable<State extends string> = Readonly<Record<State, BadgeProps>>;

/** A status in words, a shape and a colour. */
export function Badge({ tone, word }: BadgeProps): VNode {
  return <span class={`st st-${tone}`}>{word}</span>;
}

const TONES: Readonly<Record<Exchange['outcome'], Tone>> = {
  ok: 'ok',
  warned: 'warn',
  refused: 'warn',
  failed: 'bad',
  repeated: 'mute',
};

/** `200`, `400 refused`, `no answer`, of a mail `sent`: the status of an exchange; `short` leaves the outcome out where the number says it. */
export function ExchangeBadge({ exchange, short = false }: { exchange: Exchange; short?: boolean }): VNode {
  return <Badge tone={TONES[exchange.outcome]} word={statusWord(exchange, short)} />;
}

function statusWord({ kind, status, outcome }: Exchange, short: boolean): string {
  if (kind === 'mail') return outcome === 'ok' ? 'sent' : 'not sent';
  if (status === 0) return 'no answer';
  const said = (outcome === 'refused' && status >= 400) || (outcome === 'failed' && status >= 500);
  if (outcome === 'ok' || (short && said)) return String(status);
  return `${status} ${outcome}`;
}
