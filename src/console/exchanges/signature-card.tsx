import type { VNode } from 'preact';
import type { ExchangeDetail, SignatureReport } from '../../core/exchange.js';
import { Badge, type Tone } from '../../ui/badge.js';
import { Card } from '../../ui/card.js';
import { count } from '../../ui/numbers.js';

const SIGNATURE_TONES: Readonly<Record<SignatureReport['state'], Tone>> = {
  valid: 'ok',
  wrong: 'bad',
  missing: 'warn',
  'not reached': 'mute',
  made: 'ok',
};

/** Key, rule, clocks, the exact text that was signed, and what was received and computed over it. */
export function SignatureCard({
  exchange,
}: {
  exchange: Pick<ExchangeDetail, 'signature' | 'kind' | 'party' | 'direction'>;
}): VNode {
  const { signature } = exchange;
  if (signature === undefined) {
    const isOut = exchange.direction === 'out';
    return (
      <Card title="Signature" {...(isOut ? {} : { end: <Badge tone="mute" word="not reached" /> })}>
        <p class="pad sm dim">{whyUnsigned(exchange)}</p>
      </Card>
    );
  }
  const { state, keyId, keyName, rule, base, received, computed, body } = signature;
  return (
    <Card title="Signature" end={<Badge tone={SIGNATURE_TONES[state]} word={state === 'made' ? 'made by us' : state} />}>
      <div class="pad stack tight">
        <dl class="kv">
          <dt>Key</dt>
          <dd>
            {keyId === undefined ? <span class="faint">none named</span> : <span class="mono">{keyId}</span>}{' '}
            <span class="faint">{keyName}</span>
          </dd>
          {rule === undefined ? null : (
            <>
              <dt>Rule</dt>
              <dd>{rule}</dd>
            </>
          )}
          <Clock signature={signature} />
          {body === undefined ? null : (
            <>
              <dt>Body</dt>
              <dd>{body === 'absent' ? 'not signed' : `signature ${body}`}</dd>
            </>
          )}
        </dl>
        {base === undefined ? null : <Well label="The text that was signed" text={base} />}
        {state === 'made' && computed !== undefined ? <Well label="The signature that was sent" text={computed} /> : null}
        {received === undefined ? null : (
          <Well label={computed === received ? 'Received and computed' : 'Received'} text={received} />
        )}
        {received !== undefined && state === 'wrong' ? (
          <p class="xs faint">
            The right signature is not shown: it would serve whoever sent a wrong one. Sign the text above with your secret and
            compare.
          </p>
        ) : null}
      </div>
    </Card>
  );
}

function whyUnsigned({ kind, party, direction }: Pick<ExchangeDetail, 'kind' | 'party' | 'direction'>): string {
  if (party === 'api') return 'Requests of the API carry an access key instead of a signature.';
  if (party === 'buyer')
    return kind === 'mail' ? 'Mails are not signed.' : 'Forms of buyers carry a token of their session instead.';
  if (direction === 'out') return 'Nothing was sent, so nothing was signed.';
  return 'The signature was not looked at.';
}

function Clock({ signature }: { signature: SignatureReport }): VNode | null {
  const { theirClock, ourClock, differenceSeconds } = signature;
  if (theirClock === undefined && ourClock === undefined) return null;
  return (
    <>
      {theirClock === undefined ? null : (
        <>
          <dt>Their clock</dt>
          <dd class="tnum">
            {theirClock} {differenceSeconds === undefined ? null : <span class="faint">{apart(differenceSeconds)}</span>}
          </dd>
        </>
      )}
      {ourClock === undefined ? null : (
        <>
          <dt>Our clock</dt>
          <dd class="tnum">{ourClock}</dd>
        </>
      )}
    </>
  );
}

function apart(seconds: number): string {
  const whole = Math.round(Math.abs(seconds) * 10) / 10;
  if (whole < 120) return `${count(whole)} s apart`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 120) return `${minutes} min ${Math.round(whole - minutes * 60)} s apart`;
  return `${count(Math.floor(minutes / 60))} h apart`;
}

function Well({ label, text }: { label: string; text: string }): VNode {
  return (
    <>
      <p class="xs faint">{label}</p>
      <div class="well">{text}</div>
    </>
  );
}
