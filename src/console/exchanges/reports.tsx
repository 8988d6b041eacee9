import type { VNode } from 'preact';
import type { CalculationReport, ExchangeDetail, Step } from '../../core/exchange.js';
import { Badge } from '../../ui/badge.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icons.js';
import { stepMs } from '../../ui/numbers.js';

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

/** Where each kind of amount came from, and why. */
export function CalculationCard({ exchange }: { exchange: ExchangeDetail }): VNode {
  const { calculation, outcome } = exchange;
  const reached = calculation.length > 0;
  const early = exchange.direction === 'in' && (outcome === 'refused' || outcome === 'failed');
  const word = early ? 'not reached' : 'not asked for';
  return (
    <Card title="Calculation" {...(reached ? {} : { end: <Badge tone="mute" word={word} /> })}>
      <div class="pad stack tight">
        {reached ? <CalculationTable rows={calculation} /> : <p class="sm dim">{whyNotPriced(exchange)}</p>}
      </div>
    </Card>
  );
}

function whyNotPriced({ outcome, kind, direction }: ExchangeDetail): string {
  if (direction === 'out') return 'What an answer gave, or what took its place, stands in the order with its reason.';
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
