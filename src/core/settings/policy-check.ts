import { POLICIES, RETIRED_POLICIES } from '../policy.js';
import type { PolicyDocument } from '../settings.js';
import { note, warn, type Reading } from './reading.js';
import { foldState, PREDEFINED_STATES } from '../states.js';

/**
 * Checks a policy document; what is wrong is noted (`policy-unknown`, `policy-choice`, `policy-range`, `state-unknown`)
 * and left out, and so, with a warning, is what no longer decides anything (`policy-retired`).
 */
export function checkPolicies(document: PolicyDocument, reading: Reading): PolicyDocument {
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(document) as [string, unknown][]) {
    const retired = RETIRED_POLICIES[name];
    if (retired !== undefined) {
      const message = `The policy ${name} has no effect any more. ${retired} Leave it out.`;
      warn(reading, `/${name}`, { rule: 'policy-retired', got: String(value), message });
      continue;
    }
    const entry = Object.values(POLICIES).find((policy) => policy.name === name);
    if (entry === undefined) {
      const expected = Object.keys(POLICIES).join(', ');
      note(reading, `/${name}`, { rule: 'policy-unknown', expected, got: name, message: `There is no policy "${name}".` });
    } else if (entry.range !== undefined) {
      const number = checkNumber(name, value, entry.range, reading);
      if (number !== null) good[name] = number;
    } else if (entry.choices === null) {
      good[name] = checkLists(value, reading);
    } else if ((entry.choices as readonly unknown[]).includes(value)) {
      good[name] = value;
    } else {
      const expected = entry.choices.map(String).join(', ');
      note(reading, `/${name}`, {
        rule: 'policy-choice',
        expected,
        got: String(value),
        message: `The policy ${name} is one of ${expected}.`,
      });
    }
  }
  return good;
}

function checkNumber(
  name: string,
  value: unknown,
  { least, most }: { readonly least: number; readonly most: number },
  reading: Reading,
): number | null {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  const expected = `a whole number from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}`;
  const message = `The policy ${name} is ${expected}.`;
  note(reading, `/${name}`, { rule: 'policy-range', expected, got: String(value), message });
  return null;
}

/** Own lists of states for predefined regions; codes are folded. */
function checkLists(value: unknown, reading: Reading): Record<string, readonly string[]> {
  const lists: Record<string, readonly string[]> = {};
  for (const [region, states] of Object.entries(value ?? {}) as [string, unknown][]) {
    const at = `/predefinedRegions/${region}`;
    if (!(region in PREDEFINED_STATES) || !Array.isArray(states)) {
      const expected = Object.keys(PREDEFINED_STATES).join(', ');
      note(reading, at, {
        rule: 'predefined-unknown',
        expected,
        got: region,
        message: `"${region}" is no region with a list of states.`,
      });
      continue;
    }
    lists[region] = states.flatMap((state: unknown, place) => {
      const code = typeof state === 'string' ? foldState(state) : null;
      if (code === null) {
        const message = `"${String(state)}" is no American state. Write its two-letter code, such as WA.`;
        note(reading, `${at}/${place}`, {
          rule: 'state-unknown',
          expected: 'a two-letter American state code',
          got: String(state),
          message,
        });
        return [];
      }
      return [code];
    });
  }
  return lists;
}
