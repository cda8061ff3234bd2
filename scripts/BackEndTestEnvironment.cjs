const { TestEnvironment } = require('jest-environment-node');

/**
 * The jest environment of tests that start back ends. A Backstage back end leaves timers behind when it stops: those of
 * SQLite connection pools, which the database service does not close, and those with which the scaffolder polls task
 * events. They would keep a jest worker from exiting, and an error in them would fail a later test file, because jest
 * attributes uncaught errors to the running test. Therefore all timers end with their test file.
 * https://github.com/backstage/backstage/blob/master/packages/backend-defaults/src/entrypoints/database/DatabaseManager.ts
 * https://github.com/backstage/backstage/blob/master/plugins/scaffolder-backend/src/scaffolder/tasks/StorageTaskBroker.ts
 */
module.exports = class BackEndTestEnvironment extends TestEnvironment {
  #timers = [];
  #isTornDown = false;

  constructor(config, context) {
    super(config, context);
    this.#watch('setTimeout');
    this.#watch('setInterval');
  }

  handleTestEvent({ name, error, promise }, state) {
    // Errors of better-sqlite3 have a stack only in the first test file of a process; in others jest would print nothing.
    if (error && error.stack === '') {
      error.stack = `${error.code ?? error.name}: ${error.message}`;
    }
    // A scaffolder task outlives its back end: its last events are rejected ("Service is shutting down"), also when the next
    // file of the worker runs. Such an error is of the realm of another file.
    if (name === 'error' && promise && !this.#isOwn(error)) {
      const running = state.currentlyRunningTest ?? state;
      running.unhandledRejectionErrorByPromise.delete(promise);
    }
  }

  /** Whether an error comes from this test file or from Node.js, and not from another test file. */
  #isOwn(error) {
    const isError = Object.prototype.toString.call(error) === '[object Error]';
    return (
      !isError || error instanceof this.global.Error || error instanceof Error
    );
  }

  async teardown() {
    this.#isTornDown = true;
    this.#timers.forEach(timer => clearTimeout(timer.deref()));
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
