/** What the merchant does with an order of two mugs (line 1) and a shirt (line 2). */
export type Step =
  | { readonly verb: 'ship' | 'cancel'; readonly units: readonly { readonly number: number; readonly units: number }[] | null }
  | { readonly verb: 'refund'; readonly body: object }
  /** The tracking number of the newest shipment is changed. */
  | { readonly verb: 'track' }
  | { readonly verb: 'undo' };

const MUG = [{ number: 1, units: 1 }] as const;
const REST = null;
const SHIP_REST: Step = { verb: 'ship', units: REST };
const SHIP_MUG: Step = { verb: 'ship', units: MUG };
const CONCESSION: Step = { verb: 'refund', body: { concession: '1.00' } };

/** Mugs and a shirt. */
export const UNITS_OF_ORDER = 3;

/** What a clerk may do with an order, one step after the other. */
export const PLANS: readonly (readonly Step[])[] = [
  [SHIP_REST, { verb: 'refund', body: { lines: [{ number: 1, units: 1, withShipping: true }] } }],
  [SHIP_MUG, { verb: 'track' }, SHIP_REST, CONCESSION, { verb: 'undo' }],
  [
    { verb: 'cancel', units: MUG },
    SHIP_REST,
    { verb: 'refund', body: { lines: [{ number: 2, amount: { principal: '2.00' } }] } },
    { verb: 'track' },
  ],
  [SHIP_MUG, { verb: 'cancel', units: MUG }, SHIP_REST],
  [{ verb: 'cancel', units: REST }],
  [SHIP_REST, { verb: 'track' }, { verb: 'track' }, CONCESSION, { verb: 'undo' }, CONCESSION],
];

/** Of orders that are to wait until their 30 days are over: some are shipped in part. */
export const LEFT_PLANS: readonly (readonly Step[])[] = [[], [SHIP_MUG], []];
