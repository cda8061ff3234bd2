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

  // Errors of better-sqlite3 have a stack only in the first test file of a process; in others jest would print nothing.
  handleTestEvent({ error }) {
    if (error && error.stack === '') {
      error.stack = `${error.code ?? error.name}: ${error.message}`;
    }
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
