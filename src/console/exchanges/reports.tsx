import type { VNode } from 'preact';
import type { CalculationReport, ExchangeDetail, SignatureReport, Step } from '../../core/exchange.js';
import { Badge, type Tone } from '../../ui/badge.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icons.js';
import { count, stepMs } from '../../ui/numbers.js';

/** How far the work on an exchange got, step by step. */
export function StepsCard({ steps }: { steps: readonly Step[] }): VNode {
  return (
    <Card title="How far it got">
      <div class="pad">
        {steps.length === 0 ? <p class="sm dim">No steps were noted.</p> : null}
        <ol class="cw-steps">
          {steps.map((step) => (
            <StepLine key={step.name} step={step} />
          ))}
        </ol>
      </div>
    </Card>
  );
}

function StepLine({ step }: { step: Step }): VNode {
  const note = step.note === undefined ? '' : `: ${step.note}`;
  if (step.state === 'not reached') {
    return (
      <li class="off">
        <Icon name="point" />
        <span>{step.name}</span>
        <span class="num">not reached</span>
      </li>
    );
  }
  const failed = step.state === 'failed';
  return (
    <li class={failed ? 'strong' : ''}>
      <Icon name={failed ? 'circle-x' : 'circle-check'} tone={failed ? 't-bad' : 't-ok'} />
      <span>
        {step.name}
        {note}
        {failed ? <span class="unseen">, failed</span> : null}
      </span>
      <span class="num dim">{step.ms === undefined ? '' : `${stepMs(step.ms)} ms`}</span>
    </li>
  );
}

const SIGNATURE_TONES: Readonly<Record<SignatureReport['state'], Tone>> = {
  valid: 'ok',
  wrong: 'bad',
  missing: 'warn',
  'not reached': 'mute',
};

/** Key, rule, clocks, the exact text that was signed, and what was received and computed over it. */
export function SignatureCard({ exchange }: { exchange: Pick<ExchangeDetail, 'signature' | 'kind' | 'party'> }): VNode {
  const { signature } = exchange;
  if (signature === undefined) {
    return (
      <Card title="Signature" end={<Badge tone="mute" word="not reached" />}>
        <p class="pad sm dim">{whyUnsigned(exchange)}</p>
      </Card>
    );
  }
  const { state, keyId, keyName, rule, base, received, computed, body } = signature;
  return (
    <Card title="Signature" end={<Badge tone={SIGNATURE_TONES[state]} word={state} />}>
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

function whyUnsigned({ kind, party }: Pick<ExchangeDetail, 'kind' | 'party'>): string {
  if (party === 'api') return 'Requests of the API carry an access key instead of a signature.';
  if (party === 'buyer')
    return kind === 'mail' ? 'Mails are not signed.' : 'Forms of buyers carry a token of their session instead.';
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

/** Where each kind of amount came from, and why. */
export function CalculationCard({ exchange }: { exchange: ExchangeDetail }): VNode {
  const { calculation, outcome } = exchange;
  const reached = calculation.length > 0;
  const word = outcome === 'refused' || outcome === 'failed' ? 'not reached' : 'not asked for';
  return (
    <Card title="Calculation" {...(reached ? {} : { end: <Badge tone="mute" word={word} /> })}>
      <div class="pad stack tight">
        {reached ? <CalculationTable rows={calculation} /> : <p class="sm dim">{whyNotPriced(exchange)}</p>}
      </div>
    </Card>
  );
}

function whyNotPriced({ outcome, kind }: ExchangeDetail): string {
  if (outcome === 'refused') return 'Nothing was priced: the request was refused first.';
  if (outcome === 'failed') return 'Nothing was priced: the work on the request failed first.';
  if (outcome === 'repeated') return 'Nothing was priced again: the same post got the answer of its first time.';
  if (kind === 'cart') return 'A cart is priced once the buyer has said where it goes.';
  return kind === 'callback' || kind === 'quote' ? 'No amount was asked for.' : 'Exchanges of this kind ask for no amounts.';
}

function CalculationTable({ rows }: { rows: readonly CalculationReport[] }): VNode {
  return (
    <table class="minitab">
      <thead>
        <tr>
          <th scope="col">Amount</th>
          <th scope="col">From</th>
          <th scope="col" class="num">
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.kind}>
            <td>{row.kind.charAt(0).toUpperCase() + row.kind.slice(1)}</td>
            <td>
              {row.source}
              <span class="faint">: {row.because}</span>
            </td>
            <td class="num">{row.value ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
