import { createMetrics } from '../src/metrics.js';

describe('metrics', () => {
  test('count requests by route and outcome', async () => {
    const metrics = createMetrics();
    metrics.request('/callbacks/:merchantId', 'ok', 0.004);
    metrics.request('/callbacks/:merchantId', 'ok', 0.2);
    metrics.request('/callbacks/:merchantId', 'refused', 0.001);
    const text = await metrics.scrape();
    expect(text).toContain('cartwright_requests_total{route="/callbacks/:merchantId",outcome="ok"} 2');
    expect(text).toContain('cartwright_requests_total{route="/callbacks/:merchantId",outcome="refused"} 1');
    // 0.001 and 0.004 are at most 5 ms, 0.2 is not
    expect(text).toContain('cartwright_request_duration_seconds_bucket{le="0.005",route="/callbacks/:merchantId"} 2');
    expect(text).toContain('cartwright_request_duration_seconds_count{route="/callbacks/:merchantId"} 3');
  });

  test('read the recorder’s queue at each scrape', async () => {
    const metrics = createMetrics();
    const recorder = { queued: 3 };
    metrics.watchRecorder(recorder);
    expect(await metrics.scrape()).toContain('cartwright_recorder_queue_rows 3');
    recorder.queued = 5;
    expect(await metrics.scrape()).toContain('cartwright_recorder_queue_rows 5');
  });

  test('tell of batches, jobs, the event loop and the process', async () => {
    const metrics = createMetrics();
    metrics.recorderBatch(16, 0.002);
    metrics.job('retention', 'failed', 0.5);
    const text = await metrics.scrape();
    expect(text).toContain('cartwright_recorder_batch_rows_sum 16');
    expect(text).toContain('cartwright_recorder_commit_seconds_count 1');
    expect(text).toContain('cartwright_job_seconds_count{job="retention",outcome="failed"} 1');
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
  });

  test('of two services in one process do not add up', async () => {
    const [one, two] = [createMetrics(), createMetrics()];
    one.request('/a', 'ok', 1);
    expect(await two.scrape()).not.toContain('route="/a"');
  });
});
