const { TestEnvironment } = require('jest-environment-node');

/**
 * The environment of jest for tests that start back ends. A back end of Backstage leaves timers behind when it stops:
 * those of SQLite's connection pools, which its database service does not close, and those with which the scaffolder
 * polls the events of a task. They would keep a worker of jest from exiting, and what they run in it would fail a later
 * test file: jest attributes an error that is not caught to the test that runs at that time. So no timer outlives its
 * test file.
 *
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

  // The errors of better-sqlite3 belong to the first test file of a process, and have no stack in the others: jest would
  // print nothing.
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
    // Such as the variant for util.promisify.
    this.global[name] = Object.assign(watched, start);
  }
};
