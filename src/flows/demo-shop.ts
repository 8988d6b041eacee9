import type { ShopDocument } from '../core/settings.js';

const RETURNS = `Send back anything you do not like within 30 days of its arrival, unused and in its box.

Write to us first and say what you send. We pay for the way back if something arrived broken or was the wrong thing; otherwise you do.

We pay your money back within five working days after the parcel is here.`;

const SHIPPING = `We pack on working days. What is ordered today leaves on the next working day.

Standard goes by post, to post office boxes too. Expedited and two-day go by courier and need a street address. Two-day does not reach Alaska and Hawaii.

Nobody needs to be at home: parcels are left at the door, unless you ask the courier for a signature.`;

/** What buyers read of the demo merchant; invented, like the shop itself. It has no logo. */
export const DEMO_SHOP: ShopDocument = {
  policies: [
    { title: 'Returns', text: RETURNS },
    { title: 'Shipping', text: SHIPPING },
  ],
};
