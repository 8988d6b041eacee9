import { fairShare } from '../../core/fair-share.js';

/** Whom places are given to. */
interface Taker {
  readonly id: string;
  readonly environmentId: string;
}

/** What one process sends at a time, to all endpoints together. */
export interface Places {
  /** Takes up to `most` for an endpoint and answers how many: 0 where it and its environment hold all that the others leave. */
  take(endpoint: Taker, most: number): number;
  give(endpoint: Taker, count: number): void;
  heldBy(endpoint: Taker): number;
}

/**
 * Places that neither an endpoint nor an environment can fill: an environment holds no more than it leaves to the others, and
 * of what that lets it have an endpoint no more than it leaves to the others of its merchant. A store that hangs costs them
 * half of what they could have, and never all.
 */
export function createPlaces(places: number): Places {
  const held = new Map<string, number>();
  let free = places;
  const heldBy = (id: string): number => held.get(id) ?? 0;
  const add = ({ id, environmentId }: Taker, count: number): void => {
    free -= count;
    for (const holder of [id, environmentId]) {
      const now = heldBy(holder) + count;
      if (now === 0) held.delete(holder);
      else held.set(holder, now);
    }
  };
  return {
    take: (endpoint, most) => {
      const ofEnvironment = fairShare({ free, held: heldBy(endpoint.environmentId) });
      const count = Math.min(most, fairShare({ free: ofEnvironment, held: heldBy(endpoint.id) }));
      add(endpoint, count);
      return count;
    },
    give: (endpoint, count) => add(endpoint, -count),
    heldBy: ({ id }) => heldBy(id),
  };
}
