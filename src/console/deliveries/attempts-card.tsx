import type { VNode } from 'preact';
import type { DeliveryAttempt } from '../../core/delivery.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { Badge, type Tone } from '../../ui/badge.js';
import { Card } from '../../ui/card.js';
import { duration } from '../../ui/numbers.js';
import { Table, type Column } from '../../ui/table.js';
import { When } from '../../ui/when.js';
import { exchangeUrl } from '../exchanges/address.js';

export interface AttemptsCardProps {
  readonly environment: EnvironmentName;
  /** Oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  readonly zone: string;
  readonly now: number;
}

/** Every attempt with its answer, newest first; each leads to its exchange. */
export function AttemptsCard({ environment, attempts, zone, now }: AttemptsCardProps): VNode {
  return (
    <Card title="Attempts">
      {attempts.length === 0 ? (
        <p class="pad sm dim">It was not sent yet.</p>
      ) : (
        <Table
          caption="Attempts, newest first"
          columns={columns(environment, zone, now)}
          rows={[...attempts].reverse()}
          rowKey={({ number }) => String(number)}
        />
      )}
    </Card>
  );
}

const TONES: Readonly<Record<DeliveryAttempt['result'], Tone>> = {
  delivered: 'ok',
  acknowledged: 'ok',
  refused: 'warn',
  failed: 'bad',
};

function columns(environment: EnvironmentName, zone: string, now: number): Column<DeliveryAttempt>[] {
  return [
    {
      head: 'Time',
      class: 'tnum nowrap m1',
      cell: ({ at, exchangeId }) => (
        <a href={exchangeUrl(environment, exchangeId)} title={exchangeId}>
          <When at={at} now={now} zone={zone} />
        </a>
      ),
    },
    {
      head: 'Status',
      class: 'm3',
      cell: ({ result, status }) => <Badge tone={TONES[result]} word={status === 0 ? 'no answer' : String(status)} />,
    },
    { head: 'Took', class: 'num mx', cell: ({ durationMs }) => <Took ms={durationMs} /> },
    { head: 'Outcome', class: 'sum m4', cell: ({ because }) => <span class="dim">{because}</span> },
  ];
}

function Took({ ms }: { ms: number }): VNode {
  const { value, unit } = duration(ms);
  return (
    <>
      {value} <span class="faint">{unit}</span>
    </>
  );
}
