// Preloaded by a back end under load: at each SIGUSR2 it writes the delays of its main thread since the last one, in
// milliseconds, to the file TAP_BENCH_LOOP_DELAY.
const { renameSync, writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  const file = process.env.TAP_BENCH_LOOP_DELAY;
  // The resolution is part of each value: the timer of the histogram is late by that much at most.
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  process.on('SIGUSR2', () => {
    const [p99, max] = [delays.percentile(99), delays.max].map(
      nanoseconds => nanoseconds / 1e6,
    );
    writeFileSync(`${file}.new`, JSON.stringify({ p99, max }));
    renameSync(`${file}.new`, file);
    delays.reset();
  });
}
