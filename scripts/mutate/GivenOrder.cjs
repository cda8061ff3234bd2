const { default: TestSequencer } = require('@jest/test-sequencer');

/** Runs the test files in the order of the list in `TAP_TEST_ORDER`, which is JSON. */
module.exports = class GivenOrder extends TestSequencer {
  sort(tests) {
    const order = JSON.parse(process.env.TAP_TEST_ORDER);
    return [...tests].sort(
      (a, b) => order.indexOf(a.path) - order.indexOf(b.path),
    );
  }
};
