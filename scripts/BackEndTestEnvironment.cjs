const { TestEnvironment } = require('jest-environment-node');

/**
 * The environment of jest for tests that start back ends. A back end of Backstage leaves timers behind when it stops:
 * those of SQLite's connection pools, which its database service does not close, and those with which the scaffolder
 * polls the events of a task. A worker of jest could not exit, so what is left at the end of a test file no longer keeps
 * its process alive.
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
    this.#timers.forEach(timer => timer.deref()?.unref());
    await super.teardown();
  }

  #watch(name) {
    const start = this.global[name];
    const watched = (...args) => {
      const timer = start(...args);
      if (this.#isTornDown) {
        timer.unref();
      } else {
        this.#timers.push(new WeakRef(timer));
      }
      return timer;
    };
    // Such as the variant for util.promisify.
    this.global[name] = Object.assign(watched, start);
  }
};
