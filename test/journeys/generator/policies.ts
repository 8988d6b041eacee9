import { POLICIES } from '../../../src/core/policy.js';
import type { PolicyDocument } from '../../../src/core/settings.js';
import { createRandom } from './random.js';

/** They decide what is let in, not what it costs: one document with all three is as good as three. */
const AT_THE_DOOR: PolicyDocument = { bodySignature: 'required', unsignedCallbacks: 'allowed', replay: 'refuse' };

/** One policy at a time with each value that is not its default; new policies of src come in by themselves. */
export const SINGLE_POLICIES: readonly PolicyDocument[] = [
  AT_THE_DOOR,
  ...Object.values(POLICIES)
    .filter(({ name }) => !(name in AT_THE_DOOR))
    .flatMap((entry): PolicyDocument[] =>
      (entry.choices ?? []).filter((choice) => choice !== entry.default).map((choice) => ({ [entry.name]: choice })),
    ),
  {
    predefinedRegions: {
      USContinental48States: ['WA', 'CA', 'NY'],
      USFull50States: ['WA', 'OR', 'HI', 'PR'],
      USAll: ['WA', 'TX', 'AE'],
    },
  },
];

/** Two to six policies at once, most of them not at their defaults. */
export function mixPolicies(seed: number): PolicyDocument {
  const chosen = createRandom(seed + 1_000_000).some(SINGLE_POLICIES, 2, 6);
  return chosen.reduce<PolicyDocument>((all, one) => ({ ...all, ...one }), {});
}
