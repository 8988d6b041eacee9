import { CLOSED, type BreakerState } from '../../core/breaker.js';
import { quickRead, run, type Db } from '../db.js';

interface HealthRow {
  readonly failures: number;
  readonly open_until: number;
  readonly probe_until: number;
}
interface Endpoint {
  readonly environmentId: string;
  /** SHA-256 of its address, hex. */
  readonly endpointSha256: string;
}

/** What the breaker of an endpoint remembers; one that was never called has a closed breaker. */
export async function loadEndpointHealth(db: Db, { environmentId, endpointSha256 }: Endpoint): Promise<BreakerState> {
  const sql = 'select failures, open_until, probe_until from endpoint_health where environment_id = ? and endpoint_sha256 = ?';
  const [row] = await quickRead<HealthRow>(db, sql, [environmentId, endpointSha256]);
  return row === undefined ? CLOSED : { failures: row.failures, openUntil: row.open_until, probeUntil: row.probe_until };
}

/**
 * Replaces the state that was read by another one, unless somebody did so meanwhile: of all processes that want to probe,
 * the one that is answered true does.
 */
export async function saveEndpointHealth(
  db: Db,
  { environmentId, endpointSha256, before, after }: Endpoint & { readonly before: BreakerState; readonly after: BreakerState },
): Promise<boolean> {
  const endpoint = { environment_id: environmentId, endpoint_sha256: endpointSha256 };
  const closed = { ...endpoint, ...rowOf(CLOSED) };
  if (same(before, after)) return true;
  if (same(before, CLOSED))
    await run(db, (knex) => knex('endpoint_health').insert(closed).onConflict(Object.keys(endpoint)).ignore());
  const changed = await run(db, (knex) =>
    knex('endpoint_health')
      .where({ ...endpoint, ...rowOf(before) })
      .update(rowOf(after)),
  );
  return changed > 0;
}

function rowOf({ failures, openUntil, probeUntil }: BreakerState): HealthRow {
  return { failures, open_until: openUntil, probe_until: probeUntil };
}

function same(one: BreakerState, other: BreakerState): boolean {
  return one.failures === other.failures && one.openUntil === other.openUntil && one.probeUntil === other.probeUntil;
}
