import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the service counts. The methods are called on the hot path: each costs a map look-up and an addition. */
export interface Metrics {
  /** One answered request. `route` is a pattern, never an address: labels must stay few. */
  request(route: string, outcome: string, seconds: number): void;
  /** Whose queue `cartwright_recorder_queue_rows` shows; read at each scrape. */
  watchRecorder(recorder: { readonly queued: number }): void;
  /** One group commit: how many rows went into it, and how long it took. */
  recorderBatch(rows: number, seconds: number): void;
  /** One run of a background job. */
  job(name: string, outcome: 'ok' | 'failed', seconds: number): void;
  /** The whole registry in the Prometheus text format. */
  scrape(): Promise<string>;
  readonly contentType: string;
}

/** From 1 ms to 10 s; the slow mark of the console is 0.8 s. */
const SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 2, 5, 10];
const ROWS_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** A registry of its own for each service, so that two in one process (tests) do not add up. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  // Event loop lag, memory, garbage collection, CPU and open handles.
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'cartwright_requests_total',
    help: 'Requests answered, by route and outcome.',
    labelNames: ['route', 'outcome'] as const,
    registers,
  });
  const durations = new Histogram({
    name: 'cartwright_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['route'] as const,
    buckets: SECONDS_BUCKETS,
    registers,
  });
  let watched: { readonly queued: number } = { queued: 0 };
  new Gauge({
    name: 'cartwright_recorder_queue_rows',
    help: 'Exchanges that wait for their commit.',
    registers,
    collect() {
      this.set(watched.queued);
    },
  });
  const batchRows = new Histogram({
    name: 'cartwright_recorder_batch_rows',
    help: 'Exchanges in one commit.',
    buckets: ROWS_BUCKETS,
    registers,
  });
  const batchSeconds = new Histogram({
    name: 'cartwright_recorder_commit_seconds',
    help: 'Time that one commit of exchanges took.',
    buckets: SECONDS_BUCKETS,
    registers,
  });
  const jobs = new Histogram({
    name: 'cartwright_job_seconds',
    help: 'Runs of the background jobs.',
    labelNames: ['job', 'outcome'] as const,
    buckets: SECONDS_BUCKETS,
    registers,
  });
  const requestsOf = remembered((route: string) => remembered((outcome: string) => requests.labels({ route, outcome })));
  const durationsOf = remembered((route: string) => durations.labels({ route }));
  return {
    request: (route, outcome, seconds) => {
      requestsOf(route)(outcome).inc();
      durationsOf(route).observe(seconds);
    },
    watchRecorder: (recorder) => {
      watched = recorder;
    },
    recorderBatch: (rows, seconds) => {
      batchRows.observe(rows);
      batchSeconds.observe(seconds);
    },
    job: (name, outcome, seconds) => jobs.observe({ job: name, outcome }, seconds),
    scrape: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** Makes each value once: prom-client hashes the labels at every call of `labels`. */
function remembered<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const fresh = make(name);
    made.set(name, fresh);
    return fresh;
  };
}
