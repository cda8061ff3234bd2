const { writeFileSync } = require('node:fs');

/** Reports to `TAP_OUTCOME` that tests have started and which one has failed, and ends the process after the first failure. */
module.exports = class StopAtFailure {
  onTestFileStart() {
    write({ started: true });
  }

  onTestCaseResult(test, { status, fullName }) {
    if (status === 'failed') {
      stop(test.path, fullName);
    }
  }

  /** A file that cannot be loaded has no test cases. */
  onTestFileResult(test, { testExecError }) {
    if (testExecError) {
      stop(test.path, testExecError.message ?? 'cannot be loaded');
    }
  }
};

function stop(file, failed) {
  write({ started: true, file, failed });
  process.exit(1);
}

function write(outcome) {
  writeFileSync(process.env.TAP_OUTCOME, JSON.stringify(outcome));
}
