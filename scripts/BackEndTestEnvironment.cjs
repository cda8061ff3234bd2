const workerThreads = require('node:worker_threads');
const { TestEnvironment } = require('jest-environment-node');

/** Error.prototype of the test files of this process that have ended. */
const ended = new WeakSet();

/**
 * The jest environment of tests that start back ends. What a Backstage back end leaves behind when it stops ends with its
 * test file, because jest attributes uncaught errors to the running test, also to one of the next file:
 * - Timers: those of SQLite connection pools, which the database service does not close, and those with which the scaffolder
 *   polls task events. They would also keep a jest worker from exiting.
 *   https://github.com/backstage/backstage/blob/master/packages/backend-defaults/src/entrypoints/database/DatabaseManager.ts
 *   https://github.com/backstage/backstage/blob/master/plugins/scaffolder-backend/src/scaffolder/tasks/StorageTaskBroker.ts
 * - Rejections: a scaffolder task outlives its back end, and its last events are rejected. Such a rejection can also come
 *   before the file ends, during or after the stop of a back end; no other back end can be its cause.
 */
module.exports = class BackEndTestEnvironment extends TestEnvironment {
  #timers = [];
  #isTornDown = false;

  constructor(config, context) {
    super(config, context);
    this.#watch('setTimeout');
    this.#watch('setInterval');
  }

  handleTestEvent({ error }) {
    // Errors of better-sqlite3 have a stack only in the first test file of a process; in others jest would print nothing.
    if (error && error.stack === '') {
      error.stack = `${error.code ?? error.name}: ${error.message}`;
    }
  }

  async teardown() {
    this.#isTornDown = true;
    this.#timers.forEach(timer => clearTimeout(timer.deref()));
    ended.add(this.global.Error.prototype);
    await super.teardown();
  }

  #watch(name) {
    const start = this.global[name];
    const watched = (...args) => {
      const timer = start(...args);
      if (this.#isTornDown) {
        clearTimeout(timer);
      } else {
        this.#timers.push(new WeakRef(timer));
      }
      return timer;
    };
    // For example the variant for util.promisify.
    this.global[name] = Object.assign(watched, start);
  }
};

/** Whether an error was created by the code of a test file that has ended. */
function isOfEndedFile(error) {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  const prototype = Object.getPrototypeOf(error);
  return ended.has(prototype) || isOfEndedFile(prototype);
}

/**
 * Whether an error is that of an event that the scaffolder publishes for a task while its back end stops, and does not await.
 * https://github.com/backstage/backstage/blob/master/plugins/scaffolder-backend/src/scaffolder/tasks/DatabaseTaskStore.ts
 * https://github.com/backstage/backstage/blob/master/plugins/events-node/src/api/DefaultEventsService.ts
 */
function isOfStoppedBackEnd(error) {
  return error?.message === 'Service is shutting down';
}

// The next file of this process can be of a package with another environment, so jest's listener is wrapped in the process.
// Replacing process.emit instead does not last: signal-exit, which jest loads to write its cache, restores the original.
// https://github.com/tapjs/signal-exit/blob/v4.1.0/src/index.ts
const on = process.on;
process.on = function onEventOfRunningFiles(event, listener) {
  if (event !== 'unhandledRejection') {
    return on.call(this, event, listener);
  }
  const filtered = (error, promise) =>
    isOfEndedFile(error) || isOfStoppedBackEnd(error)
      ? undefined
      : listener(error, promise);
  // By this property, removeListener finds the wrapped listener, as it does those of `once`.
  return on.call(this, event, Object.assign(filtered, { listener }));
};

/** Synthesis workers that no test file uses anymore. */
const idleWorkers = new Set();

// A new synthesis worker loads CDK, which takes up to a second of CPU time, so a test file reuses that of an earlier one.
workerThreads.Worker = new Proxy(workerThreads.Worker, {
  construct(target, [file, ...options], newTarget) {
    const start = () =>
      Reflect.construct(target, [file, ...options], newTarget);
    if (!String(file).endsWith('/synthWorker.ts')) {
      return start();
    }
    const [worker = reusable(start())] = idleWorkers;
    idleWorkers.delete(worker);
    return worker;
  },
});

/** Makes `terminate` keep a worker that has answered all its messages, without the listeners of its user. */
function reusable(worker) {
  const { postMessage, terminate } = worker;
  let unanswered = 0;
  const own = [
    ['message', () => (unanswered -= 1)],
    ['error', () => idleWorkers.delete(worker)],
    ['exit', () => idleWorkers.delete(worker)],
  ];
  own.forEach(([event, listener]) => worker.on(event, listener));
  return Object.assign(worker, {
    postMessage(...message) {
      unanswered += 1;
      postMessage.apply(worker, message);
    },
    async terminate() {
      if (unanswered > 0) {
        return terminate.call(worker);
      }
      for (const [event, listener] of own) {
        worker
          .listeners(event)
          .filter(other => other !== listener)
          .forEach(other => worker.off(event, other));
      }
      worker.unref();
      idleWorkers.add(worker);
      return undefined;
    },
  });
}
