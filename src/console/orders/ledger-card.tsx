import type { VNode } from 'preact';
import { balanceOf, type Account, type Posting, type PostingKind } from '../../core/ledger.js';
import type { Refund } from '../../core/refund.js';
import type { Shipment } from '../../core/shipment.js';
import { Badge } from '../../ui/badge.js';
import { Card } from '../../ui/card.js';
import { bareMoney, count } from '../../ui/numbers.js';
import { When } from '../../ui/when.js';

export interface LedgerCardProps {
  readonly currency: string;
  /** In the order in which they were posted. */
  readonly postings: readonly (Posting & { readonly at: number })[];
  readonly shipments: readonly Shipment[];
  readonly refunds: readonly Refund[];
  readonly zone: string;
  readonly now: number;
}

const ACCOUNTS: readonly { readonly account: Account; readonly head: string }[] = [
  { account: 'buyer', head: 'Gateway' },
  { account: 'merchant_payable', head: 'Sales' },
  { account: 'tax_memo', head: 'Tax owed' },
  { account: 'fees', head: 'Fees' },
  { account: 'chargebacks', head: 'Chargebacks' },
  { account: 'reserve', head: 'Reserve' },
  { account: 'bank', head: 'Bank' },
];

/** Every movement of money with the accounts that it touched; each row sums to 0, and so does the balance. */
export function LedgerCard({ currency, postings, zone, now, ...sources }: LedgerCardProps): VNode | null {
  if (postings.length === 0) return null;
  const used = ACCOUNTS.filter(({ account }) => postings.some(({ rows }) => rows.some((row) => row.account === account)));
  const balances = used.map(({ account, head }) => ({ head, amount: balanceOf(postings, account) }));
  const sum = balances.reduce((all, { amount }) => all + amount, 0n);
  const balanced = <Badge tone={sum === 0n ? 'ok' : 'bad'} word={`sums to ${bareMoney(sum, currency)}`} />;
  return (
    <Card title="Ledger" end={balanced}>
      <table class="cw-table kv-m">
        <caption class="unseen">Movements of money in {currency}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Entry</th>
            {used.map(({ head }) => (
              <th key={head} scope="col" class="num">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {postings.map((posting) => (
            <tr key={`${posting.source} ${posting.kind}`}>
              <td class="tnum dim nowrap">
                <When at={posting.at} now={now} zone={zone} />
              </td>
              <td data-l="Entry">{entryOf(posting, sources)}</td>
              {used.map(({ account, head }) => (
                <td key={head} class="num" data-l={head}>
                  {bareMoney(balanceOf([posting], account), currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2}>Balance</td>
            {balances.map(({ head, amount }) => (
              <td key={head} class="num" data-l={head}>
                {bareMoney(amount, currency)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </Card>
  );
}

const WORDS: Readonly<Record<PostingKind, string>> = {
  capture: 'Capture',
  fee: 'Fee',
  refund: 'Refund',
  fee_back: 'Fee back',
  chargeback: 'Chargeback',
  chargeback_reversal: 'Chargeback won',
  reserve: 'Reserve',
  disbursement: 'Paid out',
};

/** `Capture, shipment 1`; only the kind where its cause is not on the page. */
function entryOf({ source, kind }: Posting, { shipments, refunds }: Pick<LedgerCardProps, 'shipments' | 'refunds'>): string {
  const shipment = shipments.find(({ id }) => id === source);
  if (shipment !== undefined) return `${WORDS[kind]}, shipment ${count(shipment.number)}`;
  const refund = refunds.find(({ id }) => id === source);
  return refund === undefined ? WORDS[kind] : `${WORDS[kind]}, refund ${count(refund.number)}`;
}
